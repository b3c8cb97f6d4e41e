"""`calculate`: from a name, facts and a day to a Result, or to what has to be asked first. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from knowledge_base.entitlements.facts import FactNeeded, FactRefused, Facts, missing, read
from knowledge_base.entitlements.law import Law, UnknownValue
from knowledge_base.entitlements.models import Declined, Missing, Outcome, Refused
from knowledge_base.entitlements.registry import get_spec, list_names
from knowledge_base.entitlements.sheet import Sheet
from knowledge_base.entitlements.spec import UNKNOWN, Spec
from knowledge_base.entitlements.wording import day, say

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase

Calculator = Callable[[Facts, Law, Sheet], Outcome]
_PACKAGE = __name__.rpartition(".")[0]


@cache
def find_calculator(name: str) -> Calculator | None:
    """The arithmetic of a calculation: `work` of the module of its name; None where none is built yet."""
    if find_spec(f"{_PACKAGE}.{name}") is None:
        return None
    calculator: Calculator = import_module(f"{_PACKAGE}.{name}").work
    return calculator


@cache
def list_calculations() -> tuple[str, ...]:
    """The ids that can be calculated, in alphabetical order."""
    return tuple(name for name in list_names() if find_calculator(name))


def calculate(name: str, facts: Mapping[str, Any], kb: KnowledgeBase, on: date) -> Outcome:
    """What the law gives for the facts on a day. KnowledgeError when there is no such calculation."""
    spec = get_spec(name)
    try:
        known = read(spec, facts, on)
    except FactRefused as refused:
        return Refused(name, on, refused.fact, refused.message)
    asked, sheet = missing(known), Sheet(known, Law(kb, on), on)
    if asked and on < spec.valid_from:
        return _too_early(sheet)
    if asked:
        return _missing(spec, on, asked, facts)
    calculator = find_calculator(name)
    if calculator is None:
        return _not_known(sheet, say("not_built", title=spec.title), "not_built")
    return _work(calculator, sheet, facts)


def _work(calculator: Calculator, sheet: Sheet, said: Mapping[str, Any]) -> Outcome:
    spec, on = sheet.facts.spec, sheet.on
    try:
        done = calculator(sheet.facts, sheet.law, sheet)
    except FactNeeded as needed:
        return _missing(spec, on, (needed.fact,), said)
    except FactRefused as refused:
        return Refused(spec.id, on, refused.fact, refused.message)
    except UnknownValue as unknown:
        return replace(_not_known(sheet, str(unknown)), outputs=dict(sheet.outputs), lines=tuple(sheet.lines))
    if isinstance(done, Declined) or sheet.law.on >= spec.valid_from:
        return done
    return _too_early(sheet)


def _too_early(sheet: Sheet) -> Declined:
    """For a day whose law is not told here: nothing is asked first."""
    start = day(sheet.facts.spec.valid_from)
    return _not_known(sheet, say("before_valid_from", start=start, on=day(sheet.law.on)))


def _missing(spec: Spec, on: date, asked: tuple[str, ...], said: Mapping[str, Any]) -> Missing:
    sought = {name: spec.facts[name].look_up for name in asked if said.get(name) == UNKNOWN}
    return Missing(spec.id, on, asked, {name: text for name, text in sought.items() if text})


def _not_known(sheet: Sheet, message: str, reason: str = "no_value_on_date") -> Declined:
    """Declined because something is not known for the day."""
    spec = sheet.facts.spec
    return Declined(
        calculation=spec.id,
        on=sheet.on,
        law_on=sheet.law.on,
        facts=sheet.facts.said,
        citations=sheet.law.in_force(spec.citations),
        reason=reason,
        message=message,
    )
