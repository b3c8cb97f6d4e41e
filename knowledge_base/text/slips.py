"""One mistyped word: teen spellings, doubled and exchanged letters. "thág" → "tháng", "lunog" → "luong"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from knowledge_base.text.normalize import fold, nfc
from knowledge_base.text.spaces import cut
from knowledge_base.text.syllables import inventory, is_syllable, slips_file
from knowledge_base.text.telex import COMMON, decode

_SHORTEST_SLIP = 4  # letters; shorter words have too many neighbours
_LONGEST = 40
_KNOWN = 3  # times that a word is written in our texts


@cache
def kept() -> frozenset[str]:
    """Folded words that are never mended: foreign words and names."""
    return frozenset(slips_file()["foreign"].split())


@lru_cache(maxsize=8192)
def mend(word: str) -> str:
    """A lower-case word as it was meant; itself where that is not sure. Several words where blanks were missing."""
    plain = fold(word)
    if len(word) > _LONGEST or plain in kept() or is_syllable(plain):
        return word
    if not any(char.isdigit() for char in word):
        return decode(word) or _respelled(word) or cut(word) or _near(word) or word
    letters = sum(char.isalpha() for char in word)
    return decode(word) or word if letters > 1 else word


def _respelled(word: str) -> str | None:
    """The commonest syllable that a teen spelling can stand for."""
    counts = inventory().plain if word.isascii() else inventory().written
    ways = {nfc(way) for way in _ways(word) if counts.get(nfc(way), 0) >= _KNOWN}
    return max(ways, key=lambda way: (counts[way], way), default=None)


def _ways(word: str) -> Iterator[str]:
    for way in _other_ends(word):
        yield way
        yield from _other_middles(way)
    yield from _other_middles(word)


def _other_ends(word: str) -> Iterator[str]:
    spellings = slips_file()["spellings"]
    for written, meant in spellings["onsets"].items():
        if word.startswith(written):
            yield from (other + word[len(written) :] for other in meant)
    for written, meant in spellings["codas"].items():
        if word.endswith(written) and len(word) > len(written) + 1:
            yield from (word[: -len(written)] + other for other in meant)


def _other_middles(word: str) -> Iterator[str]:
    for written, meant in slips_file()["spellings"]["middles"].items():
        if written in word:
            yield from (word.replace(written, other, 1) for other in meant)


def _near(word: str) -> str | None:
    """The only common word from which exchanged or doubled letters, or else one letter too many, make `word`."""
    if len(word) < _SHORTEST_SLIP:
        return None
    counts = inventory().plain if word.isascii() else inventory().written
    for ways in (_exchanged_or_doubled(word), _one_too_many(word) if len(word) > _SHORTEST_SLIP else ()):
        near = {way for way in ways if counts.get(way, 0) >= COMMON}
        if near:
            return near.pop() if len(near) == 1 else None
    return None


def _exchanged_or_doubled(word: str) -> Iterator[str]:
    for at in range(len(word) - 1):
        first, second = word[at], word[at + 1]
        yield word[:at] + (second + first if first != second else first) + word[at + 2 :]


def _one_too_many(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
