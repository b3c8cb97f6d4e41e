"""The regional minimum wage as several calculations need it: Điều 3 293/2025/NĐ-CP and the decrees before it."""

from __future__ import annotations

from fractions import Fraction

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law

REGIONS = ("region_1", "region_2", "region_3", "region_4")


def minimum(law: Law, region: str, time: str = "month") -> Fraction:
    """The minimum wage of a region by month or hour."""
    return law.value(f"min_wage.{region}.{time}")


def _all(law: Law) -> list[Fraction]:
    return [minimum(law, region) for region in REGIONS]


def floor_of(facts: Facts, law: Law, wage: Fraction | int) -> Fraction | None:
    """The minimum of the worker's region; None where the wage lies above that of every region: it is not asked then."""
    if not facts.has("region") and wage >= max(_all(law)):
        return None
    return minimum(law, facts.choice("region"))


def ceiling_of(facts: Facts, law: Law, wage: int, multiple: Fraction) -> Fraction | None:
    """So many times the regional minimum; None where the wage stays under it in every region: it is not asked then."""
    if wage <= multiple * min(_all(law)):
        return None
    return multiple * minimum(law, facts.choice("region"))


def roman(facts: Facts) -> str:
    """The region as its button says: "Vùng I"."""
    value = facts.choice("region")
    return next(choice.button for choice in facts.spec.facts["region"].choices if choice.value == value)
