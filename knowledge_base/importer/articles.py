"""Lines of a whole text → its articles, without chapter titles, and what stood before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from knowledge_base.importer.clauses import Cut, cut_clauses
from knowledge_base.importer.headers import Found, Header, find_headers
from knowledge_base.importer.lines import Line, is_unit_start, paragraphs

_CHAPTER = re.compile(
    r"(?:chương|phần|mục|tiểu mục)\s+(?:thứ\s+[\w]+|[IVXLC]+|\d{1,2}|[A-ZĐ])\s*(?:[.:–-]|$|\s+[A-ZĐÀ-Ỹ])",
    re.IGNORECASE,
)
_HEADING_ENDS = re.compile(r"[.:!?]\W*$")
_LONGEST_HEADING = 400
_CHAPTER_LINES = 6


@dataclass(frozen=True)
class OfficialArticle:
    """An article word for word: `text` whole, `cut` into clauses."""

    article: str
    title: str
    text: str
    cut: Cut


@dataclass(frozen=True)
class Cutting:
    """What a text holds; `head` is what stands before the first article."""

    head: list[str]
    articles: list[OfficialArticle]
    found: Found


def cut_articles(lines: Sequence[Line]) -> Cutting:
    """All articles of the law itself in order; none where no line opens one."""
    texts = [line.text for line in lines]
    found = find_headers(texts)
    starts = [header.line for header in found.headers]
    ends = [*starts, found.end][1:]
    articles = [
        _article(header, list(lines[start:end])) for header, start, end in zip(found.headers, starts, ends, strict=True)
    ]
    return Cutting(texts[: starts[0]] if starts else texts, articles, found)


def _article(header: Header, lines: list[Line]) -> OfficialArticle:
    body = _without_chapters(lines[1:])
    title, body = _heading(header.rest, lines[0], body)
    told = paragraphs(body)
    return OfficialArticle(header.article, title, "\n".join(told), cut_clauses(told))


def _without_chapters(lines: list[Line]) -> list[Line]:
    """Drops the titles of chapters and sections that stand before the next article."""
    for i, line in enumerate(lines):
        after = lines[i + 1 :]
        is_title = _CHAPTER.match(line.text) and not _HEADING_ENDS.search(line.text)
        if is_title and len(after) <= _CHAPTER_LINES and not any(_is_body(later.text) for later in after):
            return lines[:i]
    return lines


def _is_body(text: str) -> bool:
    return not _CHAPTER.match(text) and (is_unit_start(text) or bool(re.search(r"[;:.]$", text)))


def _heading(rest: str, first: Line, body: list[Line]) -> tuple[str, list[Line]]:
    """The title of an article, gathered over the lines on which it is broken.

    A title has no full stop at its end: a header that ends like a sentence is text.
    """
    if re.match(r"\d{1,3}\.\s", rest) or (_HEADING_ENDS.search(rest) and len(rest) > _LONGEST_HEADING / 4):
        return "", [Line(rest, full=first.full), *body]
    title, before = rest, first
    while body and (not title or _title_goes_on(before, body[0])):
        if not title and (is_unit_start(body[0].text) or _HEADING_ENDS.search(body[0].text)):
            break
        title, before, body = f"{title} {body[0].text}".strip(), body[0], body[1:]
    return title.rstrip(" ."), body


def _title_goes_on(before: Line, line: Line) -> bool:
    if is_unit_start(line.text) or line.fresh or _HEADING_ENDS.search(before.text):
        return False
    return before.full or line.text[0].islower()
