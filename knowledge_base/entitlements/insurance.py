"""What the social insurance calculations share: the capped wage, days that are paid, years with odd months."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import say, vnd

_YEAR = 12


def capped_wage(facts: Facts, law: Law, sheet: Sheet) -> int:
    """The insured wage (đồng a month) up to its cap, where one is known for the day: khoản 1 Điều 31 41/2024/QH15."""
    wage = facts.money("insured_wage")
    cap = law.kb.parameters.find("si_contribution.cap", law.on)
    if cap is None or wage <= cap.value:
        return wage
    sheet.warnings.append(say("capped_wage", cap=vnd(cap.value)))
    return int(cap.value)


def by_either(law: Law, now: str, before: str) -> Fraction:
    """The value of the first parameter that is known on the day. UnknownValue names the first."""
    return law.value(before if law.has(before) and not law.has(now) else now)


def sick_days(facts: Facts, law: Law, fact: str) -> Fraction:
    """Days off with a part of a day counted as a half or a whole one: khoản 5 Điều 45 41/2024/QH15."""
    days = facts.number(fact)
    part = days % 1
    if not part:
        return days
    half = law.value("sick_leave.part_day")
    return days - part + (half if part < half else 1)


def sick_daily(wage: int, share: Fraction, law: Law) -> Fraction:
    """Sickness allowance of a day: khoản 5 Điều 45 41/2024/QH15, khoản 4 Điều 28 58/2014/QH13."""
    return wage * share / sick_divisor(law)


def sick_divisor(law: Law) -> Fraction:
    """Days that a month of sickness allowance is divided by."""
    return by_either(law, "sick_leave.day_divisor", "sick_leave.day_divisor_2014")


def maternity_divisor(law: Law) -> Fraction:
    """Days that a month is divided by: khoản 2 Điều 59 41/2024/QH15, khoản 1 Điều 39 58/2014/QH13."""
    return by_either(law, "maternity.day_divisor", "maternity.day_divisor_2014")


def insured_years(months: int, law: Law) -> Fraction:
    """Years of contributions; odd months up to 6 are half a year, more a year: khoản 6 Điều 5 41/2024/QH15."""
    odd = months % _YEAR
    if odd == 0:
        return Fraction(months // _YEAR)
    part = Fraction(1, 2) if odd <= law.value("si_years.half_year_until") else Fraction(1)
    return months // _YEAR + part


def in_months(law: Law, parameter: str) -> Fraction:
    """A parameter of years in months."""
    return law.value(parameter) * _YEAR
