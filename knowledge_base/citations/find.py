"""Legal references in a text: "điểm a khoản 2 Điều 35 BLLĐ 2019", "Đ.35 blld", "NĐ 145", with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.citations.names import kinds
from knowledge_base.text.normalize import fold
from knowledge_base.text.numbers import lists
from knowledge_base.text.spans import View

_NUMBER = r"\d{1,3}[a-z]?(?![\w])"
_AND = r"\s*(?:,|;|va|hoac|&)\s*"
_LEVEL = r"(?<![a-z\d])"


@dataclass(frozen=True)
class Mention:
    """A place in the law as named in a text. `document` is its name as written, None when the text names none."""

    start: int
    end: int
    text: str
    document: str | None = None
    article: str | None = None
    clause: str | None = None
    point: str | None = None


@cache
def _lists() -> dict[str, Any]:
    text = Path(__file__).with_name("find.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def _either(words: list[str]) -> str:
    folded = sorted({fold(word) for word in words}, key=len, reverse=True)
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in folded)


@cache
def _document_pattern() -> str:
    """A document by number ("45/2019/QH14"), by kind and number ("NĐ 145"), or by name ("BLLĐ 2019")."""
    full = r"\d{1,3}/(?:19|20)\d{2}/[a-z]{2,}\d*(?:-[a-z]+)*"
    numbered = [name for kind in ("nghi_dinh", "nghi_quyet", "thong_tu", "quyet_dinh") for name in kinds()[kind]]
    lawlike = [name for kind in ("luat", "bo_luat") for name in kinds()[kind]]
    by_kind = rf"(?:{_either(numbered)})\s*(?:so\s*)?(?:{full}|\d{{1,3}}(?:/(?:19|20)\d{{2}})?(?!\d|/\d))"
    by_law_number = rf"(?:{_either(lawlike)})\s+(?:so\s*)?(?:{full}|\d{{1,3}}/(?:19|20)\d{{2}}(?!\d))"
    names = _either(_lists()["names"])
    named = rf"(?:{names})(?:\s+(?:so\s+)?{full}|(?:\s+nam)?\s+(?:19|20)\d{{2}}(?!\d))?"
    return rf"(?<![a-z\d])(?<!ky )(?<!phap )(?:{by_kind}|{by_law_number}|{named}|{full})(?![a-z\d])"


@cache
def _place_pattern() -> re.Pattern[str]:
    words = {level: _either(_lists()["levels"][level]) for level in ("article", "clause", "point")}
    counted = "|".join(lists()["counted"])
    more = rf"(?:{_AND}(?:{words['article']})?\s*{_NUMBER}(?!\s*/|[.,]\d|\s*(?:{counted})(?![a-z])(?!\s+luat)))*"
    clauses = r"\d{1,2}[a-z]?(?![a-z\d])(?:" + _AND + r"\d{1,2}(?![\d/]))*"
    point = rf"(?:{_LEVEL}(?:{words['point']})\s*(?P<points>[a-zđ](?:{_AND}[a-zđ](?![a-z]))*)(?![a-z])\s*,?\s*)?"
    bare_point = r"(?:(?<![a-z])(?P<bare_point>[a-z])\s+(?=(?:k|khoan)\b|k\d))?"
    clause = rf"(?:{_LEVEL}(?:{words['clause']})\s*\.?\s*(?P<clauses>{clauses})\s*,?\s*)?"
    article = rf"{_LEVEL}(?P<word>{words['article']})(?P<gap>\s*\.?\s*)(?P<articles>{_NUMBER}{more})"
    after = rf"(?:\s*,?\s*(?:cua\s+|trong\s+|tai\s+|theo\s+)?(?P<document>{_document_pattern()}))?"
    late_point = rf"(?:\s*,?\s*(?:{words['point']})\s+(?P<late_points>[a-z])(?![a-z]))?"
    late = rf"(?:{words['clause']})\s*\.?\s*(?P<late_clauses>{clauses}){late_point}"
    tail = rf"(?:\s*,?\s*\(?{late}\)?)?"
    return re.compile(rf"{point}{bare_point}{clause}{article}{tail}{after}")


@cache
def _only_document() -> re.Pattern[str]:
    return re.compile(_document_pattern())


def _listed(written: str | None) -> list[str | None]:
    if not written:
        return [None]
    return [part.strip() for part in re.split(_AND, re.sub(r"(?:dieu|d)\s*(?=\d)", "", written)) if part.strip()]


def _point(view: View, match: re.Match[str]) -> list[str | None]:
    """Points as written, so that "đ" is not taken for "d"."""
    for group in ("points", "bare_point", "late_points"):
        if match[group]:
            written = view.written(*match.span(group))
            return [part.strip() for part in re.split(r"\s*(?:,|;|và|va|hoặc|hoac|&)\s*", written)]
    return [None]


def _is_article_word(view: View, match: re.Match[str]) -> bool:
    """Alone, the short form must be "Đ.35" or "đ35": "đ 35" may be money and "D2" a street."""
    return match["word"] != "d" or (view.written(*match.span("word")) == "đ" and not match["gap"].isspace())


def _mentions(view: View, match: re.Match[str]) -> Iterator[Mention]:
    """One mention for each article, clause and point that a phrase lists; the whole phrase is their place."""
    if not (match["clauses"] or match["document"]) and not _is_article_word(view, match):
        return
    start, end = view.start(match.start()), view.end(match.end())
    document = view.written(*match.span("document")) if match["document"] else None
    base = Mention(start, end, view.original[start:end], document)
    articles = _listed(match["articles"])
    for index, article in enumerate(articles):
        inner = index == 0
        clauses = _listed(match["clauses"] or match["late_clauses"]) if inner else [None]
        for clause in clauses:
            for point in _point(view, match) if inner else [None]:
                yield replace(base, article=article, clause=clause, point=point)


def _with_document(mentions: list[Mention]) -> list[Mention]:
    """ "Điều 35 và Điều 36 BLLĐ", "Theo BLLĐ 2019, Điều 35": a document named beside serves the mention without one."""
    named = {mention.document for mention in mentions if mention.document}
    if len(named) != 1:
        return mentions
    document = next(iter(named))
    placed = [mention if mention.document else replace(mention, document=document) for mention in mentions]
    if any(mention.article for mention in placed):
        return [mention for mention in placed if mention.article]
    return placed


def find(text: str) -> list[Mention]:
    """The legal references in `text`, in order. Folded and shortened forms are known; spans are those of `text`."""
    view = View(text)
    found: list[Mention] = []
    taken: list[tuple[int, int]] = []
    for match in _place_pattern().finditer(view.folded):
        taken.append(match.span())
        found.extend(_mentions(view, match))
    for match in _only_document().finditer(view.folded):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        start, end = view.start(match.start()), view.end(match.end())
        found.append(Mention(start, end, text[start:end], view.written(*match.span())))
    return _with_document(sorted(found, key=lambda m: m.start))
