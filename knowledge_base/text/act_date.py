"""The day on which the law is asked, when the words date the act: "bị đuổi hồi tháng 5/2025"."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.date_words import alternatives
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
    groups = "|".join(f"(?P<{name}>{alternatives(_words()[name])})" for name in _GROUPS)
    return re.compile(rf"(?<![a-z])(?:{groups})(?![a-z])")


@cache
def _spellings() -> dict[str, frozenset[str]]:
    """Folded phrase → its accented spellings, over all groups."""
    found: dict[str, set[str]] = {}
    for group in _GROUPS:
        for phrase in _words()[group]:
            found.setdefault(fold(phrase), set()).add(phrase)
    return {folded: frozenset(spelled) for folded, spelled in found.items()}


@cache
def _leads(group: str) -> re.Pattern[str]:
    """Words of a group right before a date."""
    return re.compile(rf"(?<![a-z])(?:{alternatives(_words()[group])})(?:\s+(?:ngay|hoi|dau|cuoi))*\s*$")


@cache
def _after(group: str) -> re.Pattern[str]:
    """Words of a group right after a date."""
    return re.compile(rf"\s*(?:{alternatives(_words()[group])})(?![a-z])")


def _around(folded: str, start: int, end: int, mark: re.Pattern[str]) -> tuple[int, int]:
    """The stretch between two marks that holds folded[start:end]."""
    first = max((m.end() for m in mark.finditer(folded, 0, start)), default=0)
    after = mark.search(folded, end)
    return first, after.start() if after else len(folded)


def _nearest(view: View, start: int, end: int, within: tuple[int, int]) -> re.Match[str] | None:
    """The telling word nearest to the date; one before it weighs more than one after."""
    found: list[tuple[int, re.Match[str]]] = []
    for match in _pattern().finditer(view.folded, *within):
        spelled = _spellings()[" ".join(match.group().split())]
        if match["neutral"] or not view.fits(*match.span(), spelled):
            continue
        if match.end() <= start:
            found.append((start - match.end(), match))
        elif match.start() >= end:
            found.append(((match.start() - end) * _AFTER_COSTS + _AFTER_MORE, match))
    return min(found, key=lambda pair: (pair[0], pair[1].start()))[1] if found else None


def _dates_the_act(view: View, start: int, end: int, is_recent: bool) -> bool:
    folded = view.folded
    clause, sentence = (_around(folded, start, end, mark) for mark in (_CLAUSE_END, _SENTENCE_END))
    clause = max(clause[0], sentence[0]), min(clause[1], sentence[1])
    telling = _nearest(view, start, end, clause) or _nearest(view, start, end, sentence)
    if telling is None or telling["facts"] or _after("still").match(folded, end):
        return False
    if telling["births"]:
        return is_recent
    since = _leads("ranges").search(folded, clause[0], start)
    if since and folded[clause[0] : since.start()].strip():
        return telling.group() in {fold(word) for word in _words()["ended"]}
    return True


def _is_holiday(span: Span, words: str) -> bool:
    """A date that comes every year, told without a year, or one of the moon."""
    value = span.value
    if words.startswith(tuple(fold(word) for word in _words()["lunar"])):
        return True
    named = value["kind"] == "day" and f"{value['day']}/{value['month']}" in _words()["recurring"]
    return named and "year" not in value and "year_offset" not in value


def _resolved(span: Span, is_before: bool, today: date) -> date | None:
    """The last day of a past expression, the first of a future one; None when it holds today or is no date."""
    try:
        first, last = resolve_date(span.value, today)
        if is_before:
            first = last = first - timedelta(days=1)
    except (ValueError, OverflowError):
        return None
    if first <= today <= last or last < _OLDEST_LAW_ASKED:
        return None
    return last if last < today else first


def find_act_date(text: str, sent_at: datetime | date) -> date | None:
    """The day of the act asked about, else None (then the law of today answers)."""
    view, today = View(text), day_of(sent_at)
    for span in find_dates(text):
        start, end = view.at(span.start), view.at(span.end)
        if _is_holiday(span, view.folded[start:end]):
            continue
        on = _resolved(span, bool(_leads("before").search(view.folded, max(0, start - _NEAR), start)), today)
        if on and _dates_the_act(view, start, end, abs(on - today) < _RECENT):
            return on
    return None
