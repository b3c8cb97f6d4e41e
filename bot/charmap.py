"""A text in one spelling whose every character knows where it stood in the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge_base.text import nfc
from knowledge_base.text.normalize import place_tones


@dataclass(frozen=True)
class MappedText:
    """`text` with, for each of its characters, the start and end of its source in the original."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where the non-empty stretch [start, end) of `text` stands in the original."""
        return self.starts[start], self.ends[end - 1]


def mapped(original: str, spell: Callable[[str], str] = nfc) -> MappedText:
    """`original` with each base letter and its marks spelled by `spell`, tones placed as in `nfc`."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(original):
        for char in spell(original[start:end]):
            chars.append(char)
            starts.append(start)
            ends.append(end)
    return MappedText(place_tones("".join(chars)), tuple(starts), tuple(ends))


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """A base character together with the marks written after it, as [start, end) in `text`."""
    start = 0
    for position in range(1, len(text) + 1):
        if position == len(text) or not unicodedata.combining(text[position]):
            yield start, position
            start = position
