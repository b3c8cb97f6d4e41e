"""Coming back from maternity leave early: khoản 4 Điều 139 45/2019/QH14; khoản 1 Điều 53 41/2024/QH15."""

from __future__ import annotations

from datetime import timedelta

from knowledge_base.entitlements.calendars import add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The earliest day, and whether the day that is wanted is allowed. By the law of that day."""
    start, back = facts.day("leave_start"), facts.day("return_date")
    law = sheet.by_law_of(back)
    months = law.whole("maternity.early_return")
    earliest = sheet.day("date", add_months(start, months))
    end = sheet.day("leave_end", add_months(start, int(facts.number("leave_months"))) - timedelta(days=1))
    told = {"date": day(earliest), "leave_end": day(end), "return_date": day(back)}
    sheet.line("earliest", start=day(start), months=counted(months, "month"), date=told["date"])
    if back > end:
        sheet.flag("applies", True)
        return sheet.result("full_leave", **told)
    return _early(facts, sheet, back >= earliest, told)


def _early(facts: Facts, sheet: Sheet, late_enough: bool, told: dict[str, str]) -> Outcome:
    """An early return: long enough away, a medical note, the employer's consent."""
    reason = _refused(facts, late_enough)
    sheet.flag("applies", not reason)
    if not late_enough and _said(facts, "employer_agrees", True):
        sheet.breach("forced_return")
    if reason:
        return sheet.result("none", reason=facts.spec.reasons[reason].format(**told), **told)
    sheet.line("keeps", return_date=told["return_date"], leave_end=told["leave_end"])
    return sheet.result(**told)


def _said(facts: Facts, fact: str, value: bool) -> bool:
    return facts.has(fact) and facts.flag(fact) is value


def _refused(facts: Facts, late_enough: bool) -> str:
    if not late_enough:
        return "too_early"
    if _said(facts, "medical_note", False):
        return "no_note"
    return "not_agreed" if _said(facts, "employer_agrees", False) else ""
