"""Plain text in UTF-8 or UTF-16; form feeds are page ends."""

from __future__ import annotations

from pathlib import Path
from statistics import quantiles

from knowledge_base.importer.lines import Line, clean, without_page_furniture
from knowledge_base.importer.refusal import Refused


def decode(content: bytes, file: str) -> str:
    """The text of UTF-8 or marked UTF-16 bytes, else Refused."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused("encoding", file=file) from None


def read_txt(path: Path) -> list[Line]:
    """The lines of a text file; in a text broken at a fixed width, long lines may go on."""
    text = decode(path.read_bytes(), path.name).replace("\r\n", "\n").replace("\r", "\n")
    pages = [_split(page) for page in text.split("\f")]
    width = _width([len(line) for page in pages for line in page])
    return without_page_furniture([[Line(line, full=len(line) >= width) for line in page] for page in pages])


def _split(page: str) -> list[str]:
    parts = page.replace("\t\t", "\n").split("\n")
    return [cleaned for part in parts if (cleaned := clean(part))]


def _width(lengths: list[int]) -> float:
    """The length from which a line counts as full; infinite where lines are whole paragraphs."""
    if len(lengths) < 40:
        return float("inf")
    longest = quantiles(lengths, n=50)[-1]
    near = sum(longest * 0.85 <= length <= longest * 1.15 for length in lengths)
    return longest * 0.85 if longest <= 160 and near >= len(lengths) * 0.3 else float("inf")
