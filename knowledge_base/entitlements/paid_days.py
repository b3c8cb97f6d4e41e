"""Which days are public holidays, and which may be: Điều 112 45/2019/QH14; khoản 1 Điều 2 28/2026/QH16."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from knowledge_base.directory.holidays import Holiday, list_holidays
from knowledge_base.entitlements.law import Law

_YEARS = range(2000, 2100)
_MOON_MONTHS = range(1, 5)
_FAR = 30


@cache
def _by_moon() -> frozenset[str]:
    """The holidays that fall on another date each year."""
    dates: dict[str, set[tuple[int, int]]] = {}
    for year in _YEARS:
        for holiday in list_holidays(year):
            dates.setdefault(holiday.id, set()).add((holiday.day.month, holiday.day.day))
    return frozenset(name for name, days in dates.items() if len(days) > 1)


@cache
def _by_date() -> dict[tuple[int, int], Holiday]:
    """The holidays that fall on the same date each year."""
    kept = [holiday for year in _YEARS for holiday in list_holidays(year)]
    return {(h.day.month, h.day.day): h for h in kept if h.id not in _by_moon()}


@cache
def _kept(year: int) -> dict[date, Holiday]:
    """The holidays of a year by day; none for a year that is not kept."""
    return {holiday.day: holiday for holiday in list_holidays(year)}


def sure_holiday(day: date, law: Law) -> Holiday | None:
    """The holiday that surely falls on a day, also in a year whose days of the moon are not kept."""
    kept = _kept(day.year)
    if kept:
        return kept.get(day)
    fixed = _by_date().get((day.month, day.day))
    known = fixed and law.kb.parameters.find(f"public_holidays.{fixed.id}", day)
    return fixed if known else None


def may_be_holiday(day: date, law: Law, after: int = 0) -> bool:
    """Whether only a yearly decision (khoản 3 Điều 112) tells; `after`: so many days more may be off in lieu."""
    if sure_holiday(day, law):
        return False
    if not _kept(day.year) and day.month in _MOON_MONTHS:
        return True
    return any(_is_around(day, holiday, law, after) for holiday in _chosen(day.year))


@cache
def _chosen(year: int) -> tuple[Holiday, ...]:
    """The sure days around which more days are decided."""
    kept = _kept(year).values() or (replace(holiday, day=date(year, *when)) for when, holiday in _by_date().items())
    return tuple(holiday for holiday in kept if holiday.chosen)


def _is_around(day: date, sure: Holiday, law: Law, after: int) -> bool:
    if abs((day - sure.day).days) > _FAR:
        return False
    reach = law.at(sure.day).whole(f"public_holidays.{sure.id}") - 1
    return -reach <= (day - sure.day).days <= reach + after


def sure_days(first: date, last: date, law: Law) -> set[date]:
    """The sure holidays between two days, both counted."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return {day for day in days if sure_holiday(day, law)}
