"""Public holidays by calendar date, and the day off in lieu where one falls on a weekly rest day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.yaml_files import parse_yaml

HOLIDAYS = "directory/holidays.yaml"
_DAY = timedelta(days=1)
_WEEK = frozenset(range(7))


@dataclass(frozen=True)
class Holiday:
    """A paid day off. `id`: the end of public_holidays.<id>. `chosen`: more days around it, decided for each year."""

    day: date
    id: str
    name: str
    chosen: bool


def read_holidays(content: bytes, faults: Faults) -> tuple[Holiday, ...]:
    """The holidays of holidays.yaml by date; a date written twice is a fault."""
    found: dict[date, Holiday] = {}
    for raw in parse_yaml(content, HOLIDAYS, faults) or []:
        fields = Fields(raw, Place(HOLIDAYS), faults)
        day = fields.day("day") or date.max
        if day in found:
            fields.fault("duplicate_id", id=day, first=HOLIDAYS)
        found[day] = Holiday(day, fields.text("holiday"), fields.text("name"), fields.flag("chosen"))
        fields.finish()
    return tuple(found[day] for day in sorted(found))


@cache
def _holidays() -> tuple[Holiday, ...]:
    faults = Faults()
    read = read_holidays(Path(__file__).with_name("holidays.yaml").read_bytes(), faults)
    faults.raise_if_any()
    return read


def list_holidays(year: int) -> tuple[Holiday, ...]:
    """The sure holidays of a calendar year; () for a year that is not kept here."""
    return tuple(holiday for holiday in _holidays() if holiday.day.year == year)


def find_holiday(day: date) -> Holiday | None:
    """The holiday that surely falls on a day."""
    return next((holiday for holiday in _holidays() if holiday.day == day), None)


def days_in_lieu(days: Iterable[date], rest_days: frozenset[int]) -> dict[date, date]:
    """Holiday → day off in its place, for those on a weekly rest day (0 Monday … 6 Sunday): khoản 3 Điều 111 BLLĐ.

    The next working day that is neither a holiday nor already taken. ValueError where no day of the week is worked.
    """
    if rest_days >= _WEEK:
        raise ValueError("rest_days leaves no working day; pass at most six of 0 to 6.")
    taken = set(days)
    found: dict[date, date] = {}
    for day in sorted(taken):
        if day.weekday() in rest_days:
            lieu = day + _DAY
            while lieu.weekday() in rest_days or lieu in taken:
                lieu += _DAY
            found[day] = lieu
            taken.add(lieu)
    return found
