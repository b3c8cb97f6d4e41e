"""One fact as said → its typed value; limits as written → bounds; a value → how it is said back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge_base.entitlements.calendars import Length, add_days, add_months, month_end
from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.entitlements.wording import counted, day, plain, say, span, vnd

_RELATIVE = re.compile(r"today(?:\s*([+-])\s*(\d+)\s*(days|months|years))?")
_LENGTH_KEYS = {"years", "months", "weeks", "days", "approx"}
_DAYS_A_MONTH = Fraction(1461, 48)


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if value != value or abs(value) == float("inf") else Fraction(str(value))


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _month(value: Any) -> date | None:
    """The first day of a month told as "1966-04" or as a day."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value):
        value = f"{value}-01"
    found = _date(value)
    return found.replace(day=1) if found else None


def _length(value: Any) -> Length | None:
    if not isinstance(value, Mapping) or not value or not set(value) <= _LENGTH_KEYS:
        return None
    parts = {key: _number(value.get(key, 0)) for key in ("years", "months", "weeks", "days")}
    if any(part is None for part in parts.values()):
        return None
    years, months, weeks, days = (part or Fraction(0) for part in parts.values())
    total = years * 12 + months
    left = (total - total // 1) * 30 + weeks * 7 + days
    return Length(int(total // 1), int(left))


def typed(fact: FactSpec, value: Any) -> Any:
    """The value in its type, or None where it is of another kind."""
    if fact.kind == "money":
        number = _number(value)
        return int(number) if number is not None and number.denominator == 1 else None
    if fact.kind in ("number", "hours", "days"):
        return _number(value)
    if fact.kind == "choice":
        return value if value in [choice.value for choice in fact.choices] else None
    if fact.kind == "bool":
        return value if isinstance(value, bool) else None
    if fact.kind == "place":
        return value.strip() or None if isinstance(value, str) else None
    return {"date": _date, "month": _month, "duration": _length}[fact.kind](value)


def told(fact: FactSpec, value: Any) -> str:
    """A value as it is said back."""
    if isinstance(value, bool):
        return say("printed.yes") if value else say("printed.no")
    if isinstance(value, Length):
        return span(value.months, value.days)
    if isinstance(value, date):
        return day(value) if fact.kind == "date" else say("printed.month", month=value.month, year=value.year)
    if fact.kind == "money" and isinstance(value, int):
        return vnd(value)
    if isinstance(value, int | float | Fraction):
        units = {"hours": "hour", "days": fact.unit or "day"}
        unit = units.get(fact.kind, fact.unit)
        return counted(value, unit) if unit else plain(value)
    return next((choice.button for choice in fact.choices if choice.value == value), str(value))


def bound(fact: FactSpec, written: Any, on: date) -> Any:
    """A limit as written, in the type of the fact."""
    match = _RELATIVE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return typed(fact, written)
    number = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
    if match[3] == "days":
        return add_days(on, number)
    moved = add_months(on, number * (12 if match[3] == "years" else 1))
    return month_end(moved) if fact.kind == "month" else moved


def measure(value: Any) -> Any:
    """What limits compare: a length in days."""
    return value.months * _DAYS_A_MONTH + value.days if isinstance(value, Length) else value


def is_negative(value: Any) -> bool:
    if isinstance(value, Length):
        return value.months < 0 or value.days < 0
    return isinstance(value, int | Fraction) and not isinstance(value, bool) and value < 0
