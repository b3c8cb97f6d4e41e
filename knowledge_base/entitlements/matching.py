"""Which fact a figure of a message belongs to: by the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.text.normalize import fold, nfc
from knowledge_base.text.spans import Span, View

_BEFORE, _AFTER = 32, 16
_LETTERS_ALONE = 5


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z0-9]){re.escape(fold(phrase))}(?![a-z0-9])")


def places_of(view: View, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in the folded text, its accents fitting."""
    spelled = [nfc(phrase).lower()]
    for match in _pattern(phrase).finditer(view.folded):
        if view.fits(*match.span(), spelled):
            yield match.span()


def holds_any(view: View, phrases: Iterable[str]) -> bool:
    return any(True for phrase in phrases for _ in places_of(view, phrase))


@dataclass(frozen=True)
class Found:
    """A phrase of a choice or fact in the text."""

    start: int
    end: int
    value: str


def longest(view: View, phrases: Iterable[tuple[str, str]], alone: bool) -> Found | None:
    """The longest (phrase, value) in the text; short words count only where they answer a question (`alone`)."""
    best: Found | None = None
    for phrase, value in phrases:
        if not alone and " " not in phrase and len(fold(phrase)) < _LETTERS_ALONE:
            continue
        for start, end in places_of(view, phrase):
            if best is None or end - start > best.end - best.start:
                best = Found(start, end, value)
    return best


def _distance(view: View, words: tuple[str, ...], span: Span) -> int | None:
    """How far the nearest of the words stands: before the figure, or (a little worse) right after it."""
    start, end = view.at(span.start), view.at(span.end)
    best: int | None = None
    for word in words:
        for first, last in places_of(view, word):
            if last <= start and start - last <= _BEFORE:
                away = start - last
            elif first >= end and first - end <= _AFTER:
                away = first - end + 1
            else:
                continue
            away = away * 2 - len(word)
            best = away if best is None else min(best, away)
    return best


def owner(view: View, span: Span, facts: list[FactSpec], asked: str | None, taken: set[str]) -> FactSpec | None:
    """The fact whose words stand nearest; else the one asked for; else the first required one still open."""
    near = [(distance, fact) for fact in facts if (distance := _distance(view, fact.words, span)) is not None]
    if near:
        return min(near, key=lambda pair: pair[0])[1]
    wanted = next((fact for fact in facts if fact.id == asked), None)
    if wanted is not None:
        return wanted
    return next((fact for fact in facts if fact.required == "yes" and fact.id not in taken), None)
