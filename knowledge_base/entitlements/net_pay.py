"""Pay in hand: Điều 33 41/2024/QH15; QĐ 61/QĐ-TLĐ; Điều 1 110/2025/UBTVQH15 and the tax table as reported."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from knowledge_base.entitlements.contributions import bases_of, worker_parts
from knowledge_base.entitlements.facts import FactRefused, Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Outcome
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.wording import counted, vnd


def work(facts: Facts, law: Law, sheet: Sheet) -> Outcome:
    """What is left of a month's pay after insurance, union dues and income tax."""
    wage = facts.money("monthly_wage")
    bases = bases_of(facts, law, sheet)
    insurance = sheet.money("insurance", worker_parts(law, sheet, bases))
    sheet.line("insurance", insurance=vnd(insurance))
    dues = _dues(facts, law, sheet, bases.social)
    if insurance + dues > wage:
        told = {"value": vnd(facts.money("insured_wage")), "wage": vnd(wage)}
        raise FactRefused("insured_wage", facts.spec.reasons["above_pay"].format(**told))
    taxable = _taxable(facts, law, sheet, wage - insurance)
    if taxable is None or (taxable and not _has_table(law)):
        return sheet.declined("tax_not_certain", dues=vnd(dues))
    tax = sheet.money("tax", _tax(law, sheet, taxable))
    amount = sheet.money("amount", wage - insurance - dues - tax)
    sheet.line("net", wage=vnd(wage), dues=vnd(dues), tax=vnd(tax), amount=vnd(amount))
    return sheet.result(amount=vnd(amount))


def _dues(facts: Facts, law: Law, sheet: Sheet, base: Fraction) -> int:
    """A share of the insured wage, at most a share of the base salary."""
    if not facts.flag("union_member"):
        return sheet.money("dues", 0)
    cap = law.share("union.dues_cap_share") * law.value("base_salary")
    dues = sheet.money("dues", min(law.share("union.dues_rate") * base, cap))
    sheet.line("dues", rate=counted(law.value("union.dues_rate"), "%"), dues=vnd(dues))
    return dues


def _taxable(facts: Facts, law: Law, sheet: Sheet, left: int) -> int | None:
    """What is taxed of the pay after insurance; None where the deductions of that time are not known."""
    if law.kb.parameters.find("tax.personal_deduction", law.on) is None:
        return None
    exempt, personal = facts.money("exempt_income"), law.value("tax.personal_deduction")
    dependents = facts.number("dependents") * law.value("tax.dependent_deduction")
    taxable = sheet.money("taxable", max(Fraction(0), left - exempt - personal - dependents))
    told = {"wage": vnd(facts.money("monthly_wage")), "exempt": vnd(exempt), "personal": vnd(personal)}
    told |= {"dependents": vnd(dependents), "taxable": vnd(taxable)}
    sheet.line("not_taxed" if not taxable else "taxable_exempt" if exempt else "taxable", **told)
    return taxable


def _has_table(law: Law) -> bool:
    return law.kb.parameters.find("tax.bracket_1.rate", law.on) is not None


def _steps(law: Law, taxable: int) -> Iterator[tuple[Fraction, str]]:
    """The part of the taxable pay in each bracket, and the bracket's rate parameter."""
    number, low = 1, Fraction(0)
    while taxable > low:
        top = f"tax.bracket_{number}.up_to"
        high = law.value(top) if top in law.kb.parameters else Fraction(taxable)
        yield min(Fraction(taxable), high) - low, f"tax.bracket_{number}.rate"
        number, low = number + 1, high


def _tax(law: Law, sheet: Sheet, taxable: int) -> Fraction:
    """By the progressive table; nothing where nothing is taxed."""
    steps = list(_steps(law, taxable))
    tax = sum((part * law.share(rate) for part, rate in steps), Fraction(0))
    if steps:
        told = " + ".join(f"{vnd(part)} × {law.printed(rate)}" for part, rate in steps)
        sheet.line("tax", steps=told, tax=vnd(tax))
    return tax
