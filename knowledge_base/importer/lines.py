"""Lines as the four readers give them, cleaned, and joined into paragraphs where only the page was too narrow."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_BLANKS = re.compile(r"[ \t\v\f\r\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\x00-\x08\x0e-\x1f]")
_NOTE_MARK = re.compile(r"\s?\[\d{1,3}\](?!\()")
_PAGE_NUMBER = re.compile(r"[-–— ]*(?:trang\s+)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–— ]*", re.IGNORECASE)
_UNIT = re.compile(
    r"(?:\d{1,3}[a-zđ]?[.)]|[a-zđ]\d?[.)]|[-–+*•])\s|[“\"]|(?:chương|mục|phần|tiểu mục|phụ lục)\s",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"[ĐD]i[ềêe]u\s+\d+[a-zđ]?\s*[.:]", re.IGNORECASE)
_ENDED = re.compile(r"[.;:?!…”\"]\W*$")


@dataclass(frozen=True)
class Line:
    """A line of a text. `full`: it reaches the right edge, the next may go on; `fresh`: it surely opens a paragraph."""

    text: str
    full: bool = False
    fresh: bool = False


def clean(text: str) -> str:
    """One line in NFC with single blanks, without invisible characters and note marks like [12]."""
    bare = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", _NOTE_MARK.sub("", bare)).strip()


def hard_lines(texts: Iterable[str]) -> Iterator[Line]:
    """Paragraphs that a format already keeps apart; a double tab or a line end inside parts them too."""
    for text in texts:
        for part in re.split(r"\n|\t{2,}", text):
            if cleaned := clean(part):
                yield Line(cleaned)


def without_page_furniture(pages: list[list[Line]]) -> list[Line]:
    """All lines in order without page numbers and lines that stand at the edge of many pages."""
    if len(pages) < 2:
        return [line for page in pages for line in page]
    masked = Counter(key for page in pages for key in {_mask(line.text) for line in _edges(page) if _may_repeat(line)})
    often = max(2, len(pages) // 4)
    kept: list[Line] = []
    for page in pages:
        edges = {id(line) for line in _edges(page)}
        for line in page:
            at_edge = id(line) in edges
            if at_edge and (_PAGE_NUMBER.fullmatch(line.text) or masked[_mask(line.text)] >= often):
                continue
            kept.append(line)
    return kept


def _edges(page: list[Line]) -> list[Line]:
    return [*page[:2], *page[2:][-2:]]


def _may_repeat(line: Line) -> bool:
    """A running head is no unit of the law and no sentence."""
    return not is_unit_start(line.text) and not _ENDED.search(line.text)


def _mask(text: str) -> str:
    return re.sub(r"\d+", "#", text.lower())


def is_unit_start(text: str) -> bool:
    """Whether a line opens a clause, a point, a dash, a quotation, a chapter or an article."""
    return bool(_UNIT.match(text) or _ARTICLE.match(text))


def goes_on(before: Line, line: Line) -> bool:
    """Whether `line` is the rest of `before`'s paragraph."""
    if line.fresh and not (line.text[0].islower() and not _ENDED.search(before.text)):
        return False
    if is_unit_start(line.text):
        return False
    return before.full or (line.text[0].islower() and not _ENDED.search(before.text))


def paragraphs(lines: Iterable[Line]) -> list[str]:
    """The lines joined where they go on; "NĐ-" at a line's end takes what follows without a blank."""
    joined: list[str] = []
    before: Line | None = None
    for line in lines:
        if before is not None and goes_on(before, line):
            glue = "" if re.search(r"\w[-/]$", joined[-1]) else " "
            joined[-1] += glue + line.text
        else:
            joined.append(line.text)
        before = line
    return [mend_number(text) for text in joined]


def mend_number(text: str) -> str:
    """ "128/2025/NĐ- CP" → "128/2025/NĐ-CP"."""
    return re.sub(r"(\d/\d{4}/[A-ZĐ]+)\s*-\s*(?=[A-ZĐ])", r"\1-", text)
