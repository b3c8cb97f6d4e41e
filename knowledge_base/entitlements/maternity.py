"""Maternity: who is entitled, how long, how much: Điều 50, 58, 59 41/2024/QH15; Điều 139 45/2019/QH14."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from knowledge_base.entitlements.calendars import add_months
from knowledge_base.entitlements.facts import FactRefused, Facts
from knowledge_base.entitlements.insurance import capped_wage
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, say, vnd

_SECOND = "maternity.leave_second_child"


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """By the law of the day of birth."""
    born = facts.day("birth_date")
    law = sheet.by_law_of(born)
    if facts.flag("surrogacy_or_adoption"):
        return sheet.declined("surrogacy_or_adoption")
    _before_birth(facts, law, sheet, born)
    refused = _condition(facts, law, sheet)
    sheet.flag("applies", not refused)
    if refused:
        return sheet.result("none", reason=refused)
    return _benefit(facts, law, sheet, born)


def _before_birth(facts: Facts, law: Law, sheet: Sheet, born: date) -> None:
    """The earliest leave; a leave that begins earlier is not maternity leave, one after the birth is a slip."""
    earliest = sheet.day("earliest_leave", add_months(born, -law.whole("maternity.before_birth")))
    if not facts.has("leave_start"):
        return
    start = facts.day("leave_start")
    if start > born:
        raise FactRefused("leave_start", say("after_birth", value=day(start), birth=day(born)))
    if start < earliest:
        sheet.breach("too_early", earliest=day(earliest))


def _condition(facts: Facts, law: Law, sheet: Sheet) -> str:
    """Why there is no right, or "" when there is one; the working says by which rule."""
    paid, needed = facts.number("si_months_last_12"), law.value("maternity.months_required")
    told = {"paid": counted(paid, "month"), "needed": counted(needed, "month")}
    if paid >= needed:
        sheet.line("condition", **told)
        return ""
    if facts.flag("prescribed_rest"):
        return _after_rest(facts, law, sheet, paid)
    if facts.flag("infertility_treatment") and law.has("maternity.infertility_required"):
        return _after_treatment(facts, law, sheet)
    sheet.line("condition", **told)
    return facts.spec.reasons["too_few_months"].format(**told)


def _after_rest(facts: Facts, law: Law, sheet: Sheet, paid: Fraction) -> str:
    """12 months in all, and 3 of the last 12, where a doctor ordered rest."""
    long_enough = facts.length("si_duration").months >= law.value("maternity.rest_total_required")
    needed = law.value("maternity.months_required_rest" if long_enough else "maternity.months_required")
    told = {"paid": counted(paid, "month"), "needed": counted(needed, "month")}
    sheet.line("condition_rest" if long_enough else "condition", **told)
    return "" if paid >= needed else facts.spec.reasons["too_few_months"].format(**told)


def _after_treatment(facts: Facts, law: Law, sheet: Sheet) -> str:
    """6 of the last 24 months, where treatment of infertility needed leave."""
    paid, needed = facts.number("si_months_last_24"), law.value("maternity.infertility_required")
    told = {"paid": counted(paid, "month"), "needed": counted(needed, "month")}
    sheet.line("condition_infertility", **told)
    return "" if paid >= needed else facts.spec.reasons["too_few_months_24"].format(**told)


def _benefit(facts: Facts, law: Law, sheet: Sheet, born: date) -> Outcome:
    """Leave, allowance and grant; declined where a second child was born just before its law."""
    months = _months(facts, law, sheet)
    sheet.number("months", months)
    wage = capped_wage(facts, law, sheet)
    amount = sheet.money("amount", wage * months)
    sheet.line("amount", wage=vnd(wage), number=plain(months), amount=vnd(amount))
    grant = _grant(facts, law, sheet)
    total = sheet.money("total", amount + grant)
    told = {"months": counted(months, "month")}
    if _is_between_laws(facts, law, born, months):
        return sheet.declined("second_child_transition", **told)
    if facts.has("leave_start"):
        sheet.day("leave_end", add_months(facts.day("leave_start"), months) - timedelta(days=1))
    return sheet.result(total=vnd(total), **told)


def _second_child_from(law: Law) -> date:
    return law.kb.parameters[_SECOND].values[0].effective_from


def _months(facts: Facts, law: Law, sheet: Sheet) -> int:
    second = facts.flag("second_child") and law.on >= _second_child_from(law)
    months = law.whole(_SECOND if second else "maternity.leave")
    sheet.line("months_second" if second else "months", months=counted(months, "month"))
    children = facts.number("children")
    extra = int(children - 1) * law.whole("maternity.extra_child")
    if extra:
        sheet.line("twins", children=plain(children), extra=counted(extra, "month"))
    return months + extra


def _grant(facts: Facts, law: Law, sheet: Sheet) -> int:
    """Twice the reference level (before July 2025 the base salary) of the month of birth for each child."""
    old = not law.has("maternity.lump_sum_multiple")
    multiple = law.value("maternity.lump_sum_multiple_2014" if old else "maternity.lump_sum_multiple")
    level = law.value("base_salary" if old else "reference_level")
    children = facts.number("children")
    grant = sheet.money("grant", multiple * level * children)
    shown = {"multiple": plain(multiple), "level": vnd(level), "children": plain(children)}
    sheet.line("grant", grant=vnd(grant), **shown)
    return grant


def _is_between_laws(facts: Facts, law: Law, born: date, months: int) -> bool:
    """A second child born before its law while the leave reaches into it: nothing says whether 6 or 7 months."""
    since = _second_child_from(law)
    if not facts.flag("second_child") or born >= since:
        return False
    start = facts.day("leave_start") if facts.has("leave_start") else born
    return add_months(start, months) - timedelta(days=1) >= since
