"""A length of time as the value of a fact: as it is, or counted in the unit of a number, of hours, of days."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any

from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.text.numbers import plain

_LENGTHS = ("years", "months", "weeks", "days")
_UNITS = {
    "month": "months",
    "week": "weeks",
    "year": "years",
    "day": "days",
    "working_day": "days",
    "hour": "hours",
}


def counted(fact: FactSpec, value: Mapping[str, Any]) -> Any:
    """A duration as the value of a fact, or None where it is of another sort."""
    if fact.kind == "duration":
        kept = {key: value[key] for key in (*_LENGTHS, "approx") if key in value}
        return kept if set(kept) == set(value) and set(kept) - {"approx"} else None
    if fact.kind == "hours":
        found = Fraction(str(value.get("hours", 0))) + Fraction(str(value.get("minutes", 0))) / 60
        return plain(found) if found and set(value) <= {"hours", "minutes", "approx"} else None
    if fact.kind == "days":
        number = _in("working_days")(value) or _in("days")(value)
        return plain(number) if number else None
    unit = _UNITS.get(fact.unit or "")
    if fact.kind != "number" or unit is None:
        return None
    number = _in_months(value) if unit == "months" else _in(unit)(value)
    return plain(number) if number else None


def _months(value: Mapping[str, Any]) -> Fraction:
    return Fraction(str(value.get("years", 0))) * 12 + Fraction(str(value.get("months", 0)))


def _in_months(value: Mapping[str, Any]) -> Fraction | None:
    return _months(value) if set(value) <= {"years", "months", "approx"} else None


def _in(unit: str) -> Callable[[Mapping[str, Any]], Fraction | None]:
    def read(value: Mapping[str, Any]) -> Fraction | None:
        return Fraction(str(value[unit])) if set(value) <= {unit, "approx"} and unit in value else None

    return read
