"""The monthly contributions: Điều 31, 33, 34 41/2024/QH15; Điều 6 188/2025/NĐ-CP; Điều 33, 34 74/2025/QH15."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.regions import ceiling_of
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import vnd


@dataclass(frozen=True)
class Bases:
    """What social (and health) and what unemployment insurance are paid on, in đồng."""

    social: Fraction
    unemployment: Fraction


def bases_of(facts: Facts, law: Law, sheet: Sheet) -> Bases:
    """The insured wage within its bounds; the lines `capped`, `floor` and `ui_capped` say which bound counted."""
    wage = facts.money("insured_wage")
    low, high = law.value("si_contribution.floor"), law.value("si_contribution.cap")
    social = min(max(Fraction(wage), low), high)
    if wage > high:
        sheet.line("capped", cap=vnd(high))
    elif wage < low:
        sheet.line("floor", floor=vnd(low))
    ceiling = ceiling_of(facts, law, wage, law.value("unemployment.contribution_cap_multiple"))
    if ceiling is None or wage <= ceiling:
        return Bases(social, Fraction(wage))
    sheet.line("ui_capped", ui_cap=vnd(ceiling))
    return Bases(social, ceiling)


def worker_parts(law: Law, sheet: Sheet, bases: Bases) -> int:
    """The worker's three contributions as outputs; gives their sum."""
    pension = sheet.money("pension", law.share("si_rates.employee.pension") * bases.social)
    health = sheet.money("health", law.share("si_rates.employee.health") * bases.social)
    unemployment = sheet.money("unemployment", law.share("si_rates.employee.unemployment") * bases.unemployment)
    sheet.values.update(pension=vnd(pension), health=vnd(health), unemployment=vnd(unemployment))
    return pension + health + unemployment
