"""The workplace in a message and its area of the minimum wage: "p. thuận an bình dương" → area I."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from knowledge_base.directory.wage_areas import WageArea, name_key, place_words, places
from knowledge_base.text.normalize import nfc
from knowledge_base.text.spans import View

_WORD = re.compile(r"[a-z0-9]+")
_LETTERS = re.compile(r"[^\W_]+")
_LONGEST = 6
_GAP = 3
_STRANGERS = 1
_WIDE = ("province", "former_province")
_LOCAL = ("ward", "commune", "zone")


@dataclass(frozen=True)
class _Mention:
    """A name in the text: its first and last word, all places of that name, and whether a unit word leads it."""

    first: int
    last: int
    readings: tuple[WageArea, ...]
    led: bool

    @property
    def wide(self) -> set[str]:
        return {place.province for place in self.readings if place.kind in _WIDE}

    @property
    def narrow(self) -> tuple[WageArea, ...]:
        return tuple(place for place in self.readings if place.kind not in _WIDE)


@cache
def _folded(group: str) -> frozenset[str]:
    return frozenset(name_key(word) for word in place_words()[group])


@cache
def _unit_words() -> dict[str, tuple[str, ...]]:
    return {name_key(word): tuple(kinds) for word, kinds in place_words()["units"].items()}


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in places().by_name)


def _letters(name: str) -> list[str]:
    """The words of a name, accents kept."""
    return _LETTERS.findall(nfc(name).lower())


class _Reader:
    """One text, word by word."""

    def __init__(self, text: str) -> None:
        self.view = View(text)
        self.words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(self.view.folded)]

    def key(self, first: int, last: int) -> str:
        return " ".join(word for word, _, _ in self.words[first : last + 1])

    def written(self, first: int, last: int) -> str:
        return nfc(self.view.original[self.view.start(self.words[first][1]) : self.view.end(self.words[last][2])])

    def before(self, first: int, group: Iterable[str], floor: int = 0) -> str | None:
        """The words of a group that stand right before (not before word `floor`), the longest first."""
        for length in (3, 2, 1):
            if first - floor >= length and self.key(first - length, first - 1) in group:
                return self.key(first - length, first - 1)
        return None

    def mentions(self) -> list[_Mention]:
        found: list[_Mention] = []
        at = 0
        while at < len(self.words):
            mention = self._mention_at(at, found[-1].last + 1 if found else 0)
            if mention:
                found.append(mention)
            at = mention.last + 1 if mention else at + 1
        return [mention for mention in found if not self.before(mention.first, _folded("parks"))]

    def _mention_at(self, first: int, floor: int) -> _Mention | None:
        """The longest name that begins at a word, unless it is a unit word and a name that goes on further."""
        found = self._longest_at(first, floor)
        if found and self.words[first][0] in _unit_words():
            following = self._longest_at(first + 1, floor)
            return None if following and following.last > found.last else found
        return found

    def _longest_at(self, first: int, floor: int) -> _Mention | None:
        if first >= len(self.words) or self.words[first][0] not in _first_words():
            return None
        for last in range(min(first + _LONGEST, len(self.words)) - 1, first - 1, -1):
            named = places().by_name.get(self.key(first, last), ())
            lead = self.before(first, _unit_words(), floor)
            readings = self._spelled(first, last, named, lead is not None)
            if readings:
                fitting = _of_kind(readings, lead)
                return _Mention(first, last, fitting or readings, bool(fitting) and lead is not None)
        return None

    def _spelled(self, first: int, last: int, named: tuple[WageArea, ...], led: bool) -> tuple[WageArea, ...]:
        """The places whose accents are those written; without accents all, where the text has none or names a place."""
        written = self.written(first, last).lower()
        alias = tuple(place for place in named if name_key(place.name) != name_key(written))
        exact = tuple(place for place in named if _letters(place.name) == _letters(written))
        near = led or self.before(first, _folded("near")) is not None
        if not written.isascii() or (exact and not self.view.original.isascii()):
            return tuple(place for place in named if place in alias or place in exact)
        return named if near or not self.view.is_accented else (*alias, *exact)

    def is_told(self, mention: _Mention, alone: bool) -> bool:
        """Whether the words mean a place; `alone`: the text holds hardly anything but names."""
        key = self.key(mention.first, mention.last)
        written = self.written(mention.first, mention.last)
        common, bare = key in _folded("common"), not (written.isascii() and key in _folded("folded_common"))
        if mention.led or (alone and ((bare and not common) or len(key.split()) == len(self.words))):
            return True
        if written.isascii() and self.after(mention.last) in _folded("not_after"):
            return False
        near = self.before(mention.first, _folded("near")) is not None
        capital = all(word[0].isupper() or word[0].isdigit() for word in _LETTERS.findall(written))
        if common:
            return capital and (near or self.before(mention.first, _folded("near_capital")) is not None)
        if near or (capital and " " in key):
            return True
        famous = any(place.kind not in _LOCAL for place in mention.readings)
        return bare and famous and (" " in key or len(key) > 3 or not written.isascii())

    def after(self, last: int) -> str:
        """The word after a name, "" at the end."""
        return self.words[last + 1][0] if last + 1 < len(self.words) else ""

    def is_beside(self, mention: _Mention, kept: list[_Mention]) -> bool:
        """Whether only linking words stand between it and a place that is told."""
        for other in kept:
            start, end = sorted(((mention.first, mention.last), (other.first, other.last)))
            gap = self.words[start[1] + 1 : end[0]]
            if len(gap) <= _GAP and all(word in _folded("between") or word in _split_between() for word, _, _ in gap):
                return True
        return False

    def is_alone(self, mentions: list[_Mention]) -> bool:
        """Whether the text holds hardly anything but names."""
        inside = {at for mention in mentions for at in range(mention.first, mention.last + 1)}
        rest = [word for at, (word, _, _) in enumerate(self.words) if at not in inside]
        known = {part for phrase in _folded("filler") | _folded("between") for part in phrase.split()}
        return sum(word not in known for word in rest) <= _STRANGERS


@cache
def _split_between() -> frozenset[str]:
    return frozenset(part for phrase in _folded("between") for part in phrase.split())


def _of_kind(readings: tuple[WageArea, ...], lead: str | None) -> tuple[WageArea, ...]:
    """The readings that a unit word allows; none where it is about something else ("tinh" is also "tính")."""
    for kind in _unit_words().get(lead or "", ()):
        fitting = tuple(place for place in readings if place.kind == kind)
        if fitting:
            return fitting
    return ()


def _told(reader: _Reader) -> list[_Mention]:
    mentions = reader.mentions()
    alone = reader.is_alone(mentions)
    kept = [mention for mention in mentions if reader.is_told(mention, alone)]
    beside = [mention for mention in mentions if mention not in kept and reader.is_beside(mention, kept)]
    return sorted([*kept, *beside], key=lambda mention: mention.first)


def _placed(mentions: list[_Mention]) -> list[tuple[_Mention, tuple[WageArea, ...]]]:
    """The mentions that lie inside a province which another mention names, with the readings in it."""
    found = []
    for mention in mentions:
        told = set().union(*(other.wide for other in mentions if other is not mention))
        inside = tuple(place for place in mention.narrow if place.province in told)
        if inside:
            found.append((mention, inside))
    return found


def _chosen(mentions: list[_Mention]) -> list[WageArea]:
    placed = _placed(mentions) or [(mention, mention.readings) for mention in mentions]
    exact = [pair for pair in placed if pair[0].led and any(place.kind in _LOCAL for place in pair[1])]
    return [place for _, readings in exact or placed for place in readings]


def _without_twins(found: list[WageArea]) -> list[WageArea]:
    """One of the places of one name in one province that agree on the area; the first."""
    seen: dict[tuple[str, str, tuple[int, ...]], WageArea] = {}
    for place in found:
        seen.setdefault((name_key(place.name), place.province, place.areas), place)
    return list(seen.values())


def find_wage_areas(text: str, on: date) -> list[WageArea]:
    """The places that a text may mean, with their areas on a day; several have to be asked back, [] is none found.

    The areas are by commune since NĐ 293/2025 (2026); for a day before they vary by former district: `areas` is ().
    """
    found = _without_twins(_chosen(_told(_Reader(text))))
    if on < places().effective_from:
        return [replace(place, areas=()) for place in found]
    return found
