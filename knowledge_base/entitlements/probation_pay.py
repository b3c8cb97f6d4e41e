"""Probation: Điều 24, 25, 26 45/2019/QH14."""

from __future__ import annotations

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The least pay and the longest time; what was offered is compared with both."""
    if facts.flag("contract_under_1_month"):
        return _not_allowed(facts, sheet)
    wage, rate = facts.money("monthly_wage"), law.value("probation.pay")
    amount = sheet.money("amount", wage * rate / 100)
    sheet.line("pay", wage=vnd(wage), rate=counted(rate, "%"), amount=vnd(amount))
    _length(facts, law, sheet)
    _offered(facts, sheet, amount)
    return sheet.result(amount=vnd(amount))


def _not_allowed(facts: Facts, sheet: Sheet) -> Outcome:
    """A contract of under a month has no probation: the wage is due in full."""
    sheet.breach("not_allowed")
    amount = sheet.money("amount", facts.money("monthly_wage"))
    sheet.number("days", 0)
    sheet.text("unit", "day")
    sheet.line("not_allowed", amount=vnd(amount))
    _offered(facts, sheet, amount)
    return sheet.result("not_allowed", amount=vnd(amount))


def _length(facts: Facts, law: Law, sheet: Sheet) -> None:
    parameter = f"probation.{facts.choice('job_level')}"
    longest = law.value(parameter)
    sheet.number("days", longest)
    sheet.text("unit", law.unit(parameter))
    sheet.line(facts.choice("job_level"), days=law.printed(parameter))
    if facts.has("probation_days") and facts.number("probation_days") > longest:
        sheet.breach("too_long")
    if facts.number("probation_count") > 1:
        sheet.breach("repeated")


def _offered(facts: Facts, sheet: Sheet, amount: int) -> None:
    if not facts.has("offered_wage"):
        return
    offered = facts.money("offered_wage")
    shortfall = sheet.money("shortfall", max(0, amount - offered))
    if shortfall:
        sheet.line("shortfall", offered=vnd(offered), shortfall=vnd(shortfall))
        sheet.breach("below_85")
