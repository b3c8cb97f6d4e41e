"""Accident at work, occupational disease: Điều 38, 39, 48, 49, 53 84/2015/QH13; Điều 3, 4 28/2021/TT-BLĐTBXH."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import capped_wage
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, plain, vnd

_YEAR = 12
_ALLOWANCE = ("own_fault", "commute")


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """What the employer owes at least, and what the fund pays beside it."""
    died = facts.flag("death")
    loss = Fraction(0) if died else facts.number("disability_percent") / 100
    by_self = _is_own_fault_on_the_way(facts)
    months = Fraction(0) if by_self else _months(facts, law, sheet, loss, died)
    amount = 0 if by_self else _employer(facts, sheet, months)
    _fund(facts, law, sheet, loss, died)
    if by_self:
        return sheet.declined("commute_own_fault")
    if months and not facts.flag("fund_insured"):
        sheet.line("fund_by_employer")
    return sheet.result(amount=vnd(amount)) if months else sheet.result("none")


def _is_own_fault_on_the_way(facts: Facts) -> bool:
    """A cause that nobody knows is one that cannot be established: khoản 2 Điều 39."""
    if facts.choice("accident_kind") != "commute" or "commute_cause" in facts.unknown:
        return False
    return facts.choice("commute_cause") == "self"


def _employer(facts: Facts, sheet: Sheet, months: Fraction) -> int:
    """Months of the wage with its allowances: khoản 10 Điều 38."""
    sheet.flag("applies", months > 0)
    sheet.number("months", months)
    wage = facts.money("monthly_wage")
    amount = sheet.money("amount", wage * months)
    if months:
        sheet.line("amount", wage=vnd(wage), number=plain(months), amount=vnd(amount))
    return amount


def _months(facts: Facts, law: Law, sheet: Sheet, loss: Fraction, died: bool) -> Fraction:
    """Khoản 4 Điều 38; 40% of it (khoản 5 Điều 38, khoản 2 Điều 39) for one's own fault or on the way."""
    months = _compensation(law, loss, died)
    if not months:
        return months
    if died:
        sheet.line("months_death", months=counted(months, "month"))
    else:
        sheet.line("months", percent=counted(loss * 100, "%"), months=counted(months, "month"))
    if facts.choice("accident_kind") in _ALLOWANCE:
        months *= law.share("work_accident.allowance_share")
        share = law.printed("work_accident.allowance_share")
        sheet.line("allowance", share=share, months=counted(months, "month"))
    return months


def _compensation(law: Law, loss: Fraction, died: bool) -> Fraction:
    """1.5 months up to 10%, 0.4 more for each further percent, 30 from 81% or on death: khoản 4 Điều 38."""
    if died or loss >= law.value("work_accident.loss_top"):
        return law.value("work_accident.compensation_max")
    if loss < law.value("work_accident.loss_from"):
        return Fraction(0)
    more = max(Fraction(0), loss - law.value("work_accident.loss_flat_until")) * 100
    return law.value("work_accident.compensation_base") + more * law.value("work_accident.compensation_step")


def _fund(facts: Facts, law: Law, sheet: Sheet, loss: Fraction, died: bool) -> None:
    """Điều 48 (once), 49 (monthly), 53 (death)."""
    level = law.value("base_salary")
    if died:
        multiple = law.value("work_accident.death_multiple")
        paid = vnd(sheet.money("fund_death", multiple * level))
        sheet.line("fund_death", multiple=plain(multiple), level=vnd(level), fund_death=paid)
    elif loss >= law.share("accident_fund.monthly_from"):
        steps = (loss - law.share("accident_fund.monthly_from")) * 100
        percent = law.share("accident_fund.monthly_base") + steps * law.share("accident_fund.monthly_step")
        _fund_sum(facts, law, sheet, "fund_monthly", percent * level)
    elif loss >= law.share("accident_fund.once_from"):
        steps = (loss - law.share("accident_fund.once_from")) * 100
        times = law.value("accident_fund.once_base") + steps * law.value("accident_fund.once_step")
        _fund_sum(facts, law, sheet, "fund_once", times * level)


def _fund_sum(facts: Facts, law: Law, sheet: Sheet, name: str, by_percent: Fraction) -> None:
    """The part by loss of capacity and the part by full years paid: điểm d khoản 6 Điều 11 88/2020/NĐ-CP."""
    kind = "once" if name == "fund_once" else "monthly"
    read = law.value if kind == "once" else law.share
    more_years = max(0, facts.length("fund_years").months // _YEAR - 1)
    rate = read(f"accident_fund.{kind}_first_year") + more_years * read(f"accident_fund.{kind}_more_years")
    by_years = rate * capped_wage(facts, law, sheet)
    shown = {"by_percent": vnd(by_percent), "by_years": vnd(by_years)}
    sheet.line(name, **shown, **{name: vnd(sheet.money(name, by_percent + by_years))})
