"""Each fault that the loader must find: one spoiled line, one named fault with its file and id or line."""

from __future__ import annotations

from pathlib import Path

import pytest

import knowledge_base
from knowledge_base import KnowledgeError
from knowledge_base.law.checks import check_variants
from knowledge_base.law.faults import Faults
from tests.knowledge_base.conftest import Spoil

CODE, DECREE, WAGE = "documents/code.yaml", "documents/decree.yaml", "parameters/wage.yaml"
RESIGN, MINIMUM, HARASSMENT = "faq/resign_notice.yaml", "faq/minimum_wage.yaml", "faq/sexual_harassment.yaml"
TOPICS = "directory/topics.yaml"

CASES = [
    ("bad_yaml", CODE, "kind: bo_luat", "kind: [bo_luat"),
    ("duplicate_key", CODE, "kind: bo_luat", "kind: bo_luat\nkind: luat"),
    ("duplicate_key", CODE, '    "2": Nghỉ ngay', '    "1": Nghỉ rồi.\n    "2": Nghỉ ngay'),
    ("unknown_key", CODE, "  heading: Công ty cho nghỉ việc", "  heading: Công ty cho nghỉ việc\n  note: x"),
    ("missing_key", CODE, "issuer: Quốc hội\n", ""),
    ("missing_key", CODE, "effective_from: 2021-01-01\n", ""),
    ("missing_key", CODE, "effective_to: null\n", ""),
    ("wrong_date", CODE, "issued: 2019-11-20", "issued: 20/11/2019"),
    ("wrong_choice", CODE, "kind: bo_luat", "kind: code"),
    ("wrong_choice", CODE, "status: in_force", "status: valid"),
    ("dates_backwards", "documents/old_code.yaml", "effective_to: 2020-12-31", "effective_to: 2012-12-31"),
    ("duplicate_id", CODE, '- article: "36"', '- article: "35"'),
    ("duplicate_id", DECREE, "number: 145/2020/NĐ-CP", "number: 45/2019/QH14"),
    ("no_clauses", CODE, '  clauses:\n    "0": Công ty chỉ được cho nghỉ khi có lý do luật nêu.\n', ""),
    ("both_clauses", CODE, "  versions:", '  clauses: {"1": x}\n  versions:'),
    ("overlap", CODE, "    to: 2026-06-30", "    to: 2026-07-30"),
    ("gap", CODE, "    to: 2026-06-30", "    to: 2026-06-01"),
    ("outside_document", CODE, "  - from: 2021-01-01", "  - from: 2020-01-01"),
    ("unknown_topic", CODE, "topics: [resign_notice]", "topics: [resign]"),
    ("not_nfc", CODE, "Nghỉ ngay không", "Nghi\u0309 ngay không"),
    ("empty", CODE, "heading: Nghỉ sinh", 'heading: "  "'),
    ("wrong_type", CODE, "aliases: [BLLĐ, BLLĐ 2019, Bộ luật Lao động]", "aliases: {a: b}"),
    ("wrong_type", WAGE, "value: 5310000", 'value: "5.310.000"'),
    ("no_reference", WAGE, '    reference: {document: 293/2025/NĐ-CP, article: "3", clause: "1"}\n', ""),
    ("gap", WAGE, "to: 2025-12-31", "to: 2025-11-30"),
    ("overlap", WAGE, "to: 2025-12-31", "to: 2026-01-31"),
    ("wrong_choice", WAGE, "unit: day", "unit: days"),
    ("duplicate_id", WAGE, "id: overtime.holiday", "id: resign.notice_indefinite"),
    ("bad_id", WAGE, "id: overtime.holiday", "id: overtime-holiday"),
    ("unknown_document", WAGE, "document: 293/2025/NĐ-CP", "document: 294/2025/NĐ-CP"),
    ("unknown_article", WAGE, 'QH14, article: "35"', 'QH14, article: "350"'),
    ("unknown_article", RESIGN, 'NĐ-CP, article: "7"', 'NĐ-CP, article: "8"'),
    ("unknown_document", RESIGN, "document: 145/2020/NĐ-CP", "document: 146/2020/NĐ-CP"),
    ("unknown_clause", RESIGN, 'article: "35", clause: "2"', 'article: "35", clause: "3"'),
    ("unknown_point", RESIGN, "point: a", "point: c"),
    ("not_in_force", RESIGN, "valid_from: 2021-02-01", "valid_from: 2021-01-31"),
    ("not_in_force", RESIGN, '{document: 45/2019/QH14, article: "35"}', '{document: 10/2012/QH13, article: "37"}'),
    ("missing_key", RESIGN, "  valid_to: null\n", ""),
    ("missing_key", RESIGN, "  valid_from: 2021-02-01\n", ""),
    ("dates_backwards", RESIGN, "valid_to: 2026-12-31", "valid_to: 2025-12-31"),
    ("unknown_topic", MINIMUM, "topic: minimum_wage", "topic: minimum_wages"),
    ("foreign_entry", MINIMUM, "id: minimum_wage.region_1", "id: wages.region_1"),
    ("duplicate_id", RESIGN, "id: resign_notice.reported", "id: resign_notice.days"),
    ("unknown_parameter", MINIMUM, "{5 * min_wage.region_1.month}", "{5 * min_wage.region_9.month}"),
    ("bad_placeholder", MINIMUM, "{5 * min_wage.region_1.month}", "{5 * }"),
    ("bad_placeholder", MINIMUM, "{5 * min_wage.region_1.month}", "{5 + min_wage.region_1.month}"),
    ("bad_placeholder", MINIMUM, "{5 * min_wage.region_1.month}", "{5 * min_wage.region_1.month"),
    ("parameter_without_value", RESIGN, "nghỉ nếu báo trước {resign.n", "{min_wage.region_1.month} trước {resign.n"),
    ("too_long", RESIGN, "Anh/chị được nghỉ nếu", "Anh/chị được nghỉ nếu " + "thật lâu " * 100),
    ("too_long", RESIGN, "button: Báo trước mấy ngày", "button: Báo trước bao nhiêu ngày"),
    ("too_long", RESIGN, "button: Có thời hạn", "button: Hợp đồng có thời hạn rồi"),
    ("too_long", RESIGN, "title: Báo trước", "title: " + "Báo trước " * 6),
    ("too_many", RESIGN, "  - Bàn giao", "  - Một.\n  - Hai.\n  - Bàn giao"),
    (
        "too_few",
        MINIMUM,
        'citations: [{document: 293/2025/NĐ-CP, article: "3", clause: "1", tells_since: true}]',
        "citations: []",
    ),
    ("further_first", RESIGN, 'clause: "1", point: a}', 'clause: "1", point: a, further: true}'),
    ("further_first", MINIMUM, "tells_since: true}", "tells_since: true, further: true}"),
    ("fine_without_citation", MINIMUM, "  status: awaiting", "  status: awaiting\n  fine: Bị phạt."),
    ("citation_without_fine", RESIGN, 'clause: "2"}', 'clause: "2", fine: true}'),
    (
        "fine_never_told",
        RESIGN,
        "  valid_from: 2021-02-01\n  valid_to: null",
        '  - {document: 293/2025/NĐ-CP, article: "3", fine: true}\n  fine: Bị phạt.\n'
        "  valid_from: 2021-02-01\n  valid_to: 2025-12-31",
    ),
    ("typed_value", RESIGN, "{resign.notice_indefinite}", "45 ngày"),
    ("typed_value", MINIMUM, "{min_wage.region_1.month}", "5,31 triệu đồng"),
    ("unknown_choice", RESIGN, "entry: resign_notice.reported", "entry: resign_notice.none"),
    ("relative_date", RESIGN, "Có tin luật", "Năm nay có tin luật"),
    ("banned_mark", RESIGN, "Đừng bỏ việc ngang.", "Đừng bỏ việc ngang!"),
    ("banned_mark", RESIGN, "Đừng bỏ việc ngang.", "Đừng bỏ việc ngang 😀"),
    ("unknown_department", TOPICS, "department: nu_cong", "department: nu_cong_2"),
    ("wrong_choice", TOPICS, "auto: human", "auto: maybe"),
    ("duplicate_id", TOPICS, "id: minimum_wage", "id: resign_notice"),
    ("missing_key", "meta.yaml", "checked_until: 2026-11-23", "other: 1"),
]


@pytest.mark.parametrize(("code", "file", "old", "new"), CASES)
def test_a_spoiled_line_is_found(spoil: Spoil, code: str, file: str, old: str, new: str) -> None:
    faults = spoil(file, old, new)
    found = [fault for fault in faults if fault.startswith(f"{code}: ")]
    assert found, faults
    assert any("/" in fault or ".yaml" in fault for fault in found)


def test_the_small_law_has_no_fault(root: Path) -> None:
    assert knowledge_base.load(root).documents


def test_a_fault_names_file_line_id_and_what_to_do(spoil: Spoil) -> None:
    (fault,) = spoil(RESIGN, "point: a", "point: c")
    assert fault.startswith(f"unknown_point: {RESIGN}:3: resign_notice.days: khoản 1 Điều 35 45/2019/QH14")
    assert "chỉ có: a, b, đ" in fault


def test_all_faults_are_told_at_once(root: Path, spoil: Spoil) -> None:
    path = root / MINIMUM
    path.write_text(path.read_text(encoding="utf-8").replace("status: awaiting", "status: guessed"), encoding="utf-8")
    faults = spoil(RESIGN, "point: a", "point: c")
    assert {fault.partition(":")[0] for fault in faults} == {"wrong_choice", "unknown_point"}


def test_a_typed_number_elsewhere_is_no_fault(spoil: Spoil) -> None:
    assert spoil(RESIGN, "Gửi đơn có ghi ngày", "Gửi đơn trong 3 ngày") == []


def test_a_number_in_words_says_that_it_is_another_figure(spoil: Spoil) -> None:
    assert spoil(RESIGN, "Gửi đơn có ghi ngày", "Gửi đơn trong bốn mươi lăm ngày") == []


def test_an_ended_value_may_name_a_document_that_is_not_kept(spoil: Spoil) -> None:
    assert spoil(WAGE, "document: 74/2024/NĐ-CP", "document: 38/2022/NĐ-CP") == []


def test_a_human_topic_needs_no_citation(spoil: Spoil) -> None:
    assert spoil(HARASSMENT, "status: read", "status: read  # none") == []


def test_numbers_without_quotes_are_read_as_text(root: Path, spoil: Spoil) -> None:
    assert spoil(CODE, '- article: "35"', "- article: 35") == []
    assert "35" in knowledge_base.load(root).documents["45/2019/QH14"].articles


def test_a_missing_file_is_named(root: Path) -> None:
    (root / "meta.yaml").unlink()
    with pytest.raises(KnowledgeError, match=r"meta\.yaml"):
        knowledge_base.load(root)


@pytest.mark.parametrize("file", [CODE, WAGE, RESIGN, MINIMUM, TOPICS, "directory/provinces.yaml"])
def test_whatever_line_is_lost_the_loader_tells_sentences(root: Path, file: str) -> None:
    path = root / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    told = 0
    for lost in range(len(lines)):
        path.write_text("".join(lines[:lost] + lines[lost + 1 :]), encoding="utf-8")
        try:
            knowledge_base.load(root)
        except KnowledgeError as error:
            told += len(error.faults)
    assert told > len(lines) / 2


def test_a_variant_that_its_entry_is_not_meant_for_is_found(root: Path) -> None:
    path = root / RESIGN
    spoiled = path.read_text(encoding="utf-8").replace("button: Tin mới", "button: Tin mới\n  only_for: [luật mới]")
    path.write_text(spoiled, encoding="utf-8")
    faults = Faults()
    check_variants(knowledge_base.load(root), faults)
    (fault,) = faults
    assert fault.code == "variant_not_meant" and "nghe noi sap doi luat nghi viec" in str(fault)
