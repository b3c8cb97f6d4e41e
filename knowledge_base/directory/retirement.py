"""The month in which a worker reaches the retirement age: Điều 169 BLLĐ, Điều 4, 5 and annexes I, II of NĐ 135/2020."""

from __future__ import annotations

from typing import Literal

from knowledge_base.law.parameters import ParameterTable

Month = tuple[int, int]
Sex = Literal["men", "women"]
_BEFORE_THE_STEPS = 2020


def _age(sex: Sex, year: int, parameters: ParameterTable) -> tuple[int, bool]:
    """The age in months for those who retire in a year, and whether it is the last step."""
    id_ = f"retirement_age.{sex}.{year}"
    return int(parameters[id_].values[-1].value), f"retirement_age.{sex}.{year + 1}" not in parameters


def _later(born: Month, months: int) -> Month:
    index = born[0] * 12 + born[1] - 1 + months
    return index // 12, index % 12 + 1


def retirement_month(
    born: Month, sex: Sex, parameters: ParameterTable, hard_work: bool = False, earlier_years: int = 0
) -> Month:
    """(year, month) in which the age is reached; work ends with its last day, the pension begins the month after.

    `born` is (year, month); January where only the year is known (khoản 3 Điều 3). `hard_work`: the lowest age of
    Điều 5 (15 years of hard work or of an extremely hard region, or capacity lost by 61%); `earlier_years`: another
    number of years less, as for coal miners. ValueError for a month that is none.
    """
    if not 1 <= born[1] <= 12:
        raise ValueError(f"born has month {born[1]}; pass (year, month 1 to 12).")
    less = earlier_years * 12
    if hard_work:
        less += 12 * int(parameters["retirement_age.early_reduction"].values[-1].value)
    year = _BEFORE_THE_STEPS
    while True:
        months, is_last = _age(sex, year, parameters)
        reached = _later(born, months - less)
        if reached[0] <= year or is_last:
            return reached
        year += 1
