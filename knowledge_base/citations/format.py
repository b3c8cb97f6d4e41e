"""Citations as a worker reads them: "Căn cứ: Điều 35 (khoản 2), 97 Bộ luật Lao động 2019; Điều 23 NĐ 283/2026."."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from knowledge_base.law.models import Citation
from knowledge_base.law.phrases import phrases, printed_day

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase


def _natural(number: str) -> tuple[int, str]:
    """Sorts "2" before "10", "2a" after "2"."""
    digits = re.match(r"\d*", number)
    return (int(digits[0]) if digits and digits[0] else 0, number)


def _clause_words(citations: Sequence[Citation]) -> str:
    """ "khoản 1, 3", "điểm a khoản 2", "" for the whole article; in the order of the law."""
    told = phrases()
    points: dict[str, list[str]] = {}
    for citation in citations:
        if citation.clause is None and citation.point is None:
            return ""
        listed = points.setdefault(citation.clause or "0", [])
        if citation.point and citation.point not in listed:
            listed.append(citation.point)
    parts: list[str] = []
    plain = f"{told['clause_word']} "
    for clause, of in sorted(points.items(), key=lambda item: _natural(item[0])):
        if of:
            point = f"{told['point_word']} {', '.join(of)}"
            parts.append(point if clause == "0" else f"{point} {told['clause_word']} {clause}")
        elif clause != "0" and parts and parts[-1].startswith(plain):
            parts[-1] += f", {clause}"
        elif clause != "0":
            parts.append(plain + clause)
    return ", ".join(parts)


def _articles(citations: Sequence[Citation]) -> dict[str, list[Citation]]:
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.article, []).append(citation)
    return grouped


def _since(citations: Sequence[Citation], kb: KnowledgeBase, on: date) -> str:
    """ " (từ 10/9/2026)" where a citation is to tell since when its rule holds."""
    days = set()
    for citation in citations:
        version = kb.find_article(citation.document, citation.article, on) if citation.tells_since else None
        if version and version.effective_from:
            days.add(version.effective_from)
    return phrases()["basis_since"].format(day=printed_day(min(days))) if days else ""


def _document(citations: Sequence[Citation], kb: KnowledgeBase, on: date) -> str:
    known = kb.documents.get(citations[0].document)
    named = known.short if known else citations[0].document
    articles = []
    for article, of in _articles(citations).items():
        clauses = _clause_words(of)
        articles.append(f"{article} ({clauses})" if clauses else article)
    return f"{phrases()['article_word']} {', '.join(articles)} {named}{_since(citations, kb, on)}"


def format_basis(citations: Sequence[Citation], kb: KnowledgeBase, on: date, phrase: str = "basis") -> str:
    """The basis line of an answer, documents and articles in the order of first mention; "" without citations.

    `phrase`: the words around the list.
    """
    grouped: dict[str, list[Citation]] = {}
    for citation in citations:
        grouped.setdefault(citation.document, []).append(citation)
    if not grouped:
        return ""
    listed = phrases()["basis_join"].join(_document(of, kb, on) for of in grouped.values())
    text: str = phrases()[phrase].format(list=listed)
    return text


def format_one(citation: Citation, kb: KnowledgeBase, on: date) -> str:
    """One citation in a sentence: "điểm a khoản 2 Điều 35 Bộ luật Lao động 2019"."""
    known = kb.documents.get(citation.document)
    named = known.short if known else citation.document
    words = f"{_clause_words([citation])} {phrases()['article_word']} {citation.article} {named}".strip()
    return words + _since([citation], kb, on)
