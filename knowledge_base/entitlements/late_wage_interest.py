"""Late wages: Điều 97, 35 45/2019/QH14; the interest that comes with a fine: Điều 23 283/2026/NĐ-CP."""

from __future__ import annotations

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """How late, and what follows; the interest itself needs the bank's rate and is not computed."""
    due, paid = facts.day("due_date"), facts.day("paid_date")
    law = sheet.by_law_of(paid)
    days = (paid - due).days
    sheet.number("days", days)
    sheet.line("days", due=day(due), paid=day(paid), days=counted(days, "day"), owed=vnd(facts.money("owed")))
    excused = facts.flag("force_majeure")
    late = sheet.flag("applies", days >= law.value("wage.late_interest_from"))
    over = days > law.value("wage.late_max")
    _breaches(sheet, days, excused, over)
    if not days:
        sheet.flag("may_leave", False)
        return sheet.result("on_time")
    _interest(law, sheet, late, excused)
    if sheet.flag("may_leave", over or not excused):
        sheet.line("leave_over" if excused else "leave")
    if late:
        return sheet.declined("interest_in_dong")
    return sheet.result()


def _breaches(sheet: Sheet, days: int, excused: bool, over: bool) -> None:
    if days and not excused:
        sheet.breach("late")
    if over:
        sheet.breach("late_over_30")


def _interest(law: Law, sheet: Sheet, late: bool, excused: bool) -> None:
    """The two kinds of interest, never added up: of the code, and of a decision to fine."""
    sheet.line("interest" if late else "none", from_days=law.printed("wage.late_interest_from"))
    if not excused and law.in_force(sheet.facts.spec.lines["fine_interest"].cites):
        sheet.line("fine_interest")
