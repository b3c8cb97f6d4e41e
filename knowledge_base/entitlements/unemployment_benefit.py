"""Unemployment benefit: Điều 38, 39 74/2025/QH15; until 2025 Điều 46, 49, 50 38/2013/QH13."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge_base.entitlements.calendars import add_days, add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, vnd
from knowledge_base.law.transitions import get_transition

_RESERVE = "unemployment.reserve_limit"
_LOWEST = "min_wage.region_4.month"


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Level, months and deadline, or why there is no benefit.

    The law of the day on which work ended; what could still be undecided on 1 January 2026 goes by the new one (khoản 4
    Điều 55 74/2025/QH15).
    """
    ended = facts.day("ended")
    law = sheet.by_law_of(_law_day(facts, sheet, ended))
    if facts.flag("state_sector") and not law.has(_RESERVE):
        return sheet.declined("state_sector")
    deadline = sheet.day("date", add_months(ended, law.whole("unemployment.claim_deadline")))
    paid = _paid_months(facts)
    refused = _refused(facts, law, sheet, paid, deadline)
    sheet.flag("applies", not refused)
    if refused:
        sheet.money("amount", 0)
        sheet.number("months", 0)
        return sheet.result("none", reason=refused)
    return _benefit(facts, law, sheet, paid, deadline)


def _law_day(facts: Facts, sheet: Sheet, ended: date) -> date:
    """The day of ending, or the new law's first where a claim could still wait for its decision then."""
    since = get_transition("unemployment_2026").since
    if not ended < since <= sheet.on:
        return ended
    law = sheet.law.at(ended)
    if facts.has("filed"):
        last = add_days(facts.day("filed"), law.whole("unemployment.decision_before_2026"))
    else:
        last = add_months(ended, law.whole("unemployment.claim_deadline"))
    return since if last >= since else ended


def _paid_months(facts: Facts) -> int:
    if facts.has("ui_duration"):
        return facts.length("ui_duration").months
    return int(facts.number("ui_months"))


def _refused(facts: Facts, law: Law, sheet: Sheet, paid: int, deadline: date) -> str:
    """Why there is no right, or "": khoản 1 Điều 38 74/2025/QH15."""
    reasons, why = facts.spec.reasons, facts.choice("end_reason")
    if why == "quit_unlawfully" or (why == "pension" and law.has(_RESERVE)):
        return reasons[why]
    if why == "pension":
        sheet.line("pension_before_2026")
    needed = law.value("unemployment.months_required")
    counting = min(Fraction(paid), facts.number("ui_months_recent")) if facts.has("ui_months_recent") else paid
    if counting < needed:
        return reasons["too_few_months"].format(paid=counted(counting, "month"), needed=counted(needed, "month"))
    filed = facts.day("filed") if facts.has("filed") else sheet.on
    if filed <= deadline:
        return ""
    sheet.line("deadline", date=day(deadline))
    return reasons["late" if facts.has("filed") else "not_filed"].format(date=day(deadline))


def _benefit(facts: Facts, law: Law, sheet: Sheet, paid: int, deadline: date) -> Outcome:
    amount = _level(facts, law, sheet)
    months = _months(law, paid)
    sheet.number("months", months)
    sheet.line("months", paid=counted(paid, "month"), months=counted(months, "month"))
    total = sheet.money("total", amount * months)
    sheet.line("total", amount=vnd(amount), number=plain(months), total=vnd(total))
    sheet.line("deadline", date=day(deadline))
    _reserve(law, sheet, paid)
    told = {"amount": vnd(amount), "months": counted(months, "month")}
    return sheet.declined("first_payment_day", **told) if facts.has("filed") else sheet.result(**told)


def _level(facts: Facts, law: Law, sheet: Sheet) -> int:
    """Benefit a month; the region is asked only where its cap may matter: khoản 1 Điều 39 74/2025/QH15."""
    wage = facts.money("insured_wage")
    level, multiple = wage * law.share("unemployment.rate"), law.value("unemployment.benefit_cap_multiple")
    shown = {"wage": vnd(wage), "rate": law.printed("unemployment.rate"), "amount": vnd(level)}
    sheet.line("rate", **shown)
    if level <= multiple * law.value(_LOWEST):
        sheet.flag("capped", False)
        return sheet.money("amount", level)
    minimum = law.at(facts.day("ended")).value(f"min_wage.{facts.choice('region')}.month")
    cap = multiple * minimum
    sheet.line("cap", multiple=plain(multiple), minimum=vnd(minimum), cap=vnd(cap))
    sheet.flag("capped", level > cap)
    return sheet.money("amount", min(level, cap))


def _months(law: Law, paid: int) -> int:
    """3 months up to 36 paid, one more for each further 12: khoản 2 Điều 39 74/2025/QH15."""
    first, until = law.whole("unemployment.first_months"), law.whole("unemployment.first_months_until")
    more = max(0, paid - until) // law.whole("unemployment.step_months")
    return min(first + more, law.whole("unemployment.max_months"))


def _reserve(law: Law, sheet: Sheet, paid: int) -> None:
    """Odd months kept for the next time: khoản 1 Điều 8 374/2025/NĐ-CP. Before 2026 the output is not given."""
    if not law.has(_RESERVE):
        return
    until, step = law.whole("unemployment.first_months_until"), law.whole("unemployment.step_months")
    kept = (paid - until) % step if until < paid <= law.whole(_RESERVE) else 0
    sheet.number("reserved_months", kept)
    if kept:
        sheet.line("reserved", reserved=counted(kept, "month"))
