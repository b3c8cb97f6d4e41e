"""Letters that a switched-off keyboard left standing: "luwowng", "dduwowcj", "lu7o7ng", "nghi3" → the syllable."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from knowledge_base.text.normalize import fold, place_tones
from knowledge_base.text.syllables import inventory, slips_file

TELEX, VNI = 0, 1  # the column of slips.yaml's tables
COMMON = 20  # times that a word is written in our texts
_LONG = 5  # letters: a shorter word with a stray tone key is too often a foreign one
_LAST_FIGURES = re.compile(r"[^\W\d_]+\d{1,2}")
_HORNS = {"a": "ă", "o": "ơ", "u": "ư"}
_VOWELS = frozenset("aeiouyâăêôơư")


@cache
def _tones(keyboard: int) -> dict[str, str]:
    """Key → combining mark."""
    return {keys[keyboard]: mark for mark, keys in slips_file()["keyboards"]["tones"].items()}


@cache
def _counted() -> frozenset[str]:
    return frozenset(slips_file()["counted"].split())


def decode(word: str) -> str | None:
    """The one syllable of ours that a lower-case word spells on a keyboard; None where it spells none."""
    if any(char.isdigit() for char in word):
        if _LAST_FIGURES.fullmatch(word) and fold(word).rstrip("0123456789") in _counted():
            return None
        return _known(_vni(word), word)
    return _known(_telex(word), word)


def _known(letters: tuple[str, str] | None, word: str) -> str | None:
    """Base letters and a tone as a syllable of our texts; folded where the accents are wrong or not complete."""
    if letters is None:
        return None
    ways = [made for made in _toned(*letters) if not made.isascii()]
    exact = next((made for made in ways if made in inventory().written), None)
    if exact or not ways or not (len(word) > len(ways[0]) and (len(word) >= _LONG or len(word) >= len(ways[0]) + 2)):
        return exact
    plain = fold(ways[0])
    return plain if inventory().plain.get(plain, 0) >= COMMON else None


def _toned(base: str, tone: str) -> Iterator[str]:
    """The tone on each vowel; only one of the places is a word."""
    if not tone:
        yield base
    for at in reversed(range(len(base))):
        if tone and base[at] in _VOWELS:
            yield place_tones(unicodedata.normalize("NFC", base[: at + 1] + tone + base[at + 1 :]))


def _telex(word: str) -> tuple[str, str] | None:
    made: list[str] = []
    tone = ""
    for char in word:
        vowel = any(letter in _VOWELS for letter in _bare(made))
        if char in _tones(TELEX) and vowel:
            tone, more = _tones(TELEX)[char], tone
            if more:
                return None
        elif char == "w" and (made or vowel):
            _horn(made)
        elif char == "d" and made[:1] == ["d"]:
            made[0] = "đ"
        elif char in "aeo" and char in made and _is_open(made, char):
            made[len(made) - 1 - made[::-1].index(char)] = {"a": "â", "e": "ê", "o": "ô"}[char]
        else:
            made.append(char)
    return _taken_apart(made, tone)


def _is_open(made: list[str], vowel: str) -> bool:
    """Whether a second `vowel` marks the first: no other vowel stands between them."""
    between = made[len(made) - made[::-1].index(vowel) :]
    return not any(letter in _VOWELS for letter in _bare(between))


def _horn(made: list[str]) -> None:
    """w: ươ of uo, else a horn or a breve on the last letter that takes one, else ư."""
    places = [at for at, letter in enumerate(made) if letter in _HORNS]
    if not places:
        if "ư" not in made and "ơ" not in made:
            made.append("ư")
        return
    last = places[-1]
    if made[last] == "o" and last and made[last - 1] == "u" and not "".join(made).startswith("qu"):
        made[last - 1] = "ư"
    made[last] = _HORNS[made[last]]


def _vni(word: str) -> tuple[str, str] | None:
    made: list[str] = []
    tone = ""
    for char in word:
        if char in _tones(VNI):
            if tone or not made:
                return None
            tone = _tones(VNI)[char]
        elif not char.isdigit():
            made.append(char)
        elif not _mark(made, char):
            return None
    return _taken_apart(made, tone)


@cache
def _marks() -> dict[str, dict[str, str]]:
    """VNI figure → bare letter → marked letter."""
    table: dict[str, dict[str, str]] = {}
    for letter, (_, typed) in slips_file()["keyboards"]["letters"].items():
        table.setdefault(typed[1], {})[typed[0]] = letter
    return table


def _mark(made: list[str], figure: str) -> bool:
    """Put the mark of a VNI figure on the last letter that takes it ("uo7" is ươ); False where none does."""
    takes = _marks().get(figure, {})
    places = [at for at, letter in enumerate(made) if letter in takes]
    if not places:
        return False
    last = places[-1]
    if figure == "7" and made[last] == "o" and last and made[last - 1] == "u":
        made[last - 1] = "ư"
    made[last] = takes[made[last]]
    return True


def _bare(letters: list[str]) -> list[str]:
    """The letters without a tone."""
    return [_split(letter)[0] for letter in letters]


@cache
def _split(letter: str) -> tuple[str, str]:
    """A letter without its tone, and the tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = next((mark for mark in marks if mark in slips_file()["keyboards"]["tones"]), "")
    return unicodedata.normalize("NFC", marks.replace(tone, "")) if tone else letter, tone


def _taken_apart(made: list[str], tone: str) -> tuple[str, str] | None:
    """Base letters and one tone, whether typed as a key or already standing on a letter."""
    pairs = [_split(letter) for letter in made]
    tones = {mark for _, mark in pairs if mark} | ({tone} if tone else set())
    return ("".join(letter for letter, _ in pairs), next(iter(tones), "")) if len(tones) <= 1 else None
