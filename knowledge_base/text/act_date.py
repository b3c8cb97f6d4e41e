"""The day on which the law is asked, when the words date the act: "bị đuổi hồi tháng 5/2025"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.date_words import alternatives
from knowledge_base.text.date_words import words as date_words
from knowledge_base.text.dates import find_dates
from knowledge_base.text.normalize import fold
from knowledge_base.text.resolve_date import day_of, resolve_date
from knowledge_base.text.spans import Span, View

_CLAUSE_END = re.compile(r"[,;:]|\s+(?:nhung|ma|roi|gio|nay|xong)\s+")
_SENTENCE_END = re.compile(r"[.?!\n](?!\d)")
_OLDEST_LAW_ASKED = date(1995, 1, 1)
_RECENT = timedelta(days=3 * 366)
_GROUPS = ("facts", "acts", "births", "neutral")
_NEAR = 30
_AFTER_COSTS = 2
_AFTER_MORE = 4


@cache
def _words() -> dict[str, Any]:
    text = Path(__file__).with_name("act_date.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])(?:{alternatives(word for name in _GROUPS for word in _words()[name])})(?![a-z])")


@cache
def _group_of() -> dict[str, str]:
    """Folded phrase → the first group that holds it."""
    return {fold(word): name for name in reversed(_GROUPS) for word in _words()[name]}


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Folded phrase → its accented spellings, over all groups."""
    found: dict[str, set[str]] = {}
    for group in _GROUPS:
        for phrase in _words()[group]:
            found.setdefault(fold(phrase), set()).add(phrase)
    return {folded: frozenset(spelled) for folded, spelled in found.items()}


@cache
def _group(name: str) -> frozenset[str]:
    """The words of a group, folded."""
    return frozenset(fold(word) for word in _words()[name])


@cache
def _leads(group: str) -> re.Pattern[str]:
    """Words of a group right before a date."""
    return re.compile(rf"(?<![a-z])(?:{alternatives(_words()[group])})(?:\s+(?:ngay|hoi|dau|giua|cuoi|thang|nam))*\s*$")


@cache
def _after(group: str) -> re.Pattern[str]:
    """Words of a group right after a date."""
    return re.compile(rf"\s*(?:{alternatives(_words()[group])})(?![a-z])")


@cache
def _now() -> re.Pattern[str]:
    """Words that go over to what is today; "8 giờ" is a count of hours."""
    counted = "".join(rf"(?<!{word if word == chr(92) + 'd' else fold(word)} )" for word in _words()["not_now_after"])
    return re.compile(rf"(?<![a-z])(?<!\d){counted}(?:{alternatives(_words()['now'])})(?![a-z])")


@cache
def _says(group: str) -> re.Pattern[str]:
    """Words of a group anywhere."""
    return re.compile(rf"(?<![a-z0-9])(?:{alternatives(_words()[group])})(?![a-z])")


def _around(folded: str, start: int, end: int, mark: re.Pattern[str]) -> tuple[int, int]:
    """The stretch between two marks that holds folded[start:end]."""
    first = max((m.end() for m in mark.finditer(folded, 0, start)), default=0)
    after = mark.search(folded, end)
    return first, after.start() if after else len(folded)


def _nearest(view: View, start: int, end: int, within: tuple[int, int]) -> str | None:
    """The telling word nearest to the date, folded; one before it weighs more than one after."""
    found: list[tuple[int, int, str]] = []
    worked = _leads("festive").search(view.folded, max(0, start - _NEAR), start) or _after("festive").match(
        view.folded, start, end
    )
    for match in _pattern().finditer(view.folded, *within):
        word = " ".join(match.group().split())
        if (
            _group_of()[word] == "neutral"
            or not view.fits(*match.span(), _spellings()[word])
            or (worked and word in _group("worked"))
        ):
            continue
        if match.end() <= start:
            found.append((start - match.end(), match.start(), word))
        elif match.start() >= end:
            found.append(((match.start() - end) * _AFTER_COSTS + _AFTER_MORE, match.start(), word))
    return min(found)[2] if found else None


def _told_by(view: View, start: int, end: int) -> str | None:
    """The word that tells what the date is of: in its clause, else in its sentence; before "từ …" in any case."""
    clause, sentence = (_around(view.folded, start, end, mark) for mark in (_CLAUSE_END, _SENTENCE_END))
    clause = max(clause[0], sentence[0]), min(clause[1], sentence[1])
    now = _now().search(view.folded, end, sentence[1])
    sentence = sentence[0], now.start() if now else sentence[1]  # what is told of today is not of that day
    since = _leads("ranges").search(view.folded, clause[0], start)
    before = _nearest(view, start, end, (clause[0], start)) if since else None
    return before or _nearest(view, start, end, clause) or _nearest(view, start, end, sentence)


def _is_range(view: View, start: int, end: int) -> bool:
    """Whether the date begins or ends a stretch of time that words before it tell of."""
    clause = _around(view.folded, start, end, _CLAUSE_END)[0], _around(view.folded, start, end, _SENTENCE_END)[0]
    since = _leads("ranges").search(view.folded, max(clause), start)
    return since is not None and bool(view.folded[max(clause) : since.start()].strip())


def _dates_the_act(view: View, start: int, end: int, on: date, today: date) -> bool:
    word = _told_by(view, start, end)
    if word is None or _group_of()[word] == "facts" or _after("still").match(view.folded, end):
        return False
    if on > today:
        return word in _group("rules")
    if _group_of()[word] == "births":
        return abs(on - today) < _RECENT
    if _is_story(word, view, end):
        return False
    return word in _group("ended") if _is_range(view, start, end) else True


def _is_story(word: str, view: View, end: int) -> bool:
    """Whether what is asked is of today, and the day of `word` only tells how it came to that."""
    first, last = _around(view.folded, end, end, _SENTENCE_END)
    wronged = _says("wrongs").search(view.folded, first, last)
    if wronged or _says("by_leaving").search(view.folded):
        return False
    asked = _says("asked_today")
    return bool(asked.search(view.folded) and not asked.search(word)) or _now().search(view.folded, end) is not None


def _is_holiday(span: Span, view: View, start: int, end: int) -> bool:
    """A date that comes every year, told without a year, or one of the moon."""
    value = span.value
    if view.folded.startswith(tuple(_group("lunar")), start, end):
        return True
    if value["kind"] != "day" or "year" in value or "year_offset" in value:
        return False
    named = _leads("moon_feasts").search(view.folded, max(0, start - _NEAR), start)
    return named is not None or f"{value['day']}/{value['month']}" in _words()["recurring"]


def _with_part(view: View, start: int, value: dict[str, Any]) -> dict[str, Any]:
    """ "đầu năm 2024": the part that stands before the word "năm"."""
    parts = date_words()["parts"]
    part = re.compile(rf"(?<![a-z])(?<!om )({alternatives(parts)})\s+nam\s+$")  # "ốm đau năm" has no "đầu"
    found = part.search(view.folded, max(0, start - _NEAR), start)
    if value["kind"] != "year" or not found or not view.fits(*found.span(1), frozenset(parts)):
        return value
    return {**value, "part": {fold(word): part for word, part in parts.items()}[found[1]]}


def _resolved(value: dict[str, Any], is_before: bool, today: date) -> date | None:
    """The last day of a past expression, the first of a future one; None when it holds today or is no date."""
    try:
        first, last = resolve_date(value, today)
        if is_before:
            first = last = first - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if first <= today <= last or last < _OLDEST_LAW_ASKED:
        return None
    return last if last < today else first


def find_act_date(text: str, sent_at: datetime | date) -> date | None:
    """The day of the act asked about, else None (then the law of today answers).

    A day to come is told only where the words ask for the rules of then ("lương tối thiểu"), not for a plan. Of several
    acts the latest counts.
    """
    view, today = View(text), day_of(sent_at)
    found: list[date] = []
    for span in find_dates(text):
        start, end = view.at(span.start), view.at(span.end)
        if _is_holiday(span, view, start, end) or _means_already(span, view, start):
            continue
        on = _resolved(_with_part(view, start, span.value), _is_before(view, start), today)
        if on and _dates_the_act(view, start, end, on, today):
            found.append(on)
    return max(found, default=None)


def _is_before(view: View, start: int) -> bool:
    """Whether "trước" stands before the date; "báo trước" is a word of its own."""
    near = max(0, start - _NEAR)
    found = _leads("before").search(view.folded, near, start)
    return found is not None and not _leads("not_before_after").search(view.folded, near, found.start())


def _means_already(span: Span, view: View, start: int) -> bool:
    """ "hết số ngày trong năm rồi": already, not last year."""
    led = _leads("already_after").search(view.folded, max(0, start - _NEAR), start)
    return led is not None and span.value == {"kind": "relative", "unit": "year", "offset": -1}
