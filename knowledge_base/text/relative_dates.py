"""Dates told from today: "hôm qua", "tháng trước", "cách đây 2 năm", "thứ 2 tuần rồi"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from knowledge_base.text.date_words import alternatives, spellings, words
from knowledge_base.text.spans import Span, View

_UNITS = {"ngay": "day", "bua": "day", "hom": "day", "tuan": "week", "thang": "month", "nam": "year"}
_COUNTED = re.compile(r"(?:\b(?:may|nhieu|ca|moi|hang|vai|mot|hai|ba|bon|sau|tung|nua|hon|gan)|\d)\s*$")
_NEAR = 30


@cache
def _days() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])({alternatives(words()['days'])})(?![a-z])")


@cache
def _after_unit() -> re.Pattern[str]:
    units = alternatives(words()["units"])
    return re.compile(
        rf"(?<![a-z])(?P<unit>{units})\s+(?P<after>{alternatives(words()['after_unit'])})(?![a-z])"
        rf"|(?P<next>{alternatives([words()['next_year']])})(?![a-z])"
    )


@cache
def _counted() -> tuple[re.Pattern[str], re.Pattern[str]]:
    number = r"(?<![\d.,/])(?P<n>\d{1,3})\s*(?P<unit>ngay|bua|hom|tuan|thang|nam)"
    led = r"(?:(?P<led>cach day)\s+(?:khoang\s+|gan\s+|hon\s+)?)?"
    ago = rf"{led}(?<!them ){number}(?:\s+(?P<after>truoc|nua)(?:\s+day)?)?(?![a-z\d])"
    weekday = (
        r"(?<![a-z])(?<!con )(?<!be )(?<!lan )(?<!bac )"
        r"(?:thu\s*(?P<n>[2-7]|hai|ba|tu|nam|sau|bay)|(?P<sunday>chu nhat|cn))\s+"
        rf"(?:(?P<week>tuan)\s+)?(?P<after>{alternatives(words()['after_unit'])})(?![a-z])"
    )
    return re.compile(ago), re.compile(weekday)


def _needs_accents(view: View, start: int, end: int, spelled: list[str]) -> bool:
    needed = [word for word in spelled if word in words()["accents_needed"]]
    return bool(needed) and view.written(start, end) not in needed


def _find_days(view: View) -> Iterator[Span]:
    for match in _days().finditer(view.folded):
        spelled = spellings("days")[" ".join(match[1].split())]
        if view.fits(*match.span(), spelled) and not _needs_accents(view, *match.span(), spelled):
            yield view.span(*match.span(), {"kind": "relative", "unit": "day", "offset": words()["days"][spelled[0]]})


def _continues(view: View, end: int) -> bool:
    after = re.match(r"\s+([a-z]+)", view.folded[end : end + _NEAR])
    return after is not None and after[1] in words()["not_after"]


def _find_after_unit(view: View) -> Iterator[Span]:
    for match in _after_unit().finditer(view.folded):
        if match["next"]:
            if view.written(*match.span()) == words()["next_year"]:
                yield view.span(*match.span(), {"kind": "relative", "unit": "year", "offset": 1})
            continue
        if _COUNTED.search(view.folded[max(0, match.start() - _NEAR) : match.start()]):
            continue
        unit, after = spellings("units")[match["unit"]], spellings("after_unit")[" ".join(match["after"].split())]
        if not (view.fits(*match.span("unit"), unit) and view.fits(*match.span("after"), after)):
            continue
        offset = words()["after_unit"][after[0]]
        if offset and _continues(view, match.end()):
            continue
        yield view.span(*match.span(), {"kind": "relative", "unit": words()["units"][unit[0]], "offset": offset})


def _find_counted(view: View) -> Iterator[Span]:
    for match in _counted()[0].finditer(view.folded):
        if not (match["led"] or match["after"]) or _continues(view, match.end()):
            continue
        sign = 1 if match["after"] == "nua" and not match["led"] else -1
        value = {"kind": "relative", "unit": _UNITS[match["unit"]], "offset": sign * int(match["n"])}
        if match["unit"] != "nam" or view.fits(*match.span("unit"), ["năm"]):
            yield view.span(*match.span(), value)


def _find_weekdays(view: View) -> Iterator[Span]:
    for match in _counted()[1].finditer(view.folded):
        after = spellings("after_unit")[" ".join(match["after"].split())]
        said = match["week"] or (after[0] in words()["weekday_alone"] and view.written(*match.span("after")) in after)
        if not said or not view.fits(*match.span("after"), after):
            continue
        if match["sunday"]:
            weekday = 6
        else:
            weekday = int(match["n"]) - 2 if match["n"].isdigit() else words()["weekdays"][match["n"]]
        offset = words()["after_unit"][after[0]]
        yield view.span(*match.span(), {"kind": "weekday", "weekday": weekday, "week_offset": offset})


def find_relative(view: View) -> Iterator[Span]:
    yield from _find_days(view)
    yield from _find_after_unit(view)
    yield from _find_counted(view)
    yield from _find_weekdays(view)
