"""Runs of syllables that our words share with an official text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge_base.text.normalize import nfc

LONGEST = 15
_SYLLABLE = re.compile(r"[^\W_]+")


def syllables(text: str) -> list[str]:
    return _SYLLABLE.findall(nfc(text).lower())


def grams(text: str) -> set[tuple[str, ...]]:
    """Every run of one syllable more than may be shared."""
    words, size = syllables(text), LONGEST + 1
    return {tuple(words[i : i + size]) for i in range(len(words) - size + 1)}


def find_copied(text: str, official: set[tuple[str, ...]], titles: Sequence[str] = ()) -> tuple[int, str] | None:
    """The longest shared run: its length and its words; names of documents (`titles`, lower case) do not count."""
    told = nfc(text).lower()
    for title in titles:
        told = told.replace(title, " § ")
    words, size = re.findall(r"[^\W_]+|§", told), LONGEST + 1
    best: tuple[int, str] | None = None
    i = 0
    while i <= len(words) - size:
        length = 0
        while i + length + size <= len(words) and tuple(words[i + length : i + length + size]) in official:
            length += 1
        if length:
            found = length + LONGEST
            if best is None or found > best[0]:
                best = found, " ".join(words[i : i + found])
        i += max(1, length)
    return best
