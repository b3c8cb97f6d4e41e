"""The public holidays of the coming year are there before it begins."""

from datetime import date

import knowledge_base
from knowledge_base.directory.holidays import days_in_lieu, find_holiday, list_holidays, read_holidays
from knowledge_base.law.faults import Faults

SUNDAY = frozenset({6})
WEEKEND = frozenset({5, 6})


def test_this_year_and_the_next_have_as_many_days_as_the_law_gives() -> None:
    kb = knowledge_base.load()
    for year in range(2025, kb.checked_until.year + 2):
        held = {holiday.id for holiday in list_holidays(year)}
        end = date(year, 12, 31)
        days = sum(kb.parameters.get(f"public_holidays.{id_}", end).value for id_ in held)
        assert days == kb.parameters.get("public_holidays.total", end).value, f"add {year} to directory/holidays.yaml"


def test_the_culture_day_is_a_holiday_only_since_the_resolution() -> None:
    assert find_holiday(date(2025, 11, 24)) is None
    found = find_holiday(date(2026, 11, 24))
    assert found is not None and found.id == "culture_day" and not found.chosen


def test_days_of_the_moon() -> None:
    moon = {holiday.id: holiday.day for holiday in list_holidays(2027) if holiday.id in ("tet", "hung_kings")}
    assert moon == {"tet": date(2027, 2, 6), "hung_kings": date(2027, 4, 16)}


def test_a_holiday_on_a_rest_day_moves_to_the_next_working_day() -> None:
    spring = [date(2026, 4, 26), date(2026, 4, 30), date(2026, 5, 1)]
    assert days_in_lieu(spring, SUNDAY) == {date(2026, 4, 26): date(2026, 4, 27)}
    assert days_in_lieu([date(2027, 4, 30), date(2027, 5, 1)], WEEKEND) == {date(2027, 5, 1): date(2027, 5, 3)}
    assert days_in_lieu([date(2027, 5, 1)], SUNDAY) == {}
    both = [date(2022, 4, 30), date(2022, 5, 1)]
    assert list(days_in_lieu(both, WEEKEND).values()) == [date(2022, 5, 2), date(2022, 5, 3)]


def test_a_day_written_twice_is_a_fault() -> None:
    faults = Faults()
    read_holidays(b"- {day: 2027-01-01, holiday: new_year, name: a}\n" * 2, faults)
    assert [fault.code for fault in faults] == ["duplicate_id"]
