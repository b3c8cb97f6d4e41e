"""How long discipline is possible: Điều 122, 123 45/2019/QH14."""

from __future__ import annotations

from datetime import date

from knowledge_base.entitlements.calendars import add_days, add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The last day for a decision, and whether the one that was taken (or one today) is in time."""
    if facts.flag("continuing"):
        return sheet.declined("continuing")
    decided = facts.day("decided_on") if facts.has("decided_on") else None
    judged = decided or sheet.on
    law = sheet.by_law_of(judged)
    last = _limit(facts, law, sheet)
    until = _protected_until(facts)
    if until:
        last = _extended(law, sheet, last, until)
    sheet.flag("extended", bool(until) and "extended" in [line.id for line in sheet.lines])
    sheet.day("date", last)
    protected = until is not None and judged <= until
    sheet.flag("applies", judged <= last and not protected)
    _breaches(facts, sheet, last, protected, decided)
    return sheet.result(_headline(judged, last, protected), date=day(last))


def _limit(facts: Facts, law: Law, sheet: Sheet) -> date:
    """6 months, or 12 for money, property and secrets: khoản 1 Điều 123."""
    ordinary = facts.choice("violation_kind") == "ordinary"
    months = law.whole("discipline.limit" if ordinary else "discipline.limit_property")
    sheet.number("months", months)
    start = facts.day("violation_date")
    last = add_months(start, months)
    sheet.line("limit", months=counted(months, "month"), start=day(start), date=day(last))
    return last


def _protected_until(facts: Facts) -> date | None:
    return None if facts.choice("protected_as") == "none" else facts.day("protected_until")


def _extended(law: Law, sheet: Sheet, last: date, until: date) -> date:
    """At most 60 days after the protected time, where fewer are left: khoản 2 Điều 123."""
    days = law.value("discipline.limit_extension")
    longer = add_days(until, int(days))
    if longer <= last:
        return last
    sheet.line("extended", until=day(until), days=counted(days, "day"), date=day(longer))
    return longer


def _breaches(facts: Facts, sheet: Sheet, last: date, protected: bool, decided: date | None) -> None:
    """A decision in the protected time or after the limit: khoản 4 Điều 122, khoản 3 Điều 123."""
    if protected:
        told = _protection(facts)
        sheet.line("protected", protected=told)
        if decided:
            sheet.breach("while_protected", protected=told)
    if decided and decided > last:
        sheet.breach("too_late", date=day(last))


def _protection(facts: Facts) -> str:
    value = facts.choice("protected_as")
    found = next(choice for choice in facts.spec.facts["protected_as"].choices if choice.value == value)
    return found.button.lower()


def _headline(judged: date, last: date, protected: bool) -> str:
    if protected:
        return "protected"
    return "main" if judged <= last else "too_late"
