"""Entries and articles as messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge_base import KnowledgeBase, NotFound
from knowledge_base.law.phrases import printed_number, printed_value
from knowledge_base.law.placeholders import PlaceholderError, evaluate, fill, list_parameters

ON = date(2026, 11, 23)


def test_an_answer_is_told_in_order(kb: KnowledgeBase) -> None:
    answer = kb.render(kb.faq["resign_notice.days"], ON)
    assert answer.text == (
        "Anh/chị được nghỉ nếu báo trước 45 ngày.\n\n"
        "Việc nên làm:\n1. Gửi đơn có ghi ngày, giữ một bản.\n2. Bàn giao việc trước ngày nghỉ.\n\n"
        "Đừng bỏ việc ngang.\n\n"
        "Hợp đồng có thời hạn thì thời gian ngắn hơn.\n\n"
        "Căn cứ: Điều 35 (điểm a khoản 1, khoản 2) Bộ luật Lao động 2019; Điều 7 NĐ 145/2020 (từ 1/2/2021)."
    )
    assert answer.short == "Anh/chị được nghỉ nếu báo trước 45 ngày."
    assert answer.steps == ("Gửi đơn có ghi ngày, giữ một bản.", "Bàn giao việc trước ngày nghỉ.")
    assert answer.citations == kb.faq["resign_notice.days"].citations
    assert (answer.holds_from, answer.holds_to) == (date(2021, 2, 1), None)


def test_the_basis_names_only_what_carries_the_answer(kb: KnowledgeBase) -> None:
    entry = kb.faq["resign_notice.days"]
    *carrying, decree = entry.citations
    answer = kb.render(replace(entry, citations=(*carrying, replace(decree, further=True))), ON)
    assert answer.basis == "Căn cứ: Điều 35 (điểm a khoản 1, khoản 2) Bộ luật Lao động 2019."
    assert answer.text.endswith(answer.basis)
    assert answer.further == "Phần việc nên làm và ghi thêm: Điều 7 NĐ 145/2020 (từ 1/2/2021)."
    assert answer.citations == tuple(carrying)


def test_values_are_printed_and_limit_how_long_the_answer_holds(kb: KnowledgeBase) -> None:
    answer = kb.render("minimum_wage.region_1", ON)
    assert answer.short == "Vùng I: 5.310.000đ một tháng; gấp năm là 26.550.000đ."
    assert (answer.holds_from, answer.holds_to) == (date(2026, 1, 1), None)


@pytest.mark.parametrize(
    ("entry", "words"),
    [("minimum_wage.region_1", "chờ xác nhận"), ("resign_notice.reported", "chưa đọc được nguyên văn")],
)
def test_what_is_not_read_in_the_text_is_told_so(kb: KnowledgeBase, entry: str, words: str) -> None:
    assert words in kb.render(entry, ON).text
    assert words not in kb.render("resign_notice.days", ON).text


def test_an_entry_without_citation_has_no_basis_line(kb: KnowledgeBase) -> None:
    answer = kb.render("sexual_harassment.care", ON)
    assert answer.text == "Chuyện này không phải lỗi của bạn."
    assert answer.basis == ""


def test_an_entry_is_not_told_outside_its_days(kb: KnowledgeBase) -> None:
    with pytest.raises(NotFound, match=r"resign_notice\.reported chỉ đúng 1/1/2026 – 31/12/2026"):
        kb.render("resign_notice.reported", date(2027, 1, 1))
    with pytest.raises(NotFound, match="none"):
        kb.render("none", ON)


@pytest.mark.parametrize(
    ("placeholder", "printed"),
    [
        ("min_wage.region_1.month", "5.310.000đ"),
        ("5 * min_wage.region_1.month", "26.550.000đ"),
        ("min_wage.region_1.month / 26", "204.231đ"),
        ("min_wage.region_1.month * overtime.holiday", "15.930.000đ"),
        ("overtime.holiday / 2", "150%"),
        ("resign.notice_indefinite + resign.notice_indefinite * 2", "135 ngày"),
        ("min_wage.region_1.month / min_wage.region_1.month", "1"),
        ("1.5 * resign.notice_indefinite", "67,5 ngày"),
        ("today", "23/11/2026"),
    ],
)
def test_placeholders(kb: KnowledgeBase, placeholder: str, printed: str) -> None:
    assert evaluate(placeholder, kb.parameters, ON) == printed
    assert fill(f"là {{{placeholder}}}.", kb.parameters, ON) == f"là {printed}."


@pytest.mark.parametrize(
    "placeholder",
    [
        "",
        "5 *",
        "* 5",
        "a b",
        "a..b",
        "a(1)",
        "__import__('os')",
        "a ** 2",
        "a / 0",
        "1 + resign.notice_indefinite",
        "a; b",
    ],
)
def test_placeholders_that_are_refused(kb: KnowledgeBase, placeholder: str) -> None:
    with pytest.raises((PlaceholderError, NotFound)):
        evaluate(placeholder, kb.parameters, ON)


def test_the_parameters_of_a_placeholder() -> None:
    assert list_parameters("5 * a.b + c.break - a.b") == ["a.b", "c.break"]


def test_printed_numbers() -> None:
    assert [printed_number(n) for n in (0, 999, 1000, 26_550_000, 1.5, 0.125)] == [
        "0",
        "999",
        "1.000",
        "26.550.000",
        "1,5",
        "0,125",
    ]
    assert printed_value(3, "working_day") == "3 ngày làm việc"
    assert printed_value(25500, "VND/hour") == "25.500đ một giờ"


def test_an_article_is_told_whole_when_it_fits(kb: KnowledgeBase) -> None:
    text = kb.render_article(kb.get_article("bllđ", "35", ON), ON)
    assert text == (
        "Luật nói về chuyện này: Người lao động tự xin nghỉ việc.\n\n"
        "Khoản 1: Được nghỉ không cần lý do nếu báo trước đủ ngày.\n"
        "- Ít nhất 45 ngày nếu hợp đồng không xác định thời hạn.\n"
        "- Ít nhất 30 ngày nếu hợp đồng từ 12 đến 36 tháng.\n"
        "- Ngành nghề đặc thù theo quy định riêng.\n"
        "Khoản 2: Nghỉ ngay không cần báo trước khi bị nợ lương hoặc bị đánh.\n\n"
        "Căn cứ: Điều 35 Bộ luật Lao động 2019."
    )


def test_the_clause_that_fits_the_question_is_told_when_not_all_fit(kb: KnowledgeBase) -> None:
    version = kb.get_article("bllđ", "35", ON)
    owed = kb.render_article(version, ON, max_chars=290, query="cty no luong nghi ngay dc ko")
    assert "Khoản 2: Nghỉ ngay" in owed
    assert "Khoản 1" not in owed
    assert "còn phần khác" in owed


def test_the_points_that_fit_the_question_are_told_of_a_long_clause(kb: KnowledgeBase) -> None:
    version = kb.get_article("bllđ", "35", ON)
    told = kb.render_article(version, ON, max_chars=350, query="hd 12 den 36 thang bao truoc may ngay", clause="1")
    assert "30 ngày" in told
    assert "Khoản 2" not in told


def test_the_asked_clause_is_told_alone(kb: KnowledgeBase) -> None:
    told = kb.render_article(kb.get_article("bllđ", "35", ON), ON, clause="2")
    assert "Khoản 1" not in told
    assert told.endswith("Căn cứ: Điều 35 (khoản 2) Bộ luật Lao động 2019.")


@pytest.mark.parametrize("max_chars", [250, 300, 450, 700])
def test_an_article_stays_within_its_room(kb: KnowledgeBase, max_chars: int) -> None:
    for document in kb.documents.values():
        for article in document.articles.values():
            for version in article.versions:
                on = version.effective_from
                assert on is not None
                assert len(kb.render_article(version, on, max_chars=max_chars, query="báo trước")) <= max_chars


def test_an_article_known_only_in_part_is_told_so(kb: KnowledgeBase) -> None:
    assert "chưa đọc được nguyên văn" in kb.render_article(kb.get_article("NĐ 293", "3", ON), ON)
