"""Working hours of minors: Điều 143, 145, 146 45/2019/QH14."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.calendars import full_years
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The most hours at an age, and whether the hours told are within them."""
    age = _age(facts, sheet)
    sheet.number("age", age)
    if age >= law.value("minors.adult_from"):
        _check_hours(facts, law, sheet, age, ("working_time.day", "working_time.week"), "limit_adult")
        return sheet.result("adult", **_told(sheet))
    if age >= law.value("minors.common_work_from"):
        return _from_15(facts, law, sheet, age)
    return _under_15(facts, law, sheet, age)


def _age(facts: Facts, sheet: Sheet) -> Fraction:
    """Whole years on the day asked."""
    if facts.has("minor_age"):
        return Fraction(facts.number("minor_age") // 1)
    return Fraction(full_years(facts.day("minor_born"), sheet.on))


def _told(sheet: Sheet) -> dict[str, str]:
    return {name: counted(Fraction(str(sheet.outputs[name])), "hour") for name in ("day_hours", "week_hours")}


def _check_hours(facts: Facts, law: Law, sheet: Sheet, age: Fraction, limits: tuple[str, str], line: str) -> bool:
    """Keep the limits of a day and a week as outputs; applies: whether the hours told are within them."""
    day_hours, week_hours = (law.value(limit) for limit in limits)
    sheet.number("day_hours", day_hours)
    sheet.number("week_hours", week_hours)
    sheet.line(line, age=plain(age), **_told(sheet))
    over_week = facts.has("hours_per_week") and facts.number("hours_per_week") > week_hours
    return sheet.flag("applies", facts.number("hours_per_day") <= day_hours and not over_week)


def _from_15(facts: Facts, law: Law, sheet: Sheet, age: Fraction) -> Outcome:
    """Khoản 2 Điều 146: night work and overtime depend on a list of jobs."""
    limits = ("minors.from_15_day", "minors.from_15_week")
    within = _check_hours(facts, law, sheet, age, limits, "limit_15")
    extra = facts.flag("overtime")
    if not within and not extra:
        sheet.breach("too_many_hours")
    if extra or facts.flag("works_at_night"):
        return sheet.declined("night_list", **_told(sheet))
    return sheet.result(**_told(sheet))


def _under_15(facts: Facts, law: Law, sheet: Sheet, age: Fraction) -> Outcome:
    """Khoản 1 Điều 146, khoản 3 Điều 143, khoản 3 Điều 145: few hours, never at night, light work only."""
    limits = ("minors.under_15_day", "minors.under_15_week")
    if not _check_hours(facts, law, sheet, age, limits, "limit"):
        sheet.breach("too_many_hours")
    if facts.flag("works_at_night") or facts.flag("overtime"):
        sheet.line("no_night")
        sheet.breach("night_or_overtime")
    if age < law.value("minors.light_work_from"):
        if facts.flag("light_work"):
            return sheet.declined("under_13", **_told(sheet))
        sheet.line("under_13")
        sheet.breach("under_13")
    elif not facts.flag("light_work"):
        sheet.line("not_light_work")
        sheet.breach("not_light_work")
    sheet.flag("applies", not sheet.violations)
    return sheet.result("under_13" if age < law.value("minors.light_work_from") else "main", **_told(sheet))
