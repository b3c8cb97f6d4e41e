"""What a worker owes who leaves unlawfully: Điều 40 45/2019/QH14."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd

_NOTICE = {
    "indefinite": "resign_notice.indefinite",
    "fixed_12_36": "resign_notice.fixed",
    "fixed_under_12": "resign_notice.short",
}


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Half a month's wage, the wage of missing days of notice, the cost of training; nothing after due notice."""
    kind = facts.choice("contract_kind")
    if facts.flag("may_leave_at_once"):
        sheet.line("at_once")
        return _none(sheet, "at_once")
    if kind == "none":
        return sheet.declined("no_contract")
    missing, unit = _missing(facts, law, sheet, _NOTICE[kind])
    if not missing:
        return _none(sheet, "none")
    sheet.flag("applies", True)
    sure = _half_month(facts, law, sheet) + _training(facts, sheet)
    if unit != "working_day":
        sheet.money("amount", sure)
        return sheet.declined("notice_days_to_money", missing=counted(missing, "day"), amount=vnd(sure))
    amount = sheet.money("amount", sure + _notice_pay(facts, sheet, missing))
    return sheet.result(amount=vnd(amount))


def _none(sheet: Sheet, which: str) -> Outcome:
    sheet.flag("applies", False)
    sheet.money("amount", 0)
    return sheet.result(which)


def _missing(facts: Facts, law: Law, sheet: Sheet, parameter: str) -> tuple[Fraction, str]:
    """Days of notice that were not given, and whether they are working days."""
    needed, given, unit = law.value(parameter), facts.number("given_notice_days"), law.unit(parameter)
    missing = max(Fraction(0), needed - given)
    sheet.number("missing_days", missing)
    told = {"needed": counted(needed, unit), "given": counted(given, unit)}
    sheet.line("needed" if missing else "given", missing=counted(missing, unit), **told)
    return missing, unit


def _half_month(facts: Facts, law: Law, sheet: Sheet) -> int:
    wage, share = facts.money("monthly_wage"), law.value("unlawful_resignation.compensation")
    half = sheet.money("half_month", share * wage)
    sheet.line("half_month", share=plain(share), wage=vnd(wage), half_month=vnd(half))
    return half


def _training(facts: Facts, sheet: Sheet) -> int:
    cost = sheet.money("training_cost", facts.money("training_cost"))
    if cost:
        sheet.line("training", training_cost=vnd(cost))
    return cost


def _notice_pay(facts: Facts, sheet: Sheet, missing: Fraction) -> int:
    """Working days without notice at a day's wage."""
    wage, days = facts.money("monthly_wage"), facts.number("normal_days")
    pay = sheet.money("notice_pay", wage / days * missing)
    told = {"wage": vnd(wage), "normal_days": plain(days), "number": plain(missing), "notice_pay": vnd(pay)}
    sheet.line("notice_pay", **told)
    return pay
