"""A worker's message made ready for the readers: short forms written out, its figures found once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any

from knowledge_base.entitlements.matching import holds_any, places_of
from knowledge_base.entitlements.wording import words
from knowledge_base.text import fold, normalize_query
from knowledge_base.text.dates import find_dates
from knowledge_base.text.durations import find_durations
from knowledge_base.text.money import find_money
from knowledge_base.text.numbers import read_digits
from knowledge_base.text.percents import find_percents
from knowledge_base.text.spans import Span, View

_BARE = re.compile(r"(?<![\w.,/])(\d{1,12}(?:[.,]\d{1,3})?)(?![\w/%]|[.,]\d)")
_AGE = re.compile(r"(?<![\w.,/])(\d{1,2})t(?!\w)")
_HOURS = re.compile(r"(?<!\w)((?:ca|làm|lam|thêm|them|được|duoc|ot)\s+\d{1,3})h(?!\w)")
_BESIDE = 2
_MINUS = re.compile(r"(?:^|[\s:,(])(?:[-−–]|âm|am)\s?$", re.IGNORECASE)


@dataclass(frozen=True)
class Message:
    """`view`: the words without short forms; figures by their place in it. `numbers` are none of the others."""

    raw: str
    view: View
    money: tuple[Span, ...]
    dates: tuple[Span, ...]
    lengths: tuple[Span, ...]
    percents: tuple[Span, ...]
    numbers: tuple[Span, ...]


@lru_cache(maxsize=64)
def scan(raw: str) -> Message:
    """The message; who writes without accents gets none by the way, as every reader asks which of the two it is."""
    text = _HOURS.sub(r"\1 tiếng", _AGE.sub(r"\1 tuổi", normalize_query(raw)))
    view = View(text if View(raw).is_accented else fold(text))
    text = view.original
    found = {find: tuple(find(text)) for find in (find_money, find_dates, find_durations, find_percents)}
    numbers = tuple(_numbers(text, [span for spans in found.values() for span in spans]))
    return Message(
        raw,
        view,
        money=_kept(view, [_signed(text, span) for span in found[find_money]]),
        dates=_kept(view, found[find_dates]),
        lengths=_kept(
            view, _lengths(view, found[find_durations], found[find_money]), lambda span: set(span.value) - {"approx"}
        ),
        percents=_kept(view, found[find_percents]),
        numbers=_kept(view, numbers),
    )


def _lengths(view: View, found: Iterable[Span], money: Iterable[Span]) -> list[Span]:
    """Without the unit of a rate ("25k một giờ"), and without what is less than nothing ("âm 3 tiếng")."""
    ends = [view.at(span.end) for span in money]

    def is_rate(span: Span) -> bool:
        beside = any(0 <= view.at(span.start) - end <= _BESIDE for end in ends)
        return beside and list(span.value.values()) == [1]

    kept = (span for span in found if not (is_rate(span) or _MINUS.search(view.original[: span.start])))
    return [_without_period(span) for span in kept]


def _without_period(span: Span) -> Span:
    """ "1 ngày 10 tiếng" is 10 hours in each day, not a day and 10 hours."""
    hours = {key: value for key, value in span.value.items() if key in ("hours", "minutes", "approx")}
    return Span(span.start, span.end, hours) if "hours" in hours else span


def is_foreign(view: View) -> bool:
    """Whether an amount is in another currency: "500 usd", "$500", "1 nghìn đô"; "8tr do công ty trả" is not."""
    return any(
        re.search(r"\d\s?$", view.folded[:start])
        or re.match(r"\s?\d", view.folded[end:] if word in "$€" else "")
        or (not view.written(start, end).isascii() and re.search(r"(?:nghin|ngan|tram|trieu)\s$", view.folded[:start]))
        for word in words()["foreign_words"]
        for start, end in places_of(view, word)
    )


def _numbers(text: str, others: list[Span]) -> Iterable[Span]:
    for match in _BARE.finditer(text):
        if not _no_count().search(fold(text[: match.start()])) and not any(
            span.start <= match.start() < span.end for span in others
        ):
            yield _signed(text, Span(match.start(), match.end(), read_digits(match[1])))


@cache
def _no_count() -> re.Pattern[str]:
    """ "thứ 6", "ca 3", "dưới 18": which one or a bound, not how many."""
    return re.compile(rf"(?<![a-z])(?:{'|'.join(words()['no_counts'])})\s*$")


def _signed(text: str, span: Span) -> Span:
    """ "-8 triệu" is less than nothing; "5-6 triệu" is not."""
    return Span(span.start, span.end, -span.value) if _MINUS.search(text[: span.start]) else span


def _kept(view: View, spans: Iterable[Span], sort: Callable[[Span], Any] = lambda _: 0) -> tuple[Span, ...]:
    """Without what the writer took back at once: "lương 8 triệu, à nhầm, 9 triệu"."""
    listed = list(spans)
    taken_back = {
        id(first)
        for first, second in pairwise(listed)
        if sort(first) == sort(second)
        and holds_any(View(view.original[first.end : second.start]), words()["mended_words"])
    }
    return tuple(span for span in listed if id(span) not in taken_back)
