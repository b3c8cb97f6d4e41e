"""Lines into articles: what is an article of the law, what only looks like one."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge_base.importer.articles import Cutting, cut_articles
from knowledge_base.importer.command import read_lines
from knowledge_base.importer.lines import Line, clean, paragraphs, without_page_furniture
from knowledge_base.importer.report import find_odd_words
from tests.knowledge_base.importer.make import NOTED, make_docx, make_html, make_noted_pdf, make_pdf, make_txt

MAKERS = {"txt": make_txt, "html": make_html, "docx": make_docx, "pdf": make_pdf}


def cut(lines: list[str]) -> Cutting:
    return cut_articles([Line(line) for line in lines])


def numbers(cutting: Cutting) -> list[str]:
    return [article.article for article in cutting.articles]


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_law_from_four_formats(kind: str, law: list[str], tmp_path: Path) -> None:
    path = MAKERS[kind](tmp_path / f"law.{kind}", law)
    cutting = cut_articles(read_lines(path, say=lambda _: None))
    assert numbers(cutting) == ["1", "2", "35", "36"]
    by_number = {article.article: article for article in cutting.articles}
    assert by_number["1"].title == "Phạm vi" and by_number["1"].text == "Văn bản thử này nói về xưởng gỗ trên đồi."
    clauses = by_number["2"].cut.clauses
    assert [clause.clause for clause in clauses] == ["1", "2", "2a"]
    assert [point.point for point in clauses[1].points] == ["a", "b", "đ"]
    assert by_number["2"].cut.jumps == [("2", "b", "đ")]
    assert "GIỜ LÀM" not in by_number["2"].text and "CA NGÀY" not in by_number["2"].text
    assert [clause.clause for clause in by_number["36"].cut.clauses] == ["1", "2"]
    assert by_number["36"].cut.clauses[0].text.endswith("Ăn lúc 12 giờ.”.")


def test_the_annex_is_no_part_of_the_law(law: list[str]) -> None:
    cutting = cut(law)
    assert cutting.found.after_signature == 1 and "Hai bên" not in cutting.articles[-1].text


def test_a_table_of_contents_is_passed_over() -> None:
    contents = ["Điều 1. Phạm vi", "Điều 2. Ai theo", "Điều 3. Hiệu lực"]
    body = ["Điều 1. Phạm vi", "Lời một.", "Điều 2. Ai theo", "Lời hai.", "Điều 3. Hiệu lực", "Lời ba."]
    assert [article.text for article in cut(contents + body).articles] == ["Lời một.", "Lời hai.", "Lời ba."]


def test_articles_added_later_and_a_gap() -> None:
    lines = ["Điều 7. Một", "Lời.", "Điều 7a. Hai", "Lời.", "Điều 7b. Ba", "Lời.", "Điều 9. Bốn", "Lời."]
    assert numbers(cut(lines)) == ["7", "7a", "7b", "9"]


def test_a_title_broken_over_lines_and_one_on_the_next_line() -> None:
    lines = [
        "Điều 1. Nghỉ của người làm việc",
        "trong xưởng gỗ trên đồi",
        "1. Nghỉ một ngày.",
        "ĐIỀU 2",
        "Giờ làm",
        "Làm tám giờ.",
    ]
    assert [article.title for article in cut(lines).articles] == [
        "Nghỉ của người làm việc trong xưởng gỗ trên đồi",
        "Giờ làm",
    ]


def test_an_article_without_title_keeps_its_first_clause() -> None:
    article = cut(["Điều 1. 1. Tòa xét xử.", "2. Tòa hòa giải."]).articles[0]
    assert article.title == "" and [clause.clause for clause in article.cut.clauses] == ["1", "2"]


def test_a_jump_in_clauses_is_told_and_a_far_number_is_text() -> None:
    article = cut(["Điều 1. Tên", "1. Một.", "3. Ba.", "40. Không phải khoản."]).articles[0]
    assert [clause.clause for clause in article.cut.clauses] == ["1", "3"]
    assert article.cut.jumps == [("", "1", "3")] and "40." in article.cut.clauses[-1].text


def test_note_marks_and_invisible_letters_go() -> None:
    assert clean("Thợ [12]\u00a0mộc\u200b  ở\u00adxưởng [3].") == "Thợ mộc ởxưởng."


def test_broken_lines_are_joined() -> None:
    lines = [
        Line("Theo Nghị định số 128/2025/NĐ-", full=True),
        Line("CP thì thợ", full=True),
        Line("được nghỉ."),
        Line("1. Hết."),
    ]
    assert paragraphs(lines) == ["Theo Nghị định số 128/2025/NĐ-CP thì thợ được nghỉ.", "1. Hết."]


def test_heads_and_numbers_of_pages_go() -> None:
    pages = [[Line(f"CÔNG BÁO/Số {n}"), Line(f"Câu số {n} của trang."), Line(str(n))] for n in range(1, 5)]
    assert [line.text for line in without_page_furniture(pages)] == [f"Câu số {n} của trang." for n in range(1, 5)]


def test_words_that_look_scanned() -> None:
    assert set(find_odd_words("Người lao động quy đỊnh thgian nghỉ 5 ngày, 20m2 nhà")) == {"đỊnh", "thgian"}


def test_notes_of_a_pdf_stay_out_of_the_law(tmp_path: Path) -> None:
    articles = cut_articles(read_lines(make_noted_pdf(tmp_path / "noted.pdf"), say=lambda _: None)).articles
    assert [article.title for article in articles] == ["Giờ làm của thợ"] * 2
    assert [article.text for article in articles] == [f"{line} mươi phút." for line in NOTED]


def test_tables_keep_their_rows(tmp_path: Path) -> None:
    page = tmp_path / "table.html"
    rows = "<tr><td><p>Vùng I</p></td><td><p>5.310.000</p></td></tr><tr><td>Vùng II</td><td>4.730.000</td></tr>"
    page.write_text(
        f"<html><body><p>Điều 1. Mức<sup>[2]</sup></p><table>{rows}</table>"
        '<p>Hết<a href="#_ftn3">[3]</a>.</p><div id="ftn3">[3] Ghi chú.</div></body></html>',
        encoding="utf-8",
    )
    article = cut_articles(read_lines(page, say=lambda _: None)).articles[0]
    assert article.title == "Mức" and article.text.split("\n") == ["Vùng I | 5.310.000", "Vùng II | 4.730.000", "Hết."]


def test_word_numbers_written_by_word(tmp_path: Path) -> None:
    import docx
    from docx.oxml import OxmlElement, parse_xml
    from docx.oxml.ns import nsdecls, qn

    document = docx.Document()
    numbering = document.part.numbering_part.element
    levels = ((0, "decimal", "Điều %1."), (1, "decimal", "%2."), (2, "lowerLetter", "%3)"))
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, form, text in levels
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{xml}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in (
        (0, "Giờ làm"),
        (1, "Làm tám giờ."),
        (1, "Trừ:"),
        (2, "Ngày lễ;"),
        (2, "Ngày tết."),
        (0, "Nghỉ"),
        (1, "Nghỉ một ngày."),
    ):
        number = OxmlElement("w:numPr")
        for tag, value in (("w:ilvl", level), ("w:numId", 77)):
            part = OxmlElement(tag)
            part.set(qn("w:val"), str(value))
            number.append(part)
        document.add_paragraph(text)._p.get_or_add_pPr().append(number)
    path = tmp_path / "auto.docx"
    document.save(str(path))
    cutting = cut_articles(read_lines(path, say=lambda _: None))
    assert numbers(cutting) == ["1", "2"]
    assert [(c.clause, [p.point for p in c.points]) for c in cutting.articles[0].cut.clauses] == [
        ("1", []),
        ("2", ["a", "b"]),
    ]
    assert cutting.articles[1].cut.clauses[0].text == "Nghỉ một ngày."
