"""Lengths of time: "2 năm 3 tháng", "nửa tháng", "gần 4 năm", "3 ngày làm việc", "8 tiếng rưỡi"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.dates import find_dates
from knowledge_base.text.numbers import plain, read_written_words, words_pattern
from knowledge_base.text.spans import Span, View, without_overlaps

_CLOCK_AFTER = re.compile(r"\s*(?:sang|trua|chieu|toi|dem|khuya|kem|\d)(?![a-z])")
_CLOCK_BEFORE = re.compile(r"(?<![a-z])(?:luc|tu|toi|den|hoi)\s+$")


@cache
def _lists() -> dict[str, Any]:
    text = Path(__file__).with_name("durations.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


@cache
def _pattern() -> re.Pattern[str]:
    units = "|".join(sorted(_lists()["units"], key=len, reverse=True))
    number = rf"(?:(?<![\w.,/-])(?P<digits>\d{{1,4}}(?:[.,]\d)?)|(?P<words>{words_pattern()}))"
    whole = rf"{number}\s*(?P<unit>{units})(?![a-z])(?!\s*(?:19|20)\d\d)"
    half_alone = r"(?<![a-z])(?P<alone>nam|thang)(?=\s+(?:ruoi))"
    return re.compile(rf"(?:{whole}|{half_alone})(?P<half>\s*ruoi(?![a-z]))?(?P<working>\s+lam\s+viec(?![a-z]))?")


@cache
def _approx() -> re.Pattern[str]:
    words = "|".join(sorted(_lists()["approx"], key=len, reverse=True)).replace(" ", r"\s+")
    return re.compile(rf"(?<![a-z])({words})\s+$")


def _add(value: dict[str, Any], unit: str, number: Fraction) -> None:
    value[unit] = plain(Fraction(str(value.get(unit, 0))) + number)


def _half_of(value: dict[str, Any], unit: str) -> None:
    for smaller, number in _lists()["half"][unit].items():
        _add(value, smaller, Fraction(number))


def _one(view: View, match: re.Match[str]) -> Span | None:
    """One number with its unit; None when the words are no such number or the figure is out of reason."""
    if match["alone"]:
        spelled = _lists()["units"][match["alone"]]
        start, number, unit_at = match.start(), Fraction(1), match.span("alone")
        if re.search(r"[\d]\s*$", view.folded[max(0, start - 5) : start]):
            return None
    else:
        spelled, unit_at = _lists()["units"][match["unit"]], match.span("unit")
        if match["digits"]:
            start, number = match.start(), Fraction(match["digits"].replace(",", "."))
        else:
            read = read_written_words(view, *match.span("words"))
            if read is None:
                return None
            start, number = read
            if _is_vague(view, start, match.end("words")):
                return None
    unit, spellings = spelled[0], spelled[1:]
    unlikely = number > _lists()["limits"][unit] or number == 0 or _is_clock(view, match)
    if unlikely or not view.fits(*unit_at, spellings):
        return None
    return view.span(start, match.end(), _value(unit, number, bool(match["half"]), bool(match["working"])))


def _is_vague(view: View, start: int, end: int) -> bool:
    """ "tu ngay", "sau thang" without accents: rather a preposition than a number."""
    return view.written(start, end) in _lists()["vague"] and not view.is_accented


def _is_clock(view: View, match: re.Match[str]) -> bool:
    """ "7 giờ tối", "lúc 10 giờ" tell the time of day."""
    if match["unit"] != "gio":
        return False
    after = _CLOCK_AFTER.match(view.folded, match.end())
    return after is not None or _CLOCK_BEFORE.search(view.folded, max(0, match.start() - 12), match.start()) is not None


def _value(unit: str, number: Fraction, half: bool, working: bool) -> dict[str, Any]:
    value: dict[str, Any] = {}
    if working and unit == "days":
        return {"working_days": plain(number)}
    if number == Fraction(1, 2):
        _half_of(value, unit)
        return value
    value[unit] = plain(number)
    if half:
        _half_of(value, unit)
    return value


_ORDER = ["years", "months", "weeks", "days", "hours", "minutes"]


def _joined(s: str, spans: list[Span]) -> list[Span]:
    """ "2 năm" + "3 tháng" → one span, when only blanks, a comma or "và" stand between and units shrink."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last and _continues(s[last.end : span.start], last.value, span.value):
            joined[-1] = Span(last.start, span.end, {**last.value, **span.value})
        else:
            joined.append(span)
    return joined


def _continues(between: str, first: dict[str, Any], second: dict[str, Any]) -> bool:
    if between.strip(" \u00a0").lower() not in ("", "và", "va", "lẻ", "le"):
        return False
    if not set(first) <= set(_ORDER) or not set(second) <= set(_ORDER):
        return False
    return max(_ORDER.index(unit) for unit in first) < min(_ORDER.index(unit) for unit in second)


def _with_approx(view: View, span: Span) -> Span:
    at = view.at(span.start)
    found = _approx().search(view.folded, max(0, at - 12), at)
    if not found:
        return span
    kind = _lists()["approx"][" ".join(found[1].split())]
    return Span(view.start(found.start()), span.end, {**span.value, "approx": kind})


def find_durations(s: str) -> list[Span]:
    """Lengths of time in `s` as {"years", "months", "weeks", "days", "working_days", "hours", "minutes"} that are said,
    with "approx" (under, over, about). Half a month is 15 days. What is a date ("3 tháng trước") is left out."""
    view = View(s)
    dates = find_dates(s)
    found = [span for match in _pattern().finditer(view.folded) if (span := _one(view, match))]
    apart = [span for span in without_overlaps(found) if not any(span.overlaps(date) for date in dates)]
    return [_with_approx(view, span) for span in _joined(s, apart)]
