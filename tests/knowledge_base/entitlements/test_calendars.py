"""Counting days, months and years."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.entitlements.calendars import (
    Length,
    add_days,
    add_months,
    count_working_days,
    full_years,
    is_working_day,
    length_of,
)
from knowledge_base.entitlements.service import minus
from knowledge_base.entitlements.wording import at_most_2, half_up, span

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))


@pytest.mark.parametrize(
    ("first", "last", "length"),
    [
        (date(2025, 3, 1), date(2026, 2, 28), Length(12)),
        (date(2025, 3, 1), date(2026, 2, 27), Length(11, 27)),
        (date(2024, 2, 29), date(2025, 2, 27), Length(12)),
        (date(2024, 2, 29), date(2025, 2, 28), Length(12, 1)),
        (date(2026, 1, 31), date(2026, 2, 28), Length(1, 1)),
        (date(2026, 7, 1), date(2026, 7, 1), Length(0, 1)),
    ],
)
def test_service_counts_both_days(first: date, last: date, length: Length) -> None:
    assert length_of(first, last) == length


def test_months_end_on_the_same_or_the_last_day() -> None:
    assert add_months(date(2026, 8, 31), 6) == date(2027, 2, 28)
    assert add_months(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert add_months(date(2026, 1, 15), -2) == date(2025, 11, 15)
    assert add_days(date(2026, 11, 23), 45) == date(2027, 1, 7)


def test_a_birthday_completes_the_year() -> None:
    assert full_years(date(2011, 11, 24), date(2026, 11, 23)) == 14
    assert full_years(date(2011, 11, 23), date(2026, 11, 23)) == 15


@given(DAYS, DAYS, st.sampled_from([5, 6]))
def test_working_days_are_counted_as_one_by_one(first: date, last: date, week: int) -> None:
    last = min(max(first, last), add_days(first, 60))
    days = [add_days(first, n) for n in range((last - first).days + 1)]
    assert count_working_days(first, last, week) == sum(is_working_day(day, week) for day in days)


@given(DAYS, st.integers(0, 600))
def test_a_length_of_whole_months_has_no_days_left(first: date, months: int) -> None:
    last = add_days(add_months(first, months), -1)
    if first.day <= 28 and months:
        assert length_of(first, last) == Length(months)


def test_lengths_are_taken_out_with_months_of_30_days() -> None:
    assert minus(Length(40, 5), Length(34, 20)) == Length(5, 15)
    assert minus(Length(10), Length(12)) == Length(0)


def test_money_is_rounded_half_up() -> None:
    assert [half_up(number) for number in (0.5, 1.5, 2.4999, -0.5)] == [1, 2, 2, -1]
    assert at_most_2(35 / 3) == 11.67 and at_most_2(12.0) == 12


def test_a_length_in_words() -> None:
    assert span(27, 3) == "2 năm 3 tháng 3 ngày"
    assert span(0) == "0 tháng"
