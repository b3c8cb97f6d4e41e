"""Asking the knowledge base: documents, articles and parameters on a day."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase, KnowledgeError, NotFound

ON = date(2026, 11, 23)
ENTRY: dict[str, Any] = {
    "id": "resign_notice.days",
    "topic": "resign_notice",
    "title": "Báo trước mấy ngày",
    "button": "Báo trước",
    "questions": ["bao truoc may ngay"],
    "answer": "Báo trước {resign.notice_indefinite} nếu hợp đồng không có ngày hết hạn.",
    "citations": [{"document": "45/2019/QH14", "article": "35", "clause": "1"}],
    "valid_from": "2021-01-01",
    "valid_to": None,
    "status": "read",
}


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("45/2019/QH14", "45/2019/QH14"),
        ("bllđ 2019", "45/2019/QH14"),
        ("BLLD", "45/2019/QH14"),
        ("Bộ luật Lao động năm 2012", "10/2012/QH13"),
        ("nghị định số 145/2020/NĐ-CP", "145/2020/NĐ-CP"),
        ("ND 145", "145/2020/NĐ-CP"),
        ("NĐ 293/2025", "293/2025/NĐ-CP"),
        ("nghị định 1", None),
        ("luật đất đai", None),
        ("", None),
    ],
)
def test_a_document_is_found_by_its_names(kb: KnowledgeBase, name: str, number: str | None) -> None:
    found = kb.find_document(name)
    assert (found.number if found else None) == number


def test_a_shared_name_means_the_law_of_the_day(kb: KnowledgeBase) -> None:
    found = kb.find_document("BLLĐ", date(2019, 1, 1))
    assert found is not None
    assert found.number == "10/2012/QH13"


def test_an_article_has_the_words_of_its_day(kb: KnowledgeBase) -> None:
    assert list(kb.get_article("45/2019/QH14", "139", date(2026, 6, 30)).clauses) == ["1"]
    assert list(kb.get_article("45/2019/QH14", "139", date(2026, 7, 1)).clauses) == ["1", "2"]
    assert kb.get_article("bllđ", "139", ON).amended_by == "113/2025/QH15"


@pytest.mark.parametrize(
    ("document", "article", "on", "words"),
    [
        ("1/2000/QH10", "1", ON, "không tìm thấy văn bản 1/2000/QH10"),
        ("45/2019/QH14", "500", ON, "không có Điều 500"),
        ("45/2019/QH14", "35", date(2020, 12, 31), "Điều 35 45/2019/QH14 không có hiệu lực vào ngày 31/12/2020"),
    ],
)
def test_what_is_not_there_is_told(kb: KnowledgeBase, document: str, article: str, on: date, words: str) -> None:
    assert kb.find_article(document, article, on) is None
    with pytest.raises(NotFound, match=words):
        kb.get_article(document, article, on)


def test_a_parameter_has_the_value_of_its_day(kb: KnowledgeBase) -> None:
    value = kb.parameters.get("min_wage.region_1.month", date(2025, 12, 31))
    assert (value.value, value.unit, value.reference.document) == (4_960_000, "VND", "74/2024/NĐ-CP")
    assert kb.parameters.get("min_wage.region_1.month", date(2026, 1, 1)).value == 5_310_000


def test_a_parameter_without_value_names_itself_and_the_day(kb: KnowledgeBase) -> None:
    assert kb.parameters.find("min_wage.region_1.month", date(2024, 6, 30)) is None
    with pytest.raises(NotFound, match=r"min_wage\.region_1\.month không có giá trị vào ngày 30/6/2024"):
        kb.parameters.get("min_wage.region_1.month", date(2024, 6, 30))
    with pytest.raises(NotFound, match="region_9"):
        kb.parameters.get("min_wage.region_9", ON)


def test_what_is_read_from_meta_and_topics(kb: KnowledgeBase) -> None:
    assert kb.checked_until == date(2026, 11, 23)
    assert kb.topics["minimum_wage"].confirmed is False
    assert kb.departments[kb.topics["sexual_harassment"].department] == "Ban Nữ công"
    assert kb.dialogue_acts == ("greet", "thanks")


@pytest.mark.parametrize("file", ["severance.yaml", "common/facts.yaml"])
def test_the_version_changes_with_a_calculation(kb: KnowledgeBase, root: Path, file: str) -> None:
    path = root / "entitlements" / file
    path.parent.mkdir(parents=True)
    path.write_text("id: severance\n", encoding="utf-8")
    with_one = knowledge_base.load(root).version
    path.write_text("id: severance\ntitle: Trợ cấp\n", encoding="utf-8")
    assert len({kb.version, with_one, knowledge_base.load(root).version}) == 3


def test_the_version_changes_with_the_content(kb: KnowledgeBase, root: Path) -> None:
    assert knowledge_base.load(root).version == kb.version
    path = root / "faq/resign_notice.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("Đừng bỏ", "Chớ bỏ"), encoding="utf-8")
    assert knowledge_base.load(root).version != kb.version


def test_published_entries_stand_over_shipped_ones(kb: KnowledgeBase) -> None:
    new = {**ENTRY, "id": "resign_notice.new", "valid_from": date(2021, 1, 1)}
    published = kb.with_entries([ENTRY, new])
    assert published.faq["resign_notice.days"].title == "Báo trước mấy ngày"
    assert published.render("resign_notice.new", ON).short.startswith("Báo trước 45 ngày")
    assert kb.faq["resign_notice.days"].title == "Báo trước mấy ngày khi xin nghỉ"
    assert len(published.faq) == len(kb.faq) + 1
    assert len({kb.version, published.version, kb.with_entries([ENTRY]).version}) == 3
    assert published.version == kb.with_entries([ENTRY, new]).version


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"answer": "Báo trước 45 ngày."}, "typed_value"),
        ({"topic": "none"}, "unknown_topic"),
        ({"citations": [{"document": "45/2019/QH14", "article": "350"}]}, "unknown_article"),
        ({"valid_from": "2020-01-01"}, "not_in_force"),
        ({"valid_from": "01/01/2021"}, "wrong_date"),
        ({"surprise": 1}, "unknown_key"),
        ({"answer": None}, "missing_key"),
        ({"questions": "x", "answer": 5.5, "steps": [{"a": 1}]}, "wrong_type"),
    ],
)
def test_published_entries_are_checked_alike(kb: KnowledgeBase, change: dict[str, Any], code: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        kb.with_entries([{**ENTRY, **change}])
    assert code in {fault.code for fault in caught.value.faults}
    assert str(caught.value).startswith("published:1: resign_notice.days: ")


def test_the_same_id_published_twice_is_a_fault(kb: KnowledgeBase) -> None:
    with pytest.raises(KnowledgeError, match="đã có ở"):
        kb.with_entries([ENTRY, ENTRY])


def test_provinces_are_found_by_old_and_new_names(kb: KnowledgeBase) -> None:
    for name in ("Bình Phước", "binh phuoc", "Đồng Nai", "biên hòa"):
        province = kb.directory.find_province(name)
        assert province is not None
        assert province.id == "dong_nai"
    assert kb.directory.find_province("Sài Gòn") is None


def test_a_version_ends_the_day_before_the_next_begins(kb: KnowledgeBase) -> None:
    first, second = kb.documents["45/2019/QH14"].articles["139"].versions
    assert first.effective_to is not None
    assert first.effective_to + timedelta(days=1) == second.effective_from


def test_an_entry_may_belong_to_no_topic(kb: KnowledgeBase) -> None:
    published = kb.with_entries([{**ENTRY, "id": "about.privacy", "topic": None}])
    assert published.faq["about.privacy"].topic == ""
    with pytest.raises(KnowledgeError, match="thiếu topic"):
        kb.with_entries([{key: value for key, value in ENTRY.items() if key != "topic"}])
