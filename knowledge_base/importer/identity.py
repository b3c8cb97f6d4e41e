"""Whether a text is the document that the operator named: by the number in its head, else by its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from knowledge_base.importer.articles import Cutting
from knowledge_base.law.models import Article, Document
from knowledge_base.text import fold, tokens

_ENDING = r"[a-z]{2,}[a-z\d]*(?:\s?-\s?[a-z\d]+)*"
_OWN = re.compile(rf"\b(?:so|lenh|quyet)\s*[:.]?\s*(\d{{1,4}}\s?/\s?(?:\d{{4}}\s?/\s?)?{_ENDING})")
_BARE = re.compile(rf"(?<![\d/])(\d{{1,4}}\s?/\s?\d{{4}}\s?/\s?{_ENDING})")
_CONSOLIDATED = "vbhn"
_LEAST_WORDS = 40


@dataclass(frozen=True)
class Identity:
    """`number` in the text's head (None: none), whether it is the wanted one, and how much of our words it shares.

    `closer`: a document whose words the text shares more, where the head has no number.
    """

    number: str | None
    is_wanted: bool
    closer: str | None = None
    consolidated: bool = False
    likeness: float | None = None


def identify(cutting: Cutting, document: Document, documents: Iterable[Document], needed: float) -> Identity:
    """Compare a text with the document that it is said to be; `needed` is the least likeness (0..1)."""
    head = _own_head(cutting.head)
    wanted = folded_number(document.number)
    own = _OWN.search(head) or _BARE.search(head)
    if own is None:
        return _by_words(cutting, document, documents, needed)
    number = re.sub(r"\s", "", own[1])
    if _CONSOLIDATED in number:
        named = {re.sub(r"\s", "", found) for found in _BARE.findall(fold(" ".join(cutting.head)))}
        return Identity(number.upper(), wanted in named, consolidated=True)
    return Identity(number.upper(), number == wanted)


def _by_words(cutting: Cutting, document: Document, documents: Iterable[Document], needed: float) -> Identity:
    likeness = measure_likeness(cutting, document)
    others = [(measure_likeness(cutting, other) or 0.0, other.number) for other in documents if other != document]
    best, number = max(others, default=(0.0, ""))
    if best >= needed and best > (likeness or 0.0):
        return Identity(None, False, closer=number, likeness=likeness)
    return Identity(None, likeness is None or likeness >= needed, likeness=likeness)


def folded_number(number: str) -> str:
    return re.sub(r"\s", "", fold(number))


def _own_head(head: Sequence[str]) -> str:
    """What stands before the legal grounds, where other documents are named."""
    kept: list[str] = []
    for line in head:
        if fold(line).startswith(("can cu", "theo de nghi", "[1]")):
            break
        kept.append(line)
    return fold(" ".join(kept))


def measure_likeness(cutting: Cutting, document: Document) -> float | None:
    """Share of our pairs of syllables that an official article has, median over articles; None without any."""
    shares = []
    for official in cutting.articles:
        ours = document.articles.get(official.article)
        words = _pairs(_words(ours)) if ours else set()
        if len(words) >= _LEAST_WORDS:
            shares.append(len(words & _pairs(f"{official.title} {official.text}")) / len(words))
    return median(shares) if shares else None


def _words(article: Article) -> str:
    version = article.versions[-1]
    parts = [article.heading]
    for clause in version.clauses.values():
        parts += [clause.text, *clause.points.values()]
    return " ".join(parts)


def _pairs(text: str) -> set[tuple[str, str]]:
    return set(pairwise(tokens(fold(text))))
