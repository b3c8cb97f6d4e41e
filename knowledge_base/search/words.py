"""Texts as numbers, all at once: each folded syllable a 64-bit hash, phrases that mean the same one concept.

A base of a million letters is read in a fraction of a second, so that it can be indexed anew at every start.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.text import fold
from knowledge_base.text.slang import slang

Hashes = NDArray[np.uint64]
Owners = NDArray[np.int64]
Bytes = NDArray[np.uint8]

_LONGEST_WORD = 64
_POWERS = np.array([pow(0x100000001B3, k, 2**64) for k in range(_LONGEST_WORD)], dtype=np.uint64)
_PHRASE = np.array([pow(0x9E3779B97F4A7C15, k, 2**64) for k in range(8)], dtype=np.uint64)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_PAIR = np.uint64(0xD6E8FEB86659FD93)
_LETTER = np.array([chr(i).isalnum() and i < 128 for i in range(256)])
_UNUSUAL = re.compile(r"[^\x00-\u02ff\u1e00-\u2fff]")  # what the table below does not know
_END = ord("\n")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Words:
    """The words of several texts in a row: `ids` their hashes, `owner` the number of the text of each."""

    ids: Hashes
    owner: Owners


@dataclass(frozen=True)
class Stream:
    """Folded texts in a row of bytes, with the place of every word."""

    data: Bytes
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    owner: Owners


def stream(texts: Sequence[str]) -> Stream:
    """Fold the texts together and find their words."""
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    data = _folded(fold(joined) if _UNUSUAL.search(joined) else joined)
    letter = _LETTER[data]
    edges = np.diff(np.concatenate(([False], letter, [False])).astype(np.int8))
    starts, ends = np.flatnonzero(edges == 1), np.flatnonzero(edges == -1)
    owner = np.cumsum(data == _END)[starts] if len(starts) else np.zeros(0, dtype=np.int64)
    return Stream(data, starts, ends - starts, owner)


def read(source: Stream) -> Words:
    """The words with phrases of one meaning put together."""
    return _with_concepts(Words(_hashes(source), source.owner))


def joined(first: Words, second: Words) -> Words:
    """The words of both under the same numbers of texts, in no order."""
    return Words(np.concatenate((first.ids, second.ids)), np.concatenate((first.owner, second.owner)))


def terms(words: Words) -> Words:
    """The words and their neighbouring pairs."""
    same = words.owner[1:] == words.owner[:-1]
    pairs = (words.ids[:-1] * _PAIR + words.ids[1:])[same]
    return Words(np.concatenate((words.ids, pairs)), np.concatenate((words.owner, words.owner[1:][same])))


def spell_out(texts: Sequence[str]) -> list[str]:
    """Single short forms written out ("cty" → "công ty"): enough for texts of ours, and quick."""
    always = _short_forms()
    joined = "\n".join(text.replace("\n", " ") for text in texts)
    return _WORD.sub(lambda m: always.get(m.group().lower(), m.group()), joined).split("\n")


@cache
def _short_forms() -> dict[str, str]:
    return {key[0]: meaning for key, meaning in slang()[0].items() if len(key) == 1}


def _folded(text: str) -> Bytes:
    """The bytes of a text as `fold` makes them, by table; what is no letter, figure or line end is a blank."""
    codes = np.frombuffer(text.encode("utf-16-le", "replace"), dtype=np.uint16)
    return np.asarray(_table()[codes], dtype=np.uint8)


@cache
def _table() -> Bytes:
    table = np.full(2**16, ord(" "), dtype=np.uint8)
    for code in (*range(0x80, 0x300), *range(0x1E00, 0x1F00), *range(0x30, 0x80)):
        letter = fold(chr(code))
        if len(letter) == 1 and letter.isascii() and letter.isalnum():
            table[code] = ord(letter)
    table[_END] = _END
    return table


def _hashes(source: Stream) -> Hashes:
    if not len(source.starts):
        return np.zeros(0, dtype=np.uint64)
    inside = np.repeat(source.starts, source.lengths)
    counted = np.arange(len(inside)) - np.repeat(np.cumsum(source.lengths) - source.lengths, source.lengths)
    letters = source.data[inside + counted].astype(np.uint64) + np.uint64(1)
    values = letters * _POWERS[np.minimum(counted, _LONGEST_WORD - 1)]
    sums = np.add.reduceat(values, np.cumsum(source.lengths) - source.lengths) * _MIX
    return np.asarray((sums ^ (sums >> np.uint64(32))) * _MIX, dtype=np.uint64)


def _with_concepts(words: Words) -> Words:
    ids = words.ids.copy()
    taken, dropped = np.zeros(len(ids), dtype=bool), np.zeros(len(ids), dtype=bool)
    for length, phrases, concepts in _concepts():
        for at, concept in _found(words, taken, length, phrases, concepts):
            ids[at] = concept
            for step in range(length):
                taken[at + step] = True
                dropped[at + step] = step > 0
    return Words(ids[~dropped], words.owner[~dropped])


def _found(
    words: Words, taken: NDArray[np.bool_], length: int, phrases: Hashes, concepts: Hashes
) -> list[tuple[NDArray[np.int64], Hashes]]:
    """Where phrases of a length begin, and what they mean; none over words that a longer phrase has taken."""
    count = len(words.ids) - length + 1
    if count <= 0:
        return []
    windows = _windows(words.ids, length)
    place = np.minimum(np.searchsorted(phrases, windows), len(phrases) - 1)
    at = np.flatnonzero(phrases[place] == windows)
    if not len(at):
        return []
    free = words.owner[at] == words.owner[at + length - 1]
    for step in range(length):
        free &= ~taken[at + step]
    at = at[free]
    at = at[np.diff(at, prepend=-length) >= length]
    return [(at, concepts[place[at]])]


def _windows(ids: Hashes, length: int) -> Hashes:
    count = len(ids) - length + 1
    return np.asarray(sum(ids[k : k + count] * _PHRASE[k] for k in range(length)), dtype=np.uint64)


@cache
def _concepts() -> list[tuple[int, Hashes, Hashes]]:
    """The phrases by length, longest first: sorted hashes with the hash of their meaning."""
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("concepts.yaml").read_text(encoding="utf-8"))
    by_length: dict[int, dict[int, int]] = {}
    for name, phrases in raw.items():
        meaning = int(_hashes(stream([f"concept {name}"])).sum())
        for phrase in phrases:
            ids = _hashes(stream([str(phrase)]))
            by_length.setdefault(len(ids), {})[int(_windows(ids, len(ids))[0])] = meaning
    made = []
    for length, table in sorted(by_length.items(), reverse=True):
        keys = sorted(table)
        meanings = np.array([table[key] for key in keys], dtype=np.uint64)
        made.append((length, np.array(keys, dtype=np.uint64), meanings))
    return made
