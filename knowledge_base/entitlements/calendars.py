"""Counting days and months as the law does: the first day is not counted, months end on the same day."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

SIX_DAYS, FIVE_DAYS = 6, 5


@dataclass(frozen=True, order=True)
class Length:
    """A calendar length: whole months and the days left over (0 to 30)."""

    months: int
    days: int = 0

    @property
    def rounded_up(self) -> int:
        """Months, a begun one counted as whole."""
        return self.months + (1 if self.days else 0)


def add_months(day: date, months: int) -> date:
    """The same day so many months later (or earlier), or the last day of that month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def add_days(day: date, days: int) -> date:
    return day + timedelta(days=days)


def length_of(first: date, last: date) -> Length:
    """From the first to the last day, both counted: 2025-03-01 to 2026-02-28 is 12 months."""
    end = last + timedelta(days=1)
    months = (end.year - first.year) * 12 + end.month - first.month
    if add_months(first, months) > end:
        months -= 1
    return Length(months, (end - add_months(first, months)).days)


def full_years(first: date, on: date) -> int:
    """Whole years completed on a day (an age, or years of service up to the day before the anniversary)."""
    years = on.year - first.year
    return years - 1 if add_months(first, 12 * years) > on else years


def is_working_day(day: date, week: int, holidays: Iterable[date] = ()) -> bool:
    """Monday to Saturday, or to Friday; never a public holiday."""
    return day.weekday() < week and day not in holidays


def count_working_days(first: date, last: date, week: int) -> int:
    """Working days from the first to the last day, both counted; holidays count, as they are paid."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    whole, odd = divmod(days, 7)
    return whole * week + sum(1 for n in range(odd) if (first.weekday() + n) % 7 < week)


def month_end(day: date) -> date:
    return date(day.year, day.month, monthrange(day.year, day.month)[1])
