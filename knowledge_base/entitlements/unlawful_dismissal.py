"""What a company owes for an unlawful termination: Điều 41 45/2019/QH14."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from knowledge_base.entitlements.calendars import Length, length_of
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The least in all, without severance; missing days of notice are left to a person."""
    wage, outcome = facts.money("monthly_wage"), facts.choice("outcome")
    if not facts.has("months_out"):
        law = sheet.by_law_of(facts.day("dismissed_on"))
    lost = _lost_wages(facts, sheet, wage)
    compensation = sheet.money("compensation", law.value("unlawful_dismissal.minimum") * wage)
    least = counted(law.value("unlawful_dismissal.minimum"), "month")
    sheet.line("compensation", least=least, compensation=vnd(compensation))
    extra = _extra(law, sheet, wage, outcome)
    amount = sheet.money("amount", lost + compensation + extra)
    if outcome != "return":
        sheet.line("severance")
    if facts.has("missing_notice_days") and facts.number("missing_notice_days"):
        return sheet.declined("notice_days_to_money", amount=vnd(amount))
    return sheet.result("return" if outcome == "return" else "main", amount=vnd(amount))


def _out(facts: Facts) -> tuple[Fraction, int]:
    """Months without work, and the days left over; the day of return is worked again."""
    if facts.has("months_out"):
        return facts.number("months_out"), 0
    first, until = facts.day("dismissed_on"), facts.day("until")
    out = length_of(first, until - timedelta(days=1)) if until > first else Length(0)
    return Fraction(out.months), out.days


def _lost_wages(facts: Facts, sheet: Sheet, wage: int) -> int:
    months, days = _out(facts)
    sheet.number("months", months)
    lost = sheet.money("lost_wages", wage * months)
    told = {"months": counted(months, "month"), "wage": vnd(wage), "number": plain(months)}
    sheet.line("lost", lost_wages=vnd(lost), **told)
    if days:
        sheet.line("odd_days", days=counted(days, "day"))
    return lost


def _extra(law: Law, sheet: Sheet, wage: int, outcome: str) -> int:
    """More where the company does not take the worker back and the worker agrees."""
    if outcome != "employer_refuses":
        return sheet.money("extra", 0)
    months = law.value("unlawful_dismissal.no_return")
    extra = sheet.money("extra", months * wage)
    sheet.line("extra", more=counted(months, "month"), extra=vnd(extra))
    return extra
