"""Sickness allowance: Điều 43, 45 41/2024/QH15; before July 2025 Điều 26, 28 58/2014/QH13."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import capped_wage, sick_daily, sick_days, sick_divisor
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd

_LONG = "sick_leave.long.under_15_years"


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Days within the yearly limit at the common rate; with a long illness the further days at a lower one."""
    if facts.choice("illness_cause") == "work_accident":
        return sheet.declined("work_accident")
    if facts.flag("long_illness") and not law.has(_LONG):
        return sheet.declined("long_illness_before_2025_07")
    wage, asked = capped_wage(facts, law, sheet), sick_days(facts, law, "sick_days")
    days = min(asked, _left(facts, law, sheet))
    extra = asked - days if facts.flag("long_illness") else Fraction(0)
    sheet.flag("applies", days + extra > 0)
    sheet.number("days", days)
    sheet.number("extra_days", extra)
    amount = _paid(law, sheet, wage, days) + _paid_longer(facts, law, sheet, wage, extra)
    total = sheet.money("amount", amount)
    if not days + extra:
        return sheet.result("none")
    return sheet.result(amount=vnd(total), days=counted(days + extra, "working_day"))


def _bracket(facts: Facts, law: Law, names: tuple[str, str, str]) -> str:
    """The name that fits the months of contributions: khoản 1 Điều 43."""
    months = facts.length("si_duration").months
    passed = sum(months >= law.value(f"sick_leave.{step}") for step in ("months_first", "months_second"))
    return names[passed]


def _left(facts: Facts, law: Law, sheet: Sheet) -> Fraction:
    """Working days that are left of the calendar year's limit: khoản 1 Điều 43 41/2024/QH15."""
    bracket = _bracket(facts, law, ("under_15_years", "under_30_years", "from_30_years"))
    limit = law.value(f"sick_leave.{facts.choice('work_condition')}.{bracket}")
    used = facts.number("used_days")
    left = max(Fraction(0), limit - used)
    sheet.number("max_days", limit)
    shown = {"used": counted(used, "working_day"), "left": counted(left, "working_day")}
    sheet.line("cap", max_days=counted(limit, "working_day"), **shown)
    return left


def _paid(law: Law, sheet: Sheet, wage: int, days: Fraction) -> Fraction:
    """Days at the common rate: khoản 2 Điều 45 41/2024/QH15."""
    daily = sick_daily(wage, law.share("sick_leave.rate"), law)
    shown = {"wage": vnd(wage), "rate": law.printed("sick_leave.rate"), "divisor": plain(sick_divisor(law))}
    per_day = vnd(sheet.money("daily", daily))
    if days:
        sheet.line("daily", daily=per_day, **shown)
        sheet.line("amount", number=plain(days), amount=vnd(daily * days), **shown)
    return daily * days


def _paid_longer(facts: Facts, law: Law, sheet: Sheet, wage: int, extra: Fraction) -> Fraction:
    """Days beyond the limit of a long illness: khoản 2 Điều 43, khoản 3 Điều 45 41/2024/QH15."""
    if not extra:
        return Fraction(0)
    rate = "sick_leave.long." + _bracket(facts, law, ("under_15_years", "from_15_years", "from_30_years"))
    daily = sick_daily(wage, law.share(rate), law)
    shown = {"rate": law.printed(rate), "daily": vnd(daily), "more": vnd(daily * extra)}
    sheet.line("extra", extra_days=counted(extra, "working_day"), **shown)
    return daily * extra
