"""Retirement age and pension: Điều 64–69, 141 41/2024/QH15; Điều 4, 5 135/2020/NĐ-CP."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from knowledge_base.directory.retirement import Sex, retirement_month
from knowledge_base.entitlements.calendars import add_months
from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.insurance import capped_wage, in_months, insured_years
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, day, plain, say, span, vnd

_YEAR = 12
_SEX: dict[str, Sex] = {"male": "men", "female": "women"}


@dataclass(frozen=True)
class _Times:
    """First days of months: the age is reached, work ends; `from_date`: the first month paid."""

    reached: date
    ends: date

    @property
    def from_date(self) -> date:
        return add_months(self.ends, 1)

    @property
    def early(self) -> int:
        """Months between the end of work and the age, 0 when the age is reached."""
        return max(0, _months_between(self.ends, self.reached))


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """Age, rate, pension and lump sum, by the law of the first month paid where that has passed."""
    if facts.flag("special_job"):
        return sheet.declined("special_age")
    times = _times(facts, law)
    if facts.has("retire_month"):
        law = sheet.by_law_of(min(times.from_date, sheet.on))
    _age(facts, sheet, times)
    if _reduced_capacity(facts, law):
        if facts.has("retire_month"):
            _early_cut(law, sheet, times)
        return sheet.declined("reduced_capacity")
    refused = _refused(facts, law, times)
    sheet.flag("applies", not refused)
    if refused:
        return sheet.result("none", reason=refused)
    sheet.day("from_date", times.from_date)
    return _pension(facts, law, sheet, times)


def _months_between(first: date, last: date) -> int:
    return (last.year - first.year) * _YEAR + last.month - first.month


def _month(when: date) -> str:
    return say("printed.month", month=when.month, year=when.year)


def _times(facts: Facts, law: Law) -> _Times:
    """When the age is reached (Điều 4, 5 135/2020/NĐ-CP) and when work ends: as told, else with the age or later."""
    born, hard = facts.day("born"), facts.flag("heavy_15_years")
    reached = date(*retirement_month((born.year, born.month), _SEX[facts.choice("sex")], law.kb.parameters, hard), 1)
    if facts.has("retire_month"):
        return _Times(reached, facts.day("retire_month"))
    return _Times(reached, add_months(reached, facts.length("worked_after_age").rounded_up))


def _age(facts: Facts, sheet: Sheet, times: _Times) -> None:
    born = facts.day("born")
    months = _months_between(born, times.reached)
    sheet.number("age_months", months)
    sheet.text("date", f"{times.reached:%Y-%m}")
    sex = next(c.button.lower() for c in facts.spec.facts["sex"].choices if c.value == facts.choice("sex"))
    age = facts.spec.reasons["age_odd" if months % _YEAR else "age_whole"]
    which = "age_lower" if facts.flag("heavy_15_years") else "age"
    sheet.line(
        which,
        born=_month(born),
        sex=sex,
        age=age.format(years=months // _YEAR, months=months % _YEAR),
        date=_month(times.reached),
    )


def _reduced_capacity(facts: Facts, law: Law) -> bool:
    """Điều 65; the parameter is asked only where a loss is told."""
    if not facts.has("disability_percent"):
        return False
    return facts.number("disability_percent") / 100 >= law.value("pension.reduced_capacity_from")


def _refused(facts: Facts, law: Law, times: _Times) -> str:
    """Why there is no pension, or "": khoản 1 Điều 64."""
    reasons, months = facts.spec.reasons, facts.length("si_duration").months
    if times.early:
        return reasons["too_young"].format(date=_month(times.reached))
    if months < in_months(law, "pension.years_required"):
        return reasons["too_few_years"].format(years=span(months), needed=law.printed("pension.years_required"))
    return ""


def _early_cut(law: Law, sheet: Sheet, times: _Times) -> None:
    """What the law takes off before the age: khoản 3 Điều 66; told beside the declined answer."""
    years, odd = divmod(times.early, _YEAR)
    half = law.value("pension.early_cut_half") if odd >= _YEAR * law.value("pension.early_cut_half_from") else 0
    cut = years * law.value("pension.early_cut") + half
    sheet.number("early_cut", cut)
    if times.early:
        sheet.line("early", early=span(times.early), cut=counted(cut, "%"))


def _pension(facts: Facts, law: Law, sheet: Sheet, times: _Times) -> Outcome:
    months = facts.length("si_duration").months
    years = insured_years(months, law)
    sheet.line("years", years=counted(years, "year"))
    rate = _rate(facts, law, sheet, years)
    sheet.number("rate", rate)
    sheet.number("early_cut", 0)
    wage = capped_wage(facts, law, sheet)
    amount = _at_least(law, sheet, wage * rate / 100, times, months)
    shown = {"rate": counted(rate, "%"), "amount": vnd(sheet.money("amount", amount))}
    sheet.line("amount", wage=vnd(wage), computed=vnd(wage * rate / 100), rate=shown["rate"])
    raised = amount > wage * rate / 100
    if raised:
        sheet.line("minimum", level=vnd(amount))
    lump_sum = _lump_sum(facts, law, sheet, years, wage)
    told = {**shown, "date": _month(times.reached), "from_date": day(times.from_date)}
    return sheet.result("with_lump_sum" if lump_sum else "minimum" if raised else "main", **told)


def _rate(facts: Facts, law: Law, sheet: Sheet, years: Fraction) -> Fraction:
    """Khoản 1 Điều 66: 45% and 2% a year; a man with less than 20 years 40% and 1% a year."""
    base, step = "pension.base_rate", "pension.step"
    from_years = law.value(f"pension.base_years_{_SEX[facts.choice('sex')]}")
    if years < from_years:
        base, step = "pension.base_rate_men_15", "pension.step_men_15"
        from_years = law.value("pension.years_required")
    more = (years - from_years) * law.value(step)
    rate = min(law.value(base) + more, law.value("pension.max_rate"))
    told = {"base": law.printed(base), "more": counted(more, "%"), "most": law.printed("pension.max_rate")}
    sheet.line("rate", rate=counted(rate, "%"), **told)
    return rate


def _at_least(law: Law, sheet: Sheet, amount: Fraction, times: _Times, months: int) -> Fraction:
    """The reference level, where 20 years are paid and the first before July 2025: khoản 11 Điều 141."""
    needed = law.value("pension.minimum_months")
    since = law.kb.parameters["pension.minimum_months"].values[0].effective_from
    if months < needed or add_months(times.from_date, -months) >= since:
        return amount
    return max(amount, law.value("reference_level"))


def _lump_sum(facts: Facts, law: Law, sheet: Sheet, years: Fraction, wage: int) -> int:
    """Half a month's wage for each year above 35 or 30, 2 for those paid after the age: Điều 68."""
    above = max(Fraction(0), years - law.value(f"pension.extra_years_{_SEX[facts.choice('sex')]}"))
    late = min(above, insured_years(facts.length("worked_after_age").months, law)) if above else Fraction(0)
    times = (above - late) * law.value("pension.extra_before_age") + late * law.value("pension.extra_after_age")
    lump_sum = sheet.money("lump_sum", times * wage)
    if lump_sum:
        shown = {"extra": counted(above, "year"), "times": plain(times), "wage": vnd(wage)}
        sheet.line("lump_sum", lump_sum=vnd(lump_sum), **shown)
    return lump_sum
