"""A found piece of text, and a folded view of a text that knows where each character came from."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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


class _Folded(dict[str, str]):
    """What each character is without accents: mostly one letter, none for a combining mark."""

    def __missing__(self, char: str) -> str:
        printable = not char.isascii() or char.isprintable()
        self[char] = folded = fold(char) if printable else " "
        return folded


_FOLDED = _Folded()


class View:
    """`folded`: lower case without accents, same words as the original; `start`/`end` map back to the original."""

    def __init__(self, original: str) -> None:
        self.original = original
        letters = [_FOLDED[char] for char in original]
        self.folded = "".join(letters)
        self._at: Sequence[int] = range(len(letters))
        if not all(len(letter) == 1 for letter in letters):
            self._at = [index for index, letter in enumerate(letters) for _ in letter]

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
