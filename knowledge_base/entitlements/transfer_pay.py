"""Wage during a transfer to other work: Điều 29 45/2019/QH14."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.regions import floor_of
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The old wage first, then at least a share of it; and whether consent and notice were in order."""
    old, new = facts.money("monthly_wage"), facts.money("new_wage")
    amount = _higher(facts, law, sheet, new) if new >= old else _lower(facts, law, sheet, old, new)
    _consent(facts, law, sheet)
    if facts.has("notice_days") and facts.number("notice_days") < law.value("transfer.notice"):
        sheet.breach("short_notice", notice=law.printed("transfer.notice"))
    short = facts.number("transfer_days") <= law.value("transfer.keep_wage")
    return sheet.result("higher" if new >= old else "kept" if short else "main", amount=vnd(amount))


def _minimum(facts: Facts, law: Law, sheet: Sheet, wage: Fraction | int) -> Fraction:
    """The minimum wage where it can matter for a wage; a breach where the new one is under it."""
    floor = floor_of(facts, law, wage)
    if floor is None:
        return Fraction(0)
    if facts.money("new_wage") < floor:
        sheet.breach("below_minimum")
    if wage < floor:
        sheet.line("minimum", minimum=vnd(floor))
    return floor


def _higher(facts: Facts, law: Law, sheet: Sheet, new: int) -> int:
    sheet.number("kept_days", 0)
    sheet.money("first_wage", new)
    sheet.line("higher", new=vnd(new))
    return sheet.money("amount", max(Fraction(new), _minimum(facts, law, sheet, new)))


def _lower(facts: Facts, law: Law, sheet: Sheet, old: int, new: int) -> int:
    kept = min(facts.number("transfer_days"), law.value("transfer.keep_wage"))
    sheet.number("kept_days", kept)
    first = sheet.money("first_wage", old)
    sheet.line("first", kept_days=counted(kept, "working_day"), first_wage=vnd(first))
    share = law.value("transfer.wage_share")
    floor = old * share / 100
    sheet.line("floor", old=vnd(old), share=counted(share, "%"), floor=vnd(floor))
    if kept == facts.number("transfer_days"):
        sheet.breach("not_kept", kept=law.printed("transfer.keep_wage"))
    elif new < floor:
        sheet.breach("below_85", share=counted(share, "%"), kept=law.printed("transfer.keep_wage"))
    elif new > floor:
        sheet.line("by_new", new=vnd(new))
    due = max(floor, Fraction(new))
    return sheet.money("amount", max(due, _minimum(facts, law, sheet, due)))


def _consent(facts: Facts, law: Law, sheet: Sheet) -> None:
    """Longer than the limit of a year only with written consent."""
    limit = law.value("transfer.max_year")
    if not sheet.flag("consent_needed", facts.number("transfer_days") > limit):
        return
    told = {"days": counted(facts.number("transfer_days"), "working_day"), "limit": counted(limit, "working_day")}
    sheet.line("over_60", **told)
    if not facts.get("consented"):
        sheet.breach("no_consent", **told)
