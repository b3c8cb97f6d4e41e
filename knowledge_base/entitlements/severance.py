"""Severance allowance: Điều 46 45/2019/QH14; Điều 8 145/2020/NĐ-CP."""

from __future__ import annotations

from datetime import date

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.service import Service, is_long_enough, service_of, year_range
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, span, vnd

_STATE_UNTIL = date(1995, 1, 1)
_EXCLUDED = ("dismissed", "quit_unlawfully", "pension")


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The allowance, a range where time is not known, or why there is none."""
    if facts.has("ended"):
        law = sheet.by_law_of(facts.day("ended"))
    reason = facts.choice("end_reason")
    if reason == "restructuring":
        return sheet.declined("restructuring")
    if facts.flag("state_before_1995") or (facts.has("started") and facts.day("started") < _STATE_UNTIL):
        return sheet.declined("state_before_1995")
    service = service_of(facts, sheet.on)
    if reason in _EXCLUDED:
        return _none(sheet, reason)
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
    sheet.flag("applies", True)
    _working(facts, sheet, service)
    low, high = year_range(service, law)
    per_year, wage = law.value("severance.per_year"), facts.money("monthly_wage")
    told = {"per_year": counted(per_year, "month"), "wage": vnd(wage)}
    if low != high:
        ends = sheet.range(low * per_year * wage, high * per_year * wage)
        shown = {"low": vnd(ends[0]), "high": vnd(ends[1])}
        sheet.line("range", low_years=plain(low), high_years=counted(high, "year"), **shown, **told)
        return sheet.result("range", **shown)
    sheet.number("months", service.low.months)
    sheet.number("years", low)
    amount = sheet.money("amount", low * per_year * wage)
    if not low:
        sheet.flag("applies", False)
        sheet.line("nothing_left")
        return sheet.result("none", reason=sheet.facts.spec.reasons["insured_throughout"])
    sheet.line("years", years=counted(low, "year"))
    sheet.line("amount", years=counted(low, "year"), amount=vnd(amount), **told)
    return sheet.result(amount=vnd(amount))


def _working(facts: Facts, sheet: Sheet, service: Service) -> None:
    sheet.line("service", service=span(service.worked.months, service.worked.days))
    left = span(service.low.months, service.low.days)
    if service.insured is not None and service.insured.months:
        sheet.line("ui", ui=span(service.insured.months, service.insured.days), counted=left)
    paid = facts.length("already_paid")
    if paid.months or paid.days:
        sheet.line("paid", paid=span(paid.months, paid.days), counted=left)
