"""A father's leave and grant: Điều 53, 58, 59 41/2024/QH15; before July 2025 Điều 34, 38, 39 58/2014/QH13."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.calendars import add_days
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import by_either, capped_wage, maternity_divisor
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, vnd

_SECOND = "paternity.second_child"
_TWINS = 2


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """By the law of the day of birth."""
    born = facts.day("birth_date")
    law = sheet.by_law_of(born)
    if facts.flag("surrogacy_or_adoption"):
        return sheet.declined("surrogacy_or_adoption")
    sheet.flag("applies", facts.flag("insured_now"))
    amount, days = _leave(facts, law, sheet) if facts.flag("insured_now") else (0, Fraction(0))
    total = vnd(sheet.money("total", amount + _grant(facts, law, sheet)))
    if not days:
        sheet.number("days", 0)
        sheet.money("amount", 0)
        return sheet.result("grant_only" if sheet.outputs["grant"] else "none", total=total)
    last = sheet.day("date", add_days(born, law.whole("paternity.window")))
    sheet.line("window", date=day(last))
    return sheet.result("with_grant" if sheet.outputs["grant"] else "main", total=total, amount=vnd(amount))


def _leave(facts: Facts, law: Law, sheet: Sheet) -> tuple[int, Fraction]:
    """Pay and working days of the leave: khoản 2 Điều 53, khoản 2 Điều 59 41/2024/QH15."""
    days = _days(facts, law, sheet)
    sheet.number("days", days)
    wage, divisor = capped_wage(facts, law, sheet), maternity_divisor(law)
    amount = sheet.money("amount", wage / divisor * days)
    sheet.line("amount", wage=vnd(wage), divisor=plain(divisor), number=plain(days), amount=vnd(amount))
    return amount, days


def _days(facts: Facts, law: Law, sheet: Sheet) -> Fraction:
    """The case that gives most days: khoản 2 Điều 53."""
    children, kind = facts.number("children"), facts.choice("birth_kind")
    cases = {"normal": law.value("paternity.normal")}
    if kind != "normal":
        cases[kind] = law.value("paternity.surgery")
    if facts.flag("second_child") and law.has(_SECOND):
        cases["second_child"] = law.value(_SECOND)
    if children >= _TWINS:
        surgery = kind == "surgery"
        more = _more_children(law, children, surgery)
        cases["twins"] = law.value("paternity.twins_surgery" if surgery else "paternity.twins") + more
    case = max(cases, key=lambda name: cases[name])
    told = counted(cases[case], "working_day")
    sheet.line("days", case=facts.spec.reasons[case], days=told)
    return cases[case]


def _more_children(law: Law, children: Fraction, surgery: bool) -> Fraction:
    """Days for each child from the third; with surgery only since July 2025: điểm c, d khoản 2 Điều 53."""
    now, before = "paternity.third_child_extra", "paternity.third_child_extra_2014"
    if surgery and not law.has(now):
        return Fraction(0)
    return by_either(law, now, before) * (children - _TWINS)


def _grant(facts: Facts, law: Law, sheet: Sheet) -> int:
    """The birth grant where only the father meets the condition: khoản 1 Điều 58 41/2024/QH15."""
    if facts.flag("wife_entitled"):
        return sheet.money("grant", 0)
    paid, needed = facts.number("si_months_last_12"), law.value("maternity.months_required")
    if paid < needed:
        sheet.line("no_grant", paid=counted(paid, "month"), needed=counted(needed, "month"))
        return sheet.money("grant", 0)
    multiple = by_either(law, "maternity.lump_sum_multiple", "maternity.lump_sum_multiple_2014")
    level, children = by_either(law, "reference_level", "base_salary"), facts.number("children")
    grant = sheet.money("grant", multiple * level * children)
    shown = {"multiple": plain(multiple), "level": vnd(level), "children": plain(children)}
    which = "grant" if law.has("maternity.lump_sum_multiple") else "grant_2014"
    sheet.line(which, grant=vnd(grant), **shown)
    return grant
