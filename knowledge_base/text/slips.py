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
_RARELY = 3  # a word as frequent as this in our texts is never a slip


@cache
def kept() -> frozenset[str]:
    """Folded words that are never mended: foreign words and names."""
    return frozenset(slips_file()["foreign"].split())


@lru_cache(maxsize=8192)
def mend(word: str) -> str:
    """A lower-case word as it was meant; itself where that is not sure. Several words where blanks were missing."""
    plain = fold(word)
    if len(word) > _LONGEST or plain in kept() or (plain.isalpha() and not _is_strange(word, plain)):
        return word
    if not any(char.isdigit() for char in word):
        return decode(word) or _respelled(word) or cut(word) or _near(word) or word
    return decode(word) or word if word[0].isalpha() else word


def _is_strange(word: str, plain: str) -> bool:
    """No syllable; or a syllable that our texts do not know with these accents, though with others."""
    if not is_syllable(plain):
        return True
    return not word.isascii() and inventory().written.get(word, 0) < _RARELY


def _respelled(word: str) -> str | None:
    """The commonest syllable that a teen spelling can stand for."""
    counts = inventory().plain if word.isascii() else inventory().written
    ways = {nfc(way) for way in _ways(word) if counts.get(nfc(way), 0) >= COMMON}
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
    """Middles compared without tone; the tone goes to the vowel that carries it."""
    for written, meant in _middles().items():
        at = word.find(written)
        if at >= 0:
            yield from (word[:at] + other + word[at + len(written) :] for other in meant)


@cache
def _middles() -> dict[str, tuple[str, ...]]:
    """slips.yaml's middles in every tone, and folded."""
    table: dict[str, set[str]] = {}
    for written, meant in slips_file()["spellings"]["middles"].items():
        for other in meant:
            if fold(written) != fold(other):
                table.setdefault(fold(written), set()).add(fold(other))
            table.setdefault(written, set()).add(other)
            for mark in slips_file()["keyboards"]["tones"]:
                for letter in range(len(written)):
                    toned = nfc(written[: letter + 1] + mark + written[letter + 1 :])
                    table.setdefault(toned, set()).update(
                        nfc(other[: place + 1] + mark + other[place + 1 :]) for place in range(len(other))
                    )
    return {written: tuple(sorted(meant)) for written, meant in table.items()}


def _near(word: str) -> str | None:
    """The only common word from which a doubled, left-out or exchanged letter makes `word`."""
    if len(word) < _SHORTEST_SLIP:
        return None
    counts = inventory().plain if word.isascii() else inventory().written
    near = {way for way in _one_away(word) if counts.get(way, 0) >= COMMON}
    return near.pop() if len(near) == 1 else None


def _one_away(word: str) -> Iterator[str]:
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
