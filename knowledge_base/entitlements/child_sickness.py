"""Allowance for caring for a sick child: Điều 44, 45 41/2024/QH15; before July 2025 Điều 27, 28 58/2014/QH13."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.calendars import full_years
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import capped_wage, sick_daily, sick_days, sick_divisor
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Days within the child's limit of the year, by its age on the day asked."""
    age = _age(facts, sheet)
    if age >= law.value("sick_leave.child_age_last"):
        return _none(sheet, "none")
    left = _left(facts, law, sheet, age)
    days = min(sick_days(facts, law, "days_off"), left)
    if not days:
        return _none(sheet, "used_up")
    sheet.flag("applies", True)
    sheet.number("days", days)
    return _paid(facts, law, sheet, days)


def _age(facts: Facts, sheet: Sheet) -> Fraction:
    """Whole years; a birthday already counts: khoản 2 Điều 5 12/2025/TT-BNV."""
    if facts.has("child_age"):
        return facts.number("child_age")
    return Fraction(full_years(facts.day("child_born"), sheet.on))


def _none(sheet: Sheet, which: str) -> Outcome:
    sheet.flag("applies", False)
    sheet.number("days", 0)
    sheet.money("amount", 0)
    return sheet.result(which)


def _left(facts: Facts, law: Law, sheet: Sheet, age: Fraction) -> Fraction:
    """Working days left for this child: khoản 1 Điều 44 41/2024/QH15."""
    young = age < law.value("sick_leave.child_age_first")
    limit = law.value("sick_leave.child_under_3" if young else "sick_leave.child_under_7")
    used = facts.number("used_days")
    sheet.number("max_days", limit)
    shown = {"age": plain(age // 1), "used": counted(used, "working_day")}
    sheet.line("max", max_days=counted(limit, "working_day"), **shown)
    return max(Fraction(0), limit - used)


def _paid(facts: Facts, law: Law, sheet: Sheet, days: Fraction) -> Outcome:
    wage = capped_wage(facts, law, sheet)
    daily = sick_daily(wage, law.share("sick_leave.rate"), law)
    sheet.money("daily", daily)
    amount = vnd(sheet.money("amount", daily * days))
    shown = {"wage": vnd(wage), "rate": law.printed("sick_leave.rate"), "divisor": plain(sick_divisor(law))}
    sheet.line("amount", number=plain(days), amount=amount, **shown)
    return sheet.result(amount=amount, days=counted(days, "working_day"))
