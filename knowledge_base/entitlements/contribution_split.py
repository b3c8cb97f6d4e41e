"""Who pays how much insurance in a month: Điều 33, 34 41/2024/QH15; Điều 29 50/2024/QH15."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.contributions import Bases, bases_of, worker_parts
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, vnd

_PAID = ("amount", "pension", "health", "unemployment", "employer", "union_fund")
_EMPLOYER = ("pension", "sickness_maternity", "health")


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The parts of worker and employer, and whether more was taken from the wage."""
    if facts.has("unpaid_days") and _is_left_out(facts, law):
        return _left_out(facts, law, sheet)
    sheet.flag("applies", True)
    bases = bases_of(facts, law, sheet)
    sheet.money("base", bases.social)
    if facts.money("insured_wage") < law.value("si_contribution.floor"):
        sheet.breach("below_floor")
    amount = sheet.money("amount", worker_parts(law, sheet, bases))
    sheet.line("worker", amount=vnd(amount))
    employer = sheet.money("employer", _employer(facts, law, bases))
    sheet.line("employer", employer=vnd(employer))
    _fund(facts, law, sheet, bases)
    _deducted(facts, sheet, amount)
    return sheet.result(amount=vnd(amount), employer=vnd(employer))


def _is_left_out(facts: Facts, law: Law) -> bool:
    return facts.number("unpaid_days") >= law.value("si_contribution.unpaid_days")


def _left_out(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """A month with too many unpaid working days: nobody pays."""
    sheet.flag("applies", False)
    for name in _PAID:
        sheet.money(name, 0)
    sheet.line("no_month", unpaid=law.printed("si_contribution.unpaid_days"))
    _deducted(facts, sheet, 0)
    return sheet.result("none")


def _employer(facts: Facts, law: Law, bases: Bases) -> Fraction:
    """What the employer pays, without the union fund."""
    accident = "accident_reduced" if facts.flag("accident_reduced") else "accident"
    social = sum(law.share(f"si_rates.employer.{part}") for part in (*_EMPLOYER, accident))
    return social * bases.social + law.share("si_rates.employer.unemployment") * bases.unemployment


def _fund(facts: Facts, law: Law, sheet: Sheet, bases: Bases) -> None:
    if not facts.flag("union_fund"):
        return
    fund = sheet.money("union_fund", law.share("union.fund_rate") * bases.social)
    sheet.line("fund", rate=counted(law.value("union.fund_rate"), "%"), union_fund=vnd(fund))


def _deducted(facts: Facts, sheet: Sheet, amount: int) -> None:
    if facts.has("deducted") and facts.money("deducted") > amount:
        sheet.breach("over_deducted", over=vnd(facts.money("deducted") - amount))
