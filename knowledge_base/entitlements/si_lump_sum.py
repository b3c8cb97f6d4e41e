"""Social insurance paid out at once: Điều 70, khoản 6 Điều 5 41/2024/QH15; Điều 14 158/2025/NĐ-CP."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from knowledge_base.entitlements.facts import FactRefused, Facts
from knowledge_base.entitlements.insurance import capped_wage, in_months, insured_years
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, span, vnd

_WAIT = "lump_sum.wait"
_YEAR = 12
_SECOND_PERIOD = date(2014, 1, 1)


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """The amount before the coefficient for inflation, or why it is not paid out."""
    if not law.has(_WAIT):
        return sheet.declined("before_2025_07")
    if facts.flag("voluntary_part"):
        return sheet.declined("part_voluntary")
    before, after = facts.length("si_before_2014").months, _months_after(facts, sheet.on)
    refused = _refused(facts, law, sheet, before, after)
    sheet.flag("applies", not refused)
    if refused:
        return sheet.result("none", reason=facts.spec.reasons[refused])
    wage = facts.money("insured_wage") if facts.flag("wages_adjusted") else capped_wage(facts, law, sheet)
    if before + after < _YEAR:
        return _under_a_year(law, sheet, wage, before + after)
    months = _months(law, sheet, before, after)
    amount = vnd(sheet.money("amount", wage * months))
    sheet.line("amount", months=plain(months), wage=vnd(wage), amount=amount)
    return sheet.result("adjusted" if facts.flag("wages_adjusted") else "main", amount=amount)


def _months_after(facts: Facts, on: date) -> int:
    """Months paid since 2014. FactRefused when there have not been so many."""
    length = facts.length("si_from_2014")
    limits = facts.spec.facts["si_from_2014"].limits
    if limits and length.months > _months_between(_SECOND_PERIOD, on) + 1:
        raise FactRefused("si_from_2014", limits.ask_back.format(value=span(length.months, length.days)))
    return length.months


def _refused(facts: Facts, law: Law, sheet: Sheet, before: int, after: int) -> str:
    """The reason id, or "": khoản 1 Điều 70."""
    reason = facts.choice("lump_reason")
    if reason == "age":
        return "pension_years" if before + after >= in_months(law, "pension.years_required") else ""
    if reason != "out_12_months":
        return ""
    if not _joined_before(facts, law, sheet.on, before, after):
        return "joined_after"
    if facts.has("stopped") and _months_between(facts.day("stopped"), sheet.on) <= law.value(_WAIT):
        return "not_12_months"
    return "twenty_years" if before + after >= in_months(law, "lump_sum.years_below") else ""


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * _YEAR + last.month - first.month


def _joined_before(facts: Facts, law: Law, on: date, before: int, after: int) -> bool:
    """Contributions before the law of July 2025; asked only where the months since then could be all there are."""
    if facts.has("joined_before_2025_07"):
        return facts.flag("joined_before_2025_07")
    since = law.kb.parameters[_WAIT].values[0].effective_from
    if before or after > _months_between(since, on) - law.value(_WAIT):
        return True
    return bool(facts.get("joined_before_2025_07"))


def _under_a_year(law: Law, sheet: Sheet, wage: int, paid: int) -> Outcome:
    """What was paid in, at most 2 months' average: điểm c khoản 3 Điều 70."""
    rate = law.share("si_rates.employee.pension") + law.share("si_rates.employer.pension")
    months = min(rate * paid, law.value("lump_sum.under_a_year_max"))
    sheet.number("months", months)
    amount = vnd(sheet.money("amount", wage * months))
    shown = {"paid": counted(paid, "month"), "rate": counted(rate * 100, "%"), "wage": vnd(wage)}
    sheet.line("under_a_year", amount=amount, most=law.printed("lump_sum.under_a_year_max"), **shown)
    return sheet.result(amount=amount)


def _months(law: Law, sheet: Sheet, before: int, after: int) -> Fraction:
    """Months of average wage: điểm a, b khoản 3 Điều 70; odd months before 2014 go over to the later years."""
    moved = before % _YEAR if after else 0
    if moved:
        sheet.line("moved", moved=counted(moved, "month"))
    early, late = insured_years(before - moved, law), insured_years(after + moved, law)
    sheet.number("years_before_2014", early)
    sheet.number("years_from_2014", late)
    if (before - moved) % _YEAR or (after + moved) % _YEAR:
        sheet.line("rounding")
    total = _part(law, sheet, "before", early) + _part(law, sheet, "after", late)
    sheet.number("months", total)
    return total


def _part(law: Law, sheet: Sheet, which: str, years: Fraction) -> Fraction:
    rate = law.value("lump_sum.before_2014" if which == "before" else "lump_sum.from_2014")
    if years:
        months = counted(years * rate, "month")
        sheet.line(which, years=counted(years, "year"), rate=plain(rate), months=months)
    return years * rate
