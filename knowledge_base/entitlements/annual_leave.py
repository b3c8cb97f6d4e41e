"""Days of annual leave and pay for unused ones: Điều 113, 114 45/2019/QH14; Điều 65–67 145/2020/NĐ-CP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from knowledge_base.entitlements.calendars import (
    FIVE_DAYS,
    SIX_DAYS,
    add_months,
    count_working_days,
    length_of,
    month_end,
)
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, vnd

_YEAR = 12
_LEVELS = {
    "normal": "normal",
    "heavy": "heavy",
    "very_heavy": "very_heavy",
    "minor": "heavy",
    "disabled": "heavy",
}


@dataclass(frozen=True)
class _Leave:
    """Days of the year: `base` by kind of work, `extra` by seniority; months that count to `until` and to now."""

    base: Fraction
    extra: Fraction
    months: Fraction
    months_now: Fraction

    @property
    def total(self) -> Fraction:
        return self.base + self.extra

    @property
    def days(self) -> Fraction:
        return self.total * self.months / _YEAR

    @property
    def accrued(self) -> Fraction:
        return self.total * self.months_now / _YEAR


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Leave of the calendar year, to its end or to the day of leaving; on leaving, what unused days are worth."""
    leaving = facts.flag("leaving") or facts.has("ended")
    now = facts.day("ended") if leaving else sheet.on
    until = now if leaving else date(now.year, 12, 31)
    law = sheet.by_law_of(now)
    leave = _leave(facts, law, now, until)
    _outputs(sheet, leave)
    _working(facts, law, sheet, leave, until)
    entitled = leave.accrued if leaving else leave.days
    remaining = max(Fraction(0), entitled - facts.number("used_days"))
    sheet.number("remaining", remaining)
    if entitled.denominator != 1:
        return sheet.declined("part_day", days=counted(entitled, "working_day"))
    told = {
        "used": counted(facts.number("used_days"), "working_day"),
        "remaining": counted(remaining, "working_day"),
    }
    if facts.number("used_days"):
        sheet.line("remaining", **told)
    if leaving:
        return _paid_out(facts, sheet, remaining)
    return sheet.result(year=str(until.year), days=counted(leave.days, "working_day"), **told)


def _leave(facts: Facts, law: Law, now: date, until: date) -> _Leave:
    started = facts.day("started")
    week = FIVE_DAYS if facts.choice("working_week") == "five_days" else SIX_DAYS
    share = law.share("annual_leave.month_share")
    months = _months(started, until, week, share) - facts.number("uncounted_months")
    months_now = _months(started, now, week, share) - facts.number("uncounted_months")
    steps = length_of(started, now).months // (_YEAR * law.whole("annual_leave.seniority_years"))
    base = law.value(f"annual_leave.{_LEVELS[facts.choice('work_condition')]}")
    extra = steps * law.value("annual_leave.seniority_extra")
    return _Leave(base, extra, max(Fraction(0), months), max(Fraction(0), months_now))


def _months(started: date, until: date, week: int, share: Fraction) -> Fraction:
    """The months of the calendar year of `until` in which enough working days lie between the two days."""
    counted_months = 0
    for month in range(1, until.month + 1):
        first = date(until.year, month, 1)
        worked = count_working_days(max(first, started), min(month_end(first), until), week)
        if worked > 0 and worked >= share * count_working_days(first, month_end(first), week):
            counted_months += 1
    return Fraction(counted_months)


def _outputs(sheet: Sheet, leave: _Leave) -> None:
    sheet.number("days", leave.days)
    sheet.number("accrued", leave.accrued)
    sheet.number("months", leave.months)
    sheet.number("seniority_days", leave.extra)


def _working(facts: Facts, law: Law, sheet: Sheet, leave: _Leave, until: date) -> None:
    sheet.line("base", base=counted(leave.base, "working_day"))
    years = law.whole("annual_leave.seniority_years")
    if leave.extra:
        sheet.line("seniority", years=counted(leave.extra * years, "year"), seniority=counted(leave.extra, "day"))
    told = {"year": str(until.year), "days": counted(leave.days, "working_day")}
    if leave.months >= _YEAR:
        sheet.line("full", **told)
    else:
        months = counted(leave.months, "month")
        sheet.line("months", months=months, total=plain(leave.total), number=plain(leave.months), **told)
    next_step = add_months(facts.day("started"), _YEAR * (years * int(leave.extra) + years))
    if next_step.year == until.year and next_step <= until:
        sheet.values["anniversary"] = day(next_step)


def _paid_out(facts: Facts, sheet: Sheet, remaining: Fraction) -> Outcome:
    """Unused days × the contract wage of the month before leaving / its working days."""
    wage, days = facts.money("monthly_wage"), facts.number("normal_days")
    amount = sheet.money("amount", wage / days * remaining)
    sheet.line("pay", wage=vnd(wage), normal_days=plain(days), number=plain(remaining), amount=vnd(amount))
    return sheet.result("leaving", amount=vnd(amount), remaining=counted(remaining, "day"))
