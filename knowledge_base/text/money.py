"""Amounts of money in what a worker writes, in whole đồng: "5tr5", "7 triệu rưỡi", "5.310.000đ", "200k", "8 củ"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache

from knowledge_base.text.numbers import DIGITS, is_grouped, lists, read_digits, read_written_words, words_pattern
from knowledge_base.text.spans import Span, View, without_overlaps

_DONG = r"(?P<dong>\s*(?:dong(?!\s+(?:phuc|nghiep|y|ho|loat))|vnd|d|₫)(?![a-z\d]))"
_BARE = re.compile(rf"(?<![\w.,/-])({DIGITS})(?![\w/%-]|[.,]\d)")
_RANGE = re.compile(rf"(?<![\w.,/])({DIGITS})\s*(?:-|–|~|den|toi|hoac)\s*$")
_MIN_DONG = 100
_MILLION = 1_000_000
_NEAR = 30


@cache
def _with_unit() -> re.Pattern[str]:
    units = "|".join(sorted(lists()["money"], key=len, reverse=True))
    counted = "|".join(lists()["counted"])
    tail = (
        r"(?:(?P<glued>\d{1,6})(?![\d.,]*\d)(?![a-z])"
        r"|\s*(?P<half>ruoi)(?![a-z])"
        rf"|\s+(?P<small>\d{{1,3}})\s*(?P<small_unit>nghin|ngan|ng|k|tram)(?![a-z])"
        rf"|\s+(?P<spaced>\d{{1,3}})(?![\da-z/%]|[.,:]\d|\s*[-–]\s*\d|\s*(?:{counted})(?![a-z])))?"
    )
    number = rf"(?:(?<![\d.,/])(?P<digits>{DIGITS})(?P<hundred>\s*tram)?|(?P<words>{words_pattern()}))"
    return re.compile(rf"(?<![\w]){number}\s*(?P<unit>{units})(?![a-z]){tail}{_DONG}?")


_PLAIN_DONG = re.compile(rf"(?<![\w.,/])({DIGITS}){_DONG}")
_HALF_MILLION_MORE = re.compile(r"(?<![a-z])trieu\s+ruoi(?![a-z])")


def _unit_value(view: View, match: re.Match[str]) -> int | None:
    worth, *spellings = lists()["money"][match["unit"]]
    start, end = match.span("unit")
    if match["unit"] == "k" and view.folded[start - 1] == " ":
        return None
    if match["unit"] in ("ty", "ti", "cu") and not view.fits(start, end, spellings):
        return None
    return int(worth)


def _tail_value(match: re.Match[str], unit: int) -> Fraction:
    """ "5tr5": the digits after the unit are a decimal fraction of it; "7 triệu 250 nghìn" names its own unit."""
    if match["half"]:
        return Fraction(unit, 2)
    if match["small"]:
        each = 100_000 if match["small_unit"] == "tram" else 1000
        return Fraction(int(match["small"]) * each)
    decimals = match["glued"] or match["spaced"]
    if match["spaced"] and unit < _MILLION:
        return Fraction(0)
    return Fraction(unit) * Fraction(f"0.{decimals}") if decimals else Fraction(0)


def _amount(view: View, match: re.Match[str]) -> Span | None:
    unit = _unit_value(view, match)
    if unit is None:
        return None
    if match["digits"]:
        start, number = match.start(), read_digits(match["digits"], unit) * (100 if match["hundred"] else 1)
    else:
        read = read_written_words(view, *match.span("words"))
        if read is None:
            return None
        start, number = read
    end = _end(view, match)
    if match["spaced"] and unit < _MILLION:
        end = match.end("unit")
    return view.span(start, end, int(number * unit + _tail_value(match, unit)))


def _end(view: View, match: re.Match[str]) -> int:
    """The end of an amount, without a "đóng" that only looks like "đồng"."""
    if match["dong"] and "dong" in match["dong"] and not _is_dong(view, match):
        return match.start("dong")
    return match.end()


def _is_dong(view: View, match: re.Match[str]) -> bool:
    start, end = match.span("dong")
    return "dong" not in view.folded[start:end] or view.fits(end - len("dong"), end, ["đồng"])


def _amounts(view: View) -> list[Span]:
    found: list[Span] = []
    for match in _with_unit().finditer(view.folded):
        span = _amount(view, match)
        if span is None:
            continue
        found.append(span)
        near = max(0, match.start() - _NEAR)
        ranged = _RANGE.search(view.folded, near, match.start())
        if ranged and match["digits"]:
            unit = lists()["money"][match["unit"]][0]
            found.append(view.span(*ranged.span(1), int(read_digits(ranged[1], unit) * unit)))
    found += [view.span(m.start(), m.end(), 1_500_000) for m in _HALF_MILLION_MORE.finditer(view.folded)]
    return found


def _plain(view: View) -> list[Span]:
    """Amounts in đồng ("35.000đ", "5310000") without a word like nghìn or triệu."""
    found = []
    for match in _PLAIN_DONG.finditer(view.folded):
        value = int(read_digits(match[1]))
        if value >= _MIN_DONG and _is_dong(view, match):
            found.append(view.span(match.start(), match.end(), value))
    for match in _BARE.finditer(view.folded):
        if _looks_like_money(view.folded, match):
            found.append(view.span(match.start(), match.end(), int(read_digits(match[1]))))
    return found


def _looks_like_money(folded: str, match: re.Match[str]) -> bool:
    written, value = match[1], read_digits(match[1])
    if written[0] == "0" or value.denominator != 1 or value % 1000:
        return False
    after = re.match(r"\s*([a-z]+\d?)", folded[match.end() : match.end() + _NEAR])
    before = re.search(r"([a-z]+)\W*$", folded[max(0, match.start() - _NEAR) : match.start()])
    if (after and after[1] in lists()["counted"]) or (before and before[1] in lists()["numbered"]):
        return False
    return value >= 10_000 if is_grouped(written) else 7 <= len(written) <= 9


def find_money(s: str) -> list[Span]:
    """Amounts in `s`, each with its value in đồng (int). Both ends of "5-6 triệu" are found."""
    view = View(s)
    return without_overlaps([*_amounts(view), *_plain(view)])
