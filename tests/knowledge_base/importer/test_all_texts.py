"""Every official text at hand, made into files and read back: all articles, in order, with sane clauses."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from knowledge_base.importer.articles import Cutting, cut_articles
from knowledge_base.importer.command import read_lines
from knowledge_base.importer.headers import order_of
from tests.knowledge_base.importer.make import TEXTS, lines_of, make_docx, make_html, make_pdf, make_txt

FILES = sorted(TEXTS.glob("*.json"))
# What the stored copies count otherwise: articles left inside the one before, a form of an annex taken for an article.
EXTRA = {"25_2008_QH12": {"7a", "7b", "7c", "48a", "48b"}}
ANNEX = {"372_2025_ND-CP": {"4"}}
HANDFUL = ["17_2022_UBTVQH15", "293_2025_ND-CP", "50_2024_QH15", "70_2023_ND-CP", "158_2025_ND-CP"]
Make = Callable[[Path, list[str]], Path]

pytestmark = pytest.mark.skipif(not FILES, reason="../shared/law/texts is not here")


def load(stem: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((TEXTS / f"{stem}.json").read_text(encoding="utf-8"))
    return told


def cut(path: Path) -> Cutting:
    return cut_articles(read_lines(path, say=lambda _: None))


def check(stem: str, cutting: Cutting) -> None:
    told = load(stem)
    wanted = [article["article"] for article in told["articles"]]
    found = [article.article for article in cutting.articles]
    assert set(found) == (set(wanted) | EXTRA.get(stem, set())) - ANNEX.get(stem, set())
    assert found == sorted(found, key=order_of) and len(found) == len(set(found))
    for article in cutting.articles:
        assert article.text
        numbers = [order_of(clause.clause) for clause in article.cut.clauses]
        assert all(before < after for before, after in pairwise(numbers))
        for clause in article.cut.clauses:
            assert clause.text or clause.points


@pytest.mark.parametrize("stem", [path.stem for path in FILES])
@pytest.mark.parametrize("make", [make_txt, make_html], ids=["txt", "html"])
def test_txt_and_html(stem: str, make: Make, tmp_path: Path) -> None:
    suffix = make.__name__.removeprefix("make_")
    check(stem, cut(make(tmp_path / f"{stem}.{suffix}", lines_of(load(stem)["articles"]))))


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("stem", HANDFUL)
@pytest.mark.parametrize("make", [make_docx, make_pdf], ids=["docx", "pdf"])
def test_docx_and_pdf_give_the_same_words(stem: str, make: Make, tmp_path: Path) -> None:
    suffix = make.__name__.removeprefix("make_")
    lines = lines_of(load(stem)["articles"])
    cutting = cut(make(tmp_path / f"{stem}.{suffix}", lines))
    check(stem, cutting)
    plain = cut(make_txt(tmp_path / f"{stem}.txt", lines))
    for article, same in zip(cutting.articles, plain.articles, strict=True):
        assert squeezed(article.title + article.text) == squeezed(same.title + same.text), article.article


def test_the_labour_code_clause_by_clause(tmp_path: Path) -> None:
    cutting = cut(make_docx(tmp_path / "code.docx", lines_of(load("45_2019_QH14")["articles"])))
    articles = {article.article: article for article in cutting.articles}
    notice = articles["35"].cut
    assert [clause.clause for clause in notice.clauses] == ["1", "2"] and not notice.jumps
    assert [point.point for point in notice.clauses[1].points] == ["a", "b", "c", "d", "đ", "e", "g"]
    assert [clause.clause for clause in articles["219"].cut.clauses][:2] == ["1", "2"]
    assert sum(bool(article.cut.jumps) for article in cutting.articles) == 0
