"""PDF texts: rows by their place on the page; small raised marks and footnotes are left out."""

from __future__ import annotations

import logging
import re
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge_base.importer.lines import Line, clean, without_page_furniture
from knowledge_base.importer.refusal import Refused, limits

_INDENT, _SHORT = 12.0, 0.1
_NOTE = re.compile(r"\[?\d{1,3}\]?[\s.]")
Progress = Callable[[int], None]


@dataclass(frozen=True)
class _Row:
    """One line of a page: its text, left and right edge, height above the page's foot, size of letters; in points."""

    text: str
    left: float
    right: float
    middle: float
    size: float


def read_pdf(path: Path, progress: Progress) -> list[Line]:
    """The lines of a PDF. Refused where it is encrypted, broken or only pictures."""
    pages = _open(path, progress)
    rows = [row for page in pages for row in page]
    if sum(len(row.text) for row in rows) < 20 * max(1, len(pages)):
        raise Refused("no_text", file=path.name)
    body = Counter(round(row.size * 2) / 2 for row in rows for _ in range(len(row.text) // 20 + 1)).most_common(1)[0][0]
    left = Counter(round(row.left) for row in rows if len(row.text) > 40 or len(rows) < 40).most_common(1)
    rights = sorted(row.right for row in rows)
    right = rights[int(len(rights) * 0.95)]
    edge = left[0][0] if left else 0
    bare = [list(_without_notes(page, body)) for page in pages]
    return without_page_furniture([[_line(row, edge, right) for row in page] for page in bare])


def _line(row: _Row, left: float, right: float) -> Line:
    is_full = row.right >= right - (right - left) * _SHORT
    return Line(row.text, full=is_full, fresh=row.left > left + _INDENT)


def _open(path: Path, progress: Progress) -> list[list[_Row]]:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pages: list[list[_Row]] = []
    try:
        for number, page in enumerate(extract_pages(path, laparams=LAParams(boxes_flow=None)), start=1):
            if number > limits()["pages"]:
                raise Refused("too_many_pages", file=path.name, limit=limits()["pages"])
            pages.append(_rows(_text_lines(page)))
            progress(number)
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Refused("encrypted", file=path.name) from None
    except (
        PDFException,
        PSException,
        struct.error,
        zlib.error,
        ValueError,
        KeyError,
        TypeError,
        AssertionError,
    ):
        raise Refused("broken", file=path.name) from None
    return pages


def _text_lines(page: Any) -> Iterator[_Row]:
    from pdfminer.layout import LTChar, LTTextContainer, LTTextLine

    for box in page:
        if not isinstance(box, LTTextContainer):
            continue
        for line in box:
            if not isinstance(line, LTTextLine):
                continue
            sizes = sorted(char.size for char in line if isinstance(char, LTChar) and char.get_text().strip())
            size = sizes[len(sizes) // 2] if sizes else 0.0
            text = clean("".join(_letters(line, size, line.y0)))
            if text:
                yield _Row(text, line.x0, line.x1, (line.y0 + line.y1) / 2, size)


def _letters(line: Iterable[Any], size: float, foot: float) -> Iterator[str]:
    """The letters of a line without small digits that stand high: note marks."""
    for char in line:
        letter_size = getattr(char, "size", size)
        is_mark = letter_size < size * 0.75 and char.get_text().isdigit() and char.y0 > foot + size * 0.2
        if not is_mark:
            yield char.get_text()


def _rows(lines: Iterable[_Row]) -> list[_Row]:
    """From top to bottom; what stands side by side (the cells of a table) is one row."""
    rows: list[list[_Row]] = []
    for line in sorted(lines, key=lambda row: (-row.middle, row.left)):
        if rows and abs(rows[-1][0].middle - line.middle) < max(2.0, line.size * 0.4):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_merged(sorted(_unmarked(row), key=lambda cell: cell.left)) for row in rows]


def _unmarked(row: list[_Row]) -> list[_Row]:
    """The cells of a row without note marks: small numbers beside larger letters."""
    largest = max(cell.size for cell in row)
    return [cell for cell in row if not (cell.size < largest * 0.75 and re.fullmatch(r"\[?\d{1,3}\]?", cell.text))]


def _merged(cells: list[_Row]) -> _Row:
    text = cells[0].text
    for before, cell in pairwise(cells):
        text += (" | " if cell.left - before.right > 3 * cell.size else " ") + cell.text
    first = cells[0]
    return _Row(text, first.left, max(cell.right for cell in cells), first.middle, first.size)


def _without_notes(page: list[_Row], body: float) -> Iterator[_Row]:
    """Drops the small lines at the foot of a page from the first that opens with a note's number."""
    small = len(page)
    while small and page[small - 1].size < body * 0.9:
        small -= 1
    notes = next((i for i in range(small, len(page)) if _NOTE.match(page[i].text)), len(page))
    yield from (row for i, row in enumerate(page) if i < notes)
