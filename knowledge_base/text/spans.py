"""A found piece of text, and a folded view of a text that knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from knowledge_base.text.normalize import fold, nfc

_WORD = re.compile(r"[^\W\d_]+")
_ACCENTED_SHARE = 0.4


@dataclass(frozen=True)
class Span:
    """`text[start:end]` means `value`. The value is plain: numbers, strings, dicts of them."""

    start: int
    end: int
    value: Any

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@lru_cache(maxsize=4096)
def _fold_character(char: str) -> str:
    return fold(char)


def _folded_characters(s: str) -> Iterator[tuple[str, int]]:
    for index, char in enumerate(s):
        if char.isascii():
            yield (char.lower() if char.isprintable() else " "), index
            continue
        for folded in _fold_character(char):
            yield folded, index


class View:
    """`folded`: lower case without accents, same words as the original; `start`/`end` map back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        pairs = list(_folded_characters(original))
        self.folded = "".join(char for char, _ in pairs)
        self._at = [index for _, index in pairs]

    def start(self, position: int) -> int:
        return self._at[position] if position < len(self._at) else len(self.original)

    def end(self, position: int) -> int:
        """The end in the original of folded[:position], combining marks included."""
        index = self._at[position - 1] + 1
        following = self._at[position] if position < len(self._at) else len(self.original)
        while index < following and unicodedata.combining(self.original[index]):
            index += 1
        return index

    def at(self, index: int) -> int:
        """The first folded position that comes from original[index:]."""
        return bisect_left(self._at, index)

    def span(self, start: int, end: int, value: Any) -> Span:
        return Span(self.start(start), self.end(end), value)

    def written(self, start: int, end: int) -> str:
        """The original words of folded[start:end], NFC, lower case, one space between words."""
        return " ".join(nfc(self.original[self.start(start) : self.end(end)]).lower().split())

    @cached_property
    def is_accented(self) -> bool:
        """Whether the writer uses accents: then a word without them is another word ("nam" is not "năm")."""
        words = _WORD.findall(nfc(self.original))
        accented = sum(1 for word in words if not word.isascii())
        return bool(words) and accented / len(words) >= _ACCENTED_SHARE

    def fits(self, start: int, end: int, spellings: Iterable[str]) -> bool:
        """Whether the original words at a folded place are one of `spellings`, or unaccented in an unaccented text."""
        written = self.written(start, end)
        if written in spellings:
            return True
        return written.isascii() and not self.is_accented


def without_overlaps(spans: Iterable[Span]) -> list[Span]:
    """Earlier and longer spans first; what overlaps a kept one is left out."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -(s.end - s.start))):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept
