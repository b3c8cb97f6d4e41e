"""Days off for prenatal visits: Điều 51, 59 41/2024/QH15; before July 2025 Điều 32, 39 58/2014/QH13."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import capped_wage, maternity_divisor
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd

_FAR = "maternity.antenatal_days_far"


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Days paid of this visit (or these), within the visits and the days that are left."""
    most = law.value("maternity.antenatal_visits")
    per_visit = _per_visit(facts, law)
    sheet.number("max_days", most * per_visit)
    sheet.line("limit", visits=counted(most, "time"), per_visit=counted(per_visit, "working_day"))
    left = max(Fraction(0), most - facts.number("visits_used"))
    visits = min(facts.number("visits"), left)
    sheet.flag("applies", left > 0)
    sheet.number("visits_left", left - visits)
    days = min(_days_off(facts), visits * per_visit)
    sheet.number("days", days)
    if not left:
        sheet.money("amount", 0)
        return sheet.result("none", visits=counted(most, "time"))
    return _paid(facts, law, sheet, days)


def _days_off(facts: Facts) -> Fraction:
    """All days of these visits."""
    if facts.has("visit_days"):
        return facts.number("visit_days")
    return facts.number("days_a_visit") * facts.number("visits")


def _per_visit(facts: Facts, law: Law) -> Fraction:
    """Days a visit; before July 2025 more only when far away or ill: khoản 1 Điều 32 58/2014/QH13."""
    far = law.has(_FAR) and facts.flag("far_or_ill")
    return law.value(_FAR if far else "maternity.antenatal_days")


def _paid(facts: Facts, law: Law, sheet: Sheet, days: Fraction) -> Outcome:
    wage, divisor = capped_wage(facts, law, sheet), maternity_divisor(law)
    amount = vnd(sheet.money("amount", wage / divisor * days))
    sheet.line("amount", wage=vnd(wage), divisor=plain(divisor), number=plain(days), amount=amount)
    return sheet.result(amount=amount, days=counted(days, "working_day"))
