"""Notice to give before leaving, and when none is needed: Điều 35, 162, 27 45/2019/QH14; Điều 7 145/2020/NĐ-CP."""

from __future__ import annotations

from knowledge_base.entitlements.calendars import add_days
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day

_PARAMETER = {
    "indefinite": "resign_notice.indefinite",
    "fixed_12_36": "resign_notice.fixed",
    "fixed_under_12": "resign_notice.short",
    "domestic": "resign_notice.domestic",
}


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Days of notice and, for calendar days, the first day on which one may be gone."""
    kind, reason = facts.choice("contract_kind"), facts.choice("leave_reason")
    if kind == "probation":
        sheet.line("probation")
        return _at_once(sheet)
    if reason != "personal":
        sheet.line("immediate", reason=_button(facts, "leave_reason").lower())
        return _at_once(sheet)
    if kind == "none":
        return sheet.declined("no_contract")
    if facts.flag("special_job") and kind == "fixed_under_12":
        return sheet.declined("special_short")
    special = facts.flag("special_job") and kind != "domestic"
    parameter = "resign_notice.special" if special else _PARAMETER[kind]
    _line(facts, law, sheet, parameter, kind, special)
    return _notice(facts, law, sheet, parameter)


def _button(facts: Facts, fact: str) -> str:
    value = facts.choice(fact)
    return next(choice.button for choice in facts.spec.facts[fact].choices if choice.value == value)


def _at_once(sheet: Sheet) -> Outcome:
    sheet.number("days", 0)
    sheet.text("unit", "day")
    sheet.flag("immediate", True)
    return sheet.result("immediate")


def _line(facts: Facts, law: Law, sheet: Sheet, parameter: str, kind: str, special: bool) -> None:
    days = law.printed(parameter)
    if special or kind == "domestic":
        sheet.line("special" if special else "domestic", days=days)
    else:
        sheet.line("notice", kind=_button(facts, "contract_kind").lower(), days=days)


def _notice(facts: Facts, law: Law, sheet: Sheet, parameter: str) -> Outcome:
    days, unit = law.whole(parameter), law.unit(parameter)
    sheet.number("days", days)
    sheet.text("unit", unit)
    sheet.flag("immediate", False)
    if unit == "day":
        given = facts.day("notice_date")
        gone = sheet.day("date", add_days(given, days))
        sheet.line("date", notice_date=day(given), date=day(gone))
    return sheet.result(days=counted(days, unit))
