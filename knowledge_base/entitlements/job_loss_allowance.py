"""Job-loss allowance: Điều 42, 43, 47 45/2019/QH14; Điều 8 145/2020/NĐ-CP."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.service import Service, is_long_enough, service_of, year_range
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, span, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The allowance, a range where time is not known, or why there is none."""
    if facts.has("ended"):
        law = sheet.by_law_of(facts.day("ended"))
    cause = facts.choice("loss_cause")
    if cause == "other":
        return sheet.declined("cause_unclear")
    service = service_of(facts, sheet.on)
    if cause == "closure":
        return _none(sheet, "closure")
    if not is_long_enough(service, law):
        return _none(sheet, "under_12_months")
    return _allowance(facts, law, sheet, service)


def _none(sheet: Sheet, reason: str) -> Outcome:
    sheet.flag("applies", False)
    sheet.money("amount", 0)
    told = sheet.facts.spec.reasons[reason]
    sheet.line("not_entitled", reason=told[0].upper() + told[1:] + ".")
    return sheet.result("none", reason=told)


def _allowance(facts: Facts, law: Law, sheet: Sheet, service: Service) -> Outcome:
    """A month's wage for each year, never less than the minimum, however little time is left to count."""
    sheet.flag("applies", True)
    _working(facts, sheet, service)
    low, high = year_range(service, law)
    per_year, least, wage = law.value("job_loss.per_year"), law.value("job_loss.minimum"), facts.money("monthly_wage")
    ends = max(low * per_year, least) * wage, max(high * per_year, least) * wage
    if low == high:
        sheet.number("months", service.low.months)
        sheet.number("years", low)
        sheet.line("years", years=counted(low, "year"))
    if ends[0] != ends[1]:
        return _range(facts, sheet, ends)
    amount = sheet.money("amount", ends[0])
    told = {"amount": vnd(amount), "wage": vnd(wage)}
    if low * per_year < least:
        sheet.line("minimum", minimum=plain(least), **told)
    else:
        sheet.line("amount", years=counted(low, "year"), per_year=counted(per_year, "month"), **told)
    _paid(facts, sheet, amount)
    return sheet.result(amount=vnd(amount))


def _range(facts: Facts, sheet: Sheet, ends: tuple[Fraction, Fraction]) -> Outcome:
    low, high = sheet.range(*ends)
    told = {"low": vnd(low), "high": vnd(high)}
    sheet.line("range", wage=vnd(facts.money("monthly_wage")), **told)
    _paid(facts, sheet, low)
    return sheet.result("range", **told)


def _working(facts: Facts, sheet: Sheet, service: Service) -> None:
    sheet.line("service", service=span(service.worked.months, service.worked.days))
    left = span(service.low.months, service.low.days)
    if service.insured is not None and service.insured.months:
        sheet.line("ui", ui=span(service.insured.months, service.insured.days), counted=left)
    paid = facts.length("already_paid")
    if paid.months or paid.days:
        sheet.line("paid", paid=span(paid.months, paid.days), counted=left)


def _paid(facts: Facts, sheet: Sheet, amount: int) -> None:
    """What is missing of the least that is due."""
    if facts.has("paid_amount"):
        shortfall = sheet.money("shortfall", max(0, amount - facts.money("paid_amount")))
        if shortfall:
            sheet.breach("underpaid", shortfall=vnd(shortfall))
