"""Legal references: found in texts, resolved on a day, told."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.citations import find, format_basis, format_one, resolve
from knowledge_base.law.models import Citation
from knowledge_base.text import fold, normalize_query

ON = date(2026, 11, 23)
CODE, OLD, DECREE, WAGE = "45/2019/QH14", "10/2012/QH13", "145/2020/NĐ-CP", "293/2025/NĐ-CP"

Place = tuple[str | None, str | None, str | None, str | None]

MENTIONS: list[tuple[str, list[Place]]] = [
    ("theo điểm a khoản 2 Điều 35 BLLĐ 2019 thì", [("bllđ 2019", "35", "2", "a")]),
    ("Đ.35 blld", [("blld", "35", None, None)]),
    ("k2 đ35 bllđ", [("bllđ", "35", "2", None)]),
    ("điều 36", [(None, "36", None, None)]),
    ("NĐ 145", [("nđ 145", None, None, None)]),
    ("khoản 1 Điều 35 45/2019/QH14", [("45/2019/qh14", "35", "1", None)]),
    ("Điều 35 khoản 2 điểm a BLLĐ", [("bllđ", "35", "2", "a")]),
    ("Điều 98 (khoản 1) BLLĐ", [("bllđ", "98", "1", None)]),
    ("điểm đ khoản 1 Điều 64 Luật BHXH năm 2024", [("luật bhxh năm 2024", "64", "1", "đ")]),
    ("khoản 1, 2 Điều 35", [(None, "35", "1", None), (None, "35", "2", None)]),
    ("điểm a, b khoản 1 Điều 35", [(None, "35", "1", "a"), (None, "35", "1", "b")]),
    ("Điều 35 và Điều 36 BLLĐ", [("bllđ", "35", None, None), ("bllđ", "36", None, None)]),
    ("Theo BLLĐ 2019, Điều 35", [("bllđ 2019", "35", None, None)]),
    ("Điều 15 NĐ 283/2026, Điều 17 BLLĐ", [("nđ 283/2026", "15", None, None), ("bllđ", "17", None, None)]),
    ("thông tư 28/2021/TT-BLĐTBXH", [("thông tư 28/2021/tt-blđtbxh", None, None, None)]),
    ("đ35", [(None, "35", None, None)]),
    ("điều 35, 2 ngày", [(None, "35", None, None)]),
    ("Điều 17a BLLĐ", [("bllđ", "17a", None, None)]),
]


@pytest.mark.parametrize(("text", "places"), MENTIONS)
def test_find(text: str, places: list[Place]) -> None:
    assert [(m.document, m.article, m.clause, m.point) for m in find(text)] == places
    assert all(text[m.start : m.end] == m.text for m in find(text))


@pytest.mark.parametrize(("text", "places"), [case for case in MENTIONS if case[0] != "đ35"])
def test_find_without_accents(text: str, places: list[Place]) -> None:
    found = [(m.document, m.article, m.clause) for m in find(fold(text))]
    assert found == [(document and fold(document), article, clause) for document, article, clause, _ in places]


def test_three_articles_of_one_law() -> None:
    found = find("Điều 35, 36 và 37 Bộ luật Lao động năm 2019")
    assert [(m.article, m.document) for m in found] == [(n, "bộ luật lao động năm 2019") for n in ("35", "36", "37")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "điều này",
        "500 đ 35",
        "điều kiện 35",
        "lương 35",
        "khoản 2",
        "có điều 😀",
        "bhxh 2024",
        "kỷ luật lao động",
        "khu D2",
    ],
)
def test_what_is_no_reference(text: str) -> None:
    assert find(text) == []


@pytest.mark.parametrize(
    ("text", "on", "place"),
    [
        ("điểm a khoản 1 Điều 35 BLLĐ 2019", ON, Citation(CODE, "35", "1", "a")),
        ("diem a khoan 1 dieu 35 blld", ON, Citation(CODE, "35", "1", "a")),
        ("k1 đ35 bộ luật lao động", ON, Citation(CODE, "35", "1")),
        ("Điều 37 BLLĐ", date(2019, 5, 1), Citation(OLD, "37")),
        ("Điều 37 BLLĐ", ON, None),
        ("Điều 37 BLLĐ 2012", ON, Citation(OLD, "37")),
        ("Điều 7 NĐ 145", ON, Citation(DECREE, "7")),
        ("điều 7 nghị định 145/2020", ON, Citation(DECREE, "7")),
        ("Điều 7 145/2020/nd-cp", ON, Citation(DECREE, "7")),
        ("khoản 9 Điều 35 BLLĐ", ON, Citation(CODE, "35")),
        ("điểm z khoản 1 Điều 35 BLLĐ", ON, Citation(CODE, "35", "1")),
        ("khoản 2 Điều 139 BLLĐ", ON, Citation(CODE, "139", "2")),
        ("khoản 2 Điều 139 BLLĐ", date(2025, 5, 1), Citation(CODE, "139")),
        ("Điều 35", ON, Citation(CODE, "35")),
        ("Điều 36", ON, None),
        ("Điều 3", date(2025, 5, 1), None),
        ("Điều 999 BLLĐ", ON, None),
        ("NĐ 145", ON, None),
        ("Điều 5 NĐ 999/2020", ON, None),
    ],
)
def test_resolve(kb: KnowledgeBase, text: str, on: date, place: Citation | None) -> None:
    (mention,) = find(text)
    assert resolve(mention, kb, on) == place


@pytest.mark.parametrize(
    "text", ["điểm a khoản 1 Điều 35 BLLĐ 2019", "k1 đ35 blld", "Điều 7 NĐ 145/2020/NĐ-CP", "Đ.139 bllđ"]
)
def test_a_normalized_question_names_the_same_place(kb: KnowledgeBase, text: str) -> None:
    (before,), (after,) = find(text), find(normalize_query(text))
    assert resolve(before, kb, ON) == resolve(after, kb, ON) is not None


def test_the_basis_line(kb: KnowledgeBase) -> None:
    cited = [
        Citation(CODE, "35", "2"),
        Citation(CODE, "36"),
        Citation(CODE, "35", "1", "a"),
        Citation(CODE, "35", "1", "b"),
        Citation(WAGE, "3", "1", tells_since=True),
        Citation(CODE, "139", "1", tells_since=True),
    ]
    assert format_basis(cited, kb, ON) == (
        "Căn cứ: Điều 35 (điểm a, b khoản 1, khoản 2), 36, 139 (khoản 1) Bộ luật Lao động 2019 (từ 1/7/2026); "
        "Điều 3 (khoản 1) NĐ 293/2025 (từ 1/1/2026)."
    )
    assert format_basis([], kb, ON) == ""


def test_one_citation_in_a_sentence(kb: KnowledgeBase) -> None:
    assert format_one(Citation(CODE, "35", "1", "a"), kb, ON) == "điểm a khoản 1 Điều 35 Bộ luật Lao động 2019"
    assert format_one(Citation(CODE, "35"), kb, ON) == "Điều 35 Bộ luật Lao động 2019"
    assert format_one(Citation("1/2000/QH10", "5"), kb, ON) == "Điều 5 1/2000/QH10"
