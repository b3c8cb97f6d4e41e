"""From a date expression of `find_dates` to days, counted from the moment the message was sent."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta, timezone
from typing import Any

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
_SOON = timedelta(days=62)


def day_of(sent_at: datetime | date) -> date:
    """The calendar day in Vietnam. A datetime without zone is refused: ValueError."""
    if not isinstance(sent_at, datetime):
        return sent_at
    if sent_at.tzinfo is None:
        raise ValueError("sent_at has no time zone; pass an aware datetime.")
    return sent_at.astimezone(VIETNAM).date()


def _shift_month(year: int, month: int, by: int) -> tuple[int, int]:
    index = year * 12 + month - 1 + by
    return index // 12, index % 12 + 1


def _month_span(year: int, month: int, months: int = 1) -> tuple[date, date]:
    last_year, last_month = _shift_month(year, month, months - 1)
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _same_day(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _year_of(expr: dict[str, Any], month: int, day: int, today: date) -> int:
    """The year said, or the nearest one: past unless it comes within two months or is told as future."""
    if expr.get("year"):
        return int(expr["year"])
    if "year_offset" in expr:
        return today.year + int(expr["year_offset"])
    candidate = _same_day(today.year, month, day)
    if expr.get("direction") == "future":
        return today.year if candidate >= today else today.year + 1
    if expr.get("direction") == "past":
        return today.year if candidate <= today else today.year - 1
    if candidate > today + _SOON:
        return today.year - 1
    following = _same_day(today.year + 1, month, day)
    return today.year + 1 if candidate < today and following <= today + _SOON else today.year


def _month_of(expr: dict[str, Any], today: date) -> tuple[date, date]:
    month = int(expr["month"])
    if month == today.month and "year" not in expr and "year_offset" not in expr:
        return _month_span(today.year, month)
    return _month_span(_year_of(expr, month, 1, today), month)


def _quarter_of(expr: dict[str, Any], today: date) -> tuple[date, date]:
    month = int(expr["quarter"]) * 3 - 2
    return _month_span(_year_of(expr, month, 1, today), month, 3)


def _week_span(day: date) -> tuple[date, date]:
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def _relative(expr: dict[str, Any], today: date) -> tuple[date, date]:
    """One step is the whole week, month, year; more steps are the same day so many steps away."""
    unit, offset = expr["unit"], int(expr["offset"])
    if unit == "day":
        day = today + timedelta(days=offset)
        return day, day
    if unit == "week":
        return _week_span(today + timedelta(weeks=offset))
    if unit == "month":
        return _month_span(*_shift_month(today.year, today.month, offset))
    if unit == "quarter":
        first = today.month - (today.month - 1) % 3
        return _month_span(*_shift_month(today.year, first, 3 * offset), 3)
    return date(today.year + offset, 1, 1), date(today.year + offset, 12, 31)


def _part(span: tuple[date, date], part: str | None) -> tuple[date, date]:
    """The first, middle or last third of a span."""
    if part is None:
        return span
    start, end = span
    third = timedelta(days=((end - start).days + 1) // 3)
    one = timedelta(days=1)
    if part == "start":
        return start, start + third - one
    return (start + third, end - third) if part == "middle" else (end - third + one, end)


def resolve_date(expr: dict[str, Any], sent_at: datetime | date) -> tuple[date, date]:
    """The first and last day that an expression of `find_dates` means. ValueError when it is no real date."""
    today = day_of(sent_at)
    kind = expr["kind"]
    if kind == "day":
        day = date(_year_of(expr, int(expr["month"]), int(expr["day"]), today), int(expr["month"]), int(expr["day"]))
        return day, day
    if kind == "weekday":
        day = _week_span(today)[0] + timedelta(days=7 * int(expr["week_offset"]) + int(expr["weekday"]))
        return day, day
    if kind == "year":
        span = date(int(expr["year"]), 1, 1), date(int(expr["year"]), 12, 31)
    elif kind == "month":
        span = _month_of(expr, today)
    elif kind == "quarter":
        span = _quarter_of(expr, today)
    else:
        span = _relative(expr, today)
    return _part(span, expr.get("part"))
