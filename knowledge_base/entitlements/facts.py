"""Facts as said → facts that can be computed with: typed, within limits, in order; or what has to be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge_base.entitlements.calendars import Length
from knowledge_base.entitlements.models import Assumption
from knowledge_base.entitlements.spec import UNKNOWN, FactSpec, Spec
from knowledge_base.entitlements.values import bound, is_negative, measure, told, typed
from knowledge_base.entitlements.wording import say


class FactRefused(Exception):
    """A fact cannot be right; `message` is what is asked back."""

    def __init__(self, fact: str, message: str) -> None:
        super().__init__(message)
        self.fact = fact
        self.message = message


class FactNeeded(Exception):
    """A fact has turned out to matter."""

    def __init__(self, fact: str) -> None:
        super().__init__(fact)
        self.fact = fact


@dataclass(frozen=True)
class Facts:
    """What is known, typed: money int, date, Length, Fraction, str, bool. `said`: as given, for the record.

    `used` grows with every fact that a calculator reads, so that only what mattered is owned up to.
    """

    spec: Spec
    known: Mapping[str, Any]
    unknown: frozenset[str]
    said: Mapping[str, Any]
    assumed: tuple[Assumption, ...] = ()
    used: set[str] = field(default_factory=set)

    def has(self, fact: str) -> bool:
        return fact in self.known

    def get(self, fact: str) -> Any:
        """The value; FactNeeded when nobody said it: then it is asked."""
        if fact not in self.known:
            raise FactNeeded(fact)
        self.used.add(fact)
        return self.known[fact]

    def money(self, fact: str) -> int:
        return int(self.get(fact))

    def number(self, fact: str) -> Fraction:
        return Fraction(self.get(fact))

    def day(self, fact: str) -> date:
        value: date = self.get(fact)
        return value

    def length(self, fact: str) -> Length:
        value: Length = self.get(fact)
        return value

    def choice(self, fact: str) -> str:
        return str(self.get(fact))

    def flag(self, fact: str) -> bool:
        self.used.add(fact)
        return self.known.get(fact) is True


def _checked(fact: FactSpec, value: Any, on: date) -> Any:
    """The typed value. FactRefused when it is of the wrong kind, negative or absurd."""
    given = typed(fact, value)
    if given is None:
        raise FactRefused(fact.id, say(f"wrong_kind.{fact.kind}", value=value))
    if is_negative(given):
        raise FactRefused(fact.id, say("negative", value=told(fact, given)))
    if fact.limits is None:
        return given
    low, high = (measure(bound(fact, end, on)) for end in (fact.limits.low, fact.limits.high))
    if not low <= measure(given) <= high:
        raise FactRefused(fact.id, fact.limits.ask_back.format(value=told(fact, given)))
    return given


def _default(fact: FactSpec, on: date) -> Any:
    return on if fact.default == "today" else typed(fact, fact.default)


def _assume(spec: Spec, known: dict[str, Any], unknown: set[str], on: date) -> list[Assumption]:
    """Fill what nobody said, from another fact or by default; gives what has to be owned up to."""
    assumed = []
    for fact in spec.facts.values():
        if fact.id in known or not fact.applies(known) or (fact.id in unknown and fact.dont_know == "range"):
            continue
        if fact.source and fact.source in known:
            known[fact.id] = known[fact.source]
        elif fact.default is not None:
            known[fact.id] = _default(fact, on)
        else:
            continue
        if fact.assumed:
            assumed.append(Assumption(fact.id, known[fact.id], fact.assumed))
    return assumed


def _check_order(spec: Spec, known: Mapping[str, Any]) -> None:
    for fact in spec.facts.values():
        if fact.after and fact.id in known and fact.after in known and known[fact.id] < known[fact.after]:
            shown = {
                "value": told(fact, known[fact.id]),
                "other": told(spec.facts[fact.after], known[fact.after]),
            }
            raise FactRefused(fact.id, say("before", **shown))


def read(spec: Spec, said: Mapping[str, Any], on: date) -> Facts:
    """The facts of a calculation. FactRefused names the first that cannot be right."""
    known: dict[str, Any] = {}
    unknown: set[str] = set()
    for name, value in said.items():
        fact = spec.facts.get(name) or _source_of(spec, name)
        if fact is None:
            raise FactRefused(name, say("unknown_fact", fact=name, calculation=spec.id))
        if value == UNKNOWN:
            unknown.add(name)
        elif value is not None:
            known[name] = _checked(fact, value, on)
    _check_order(spec, known)
    assumed = _assume(spec, known, unknown, on)
    _check_order(spec, known)
    return Facts(spec, known, frozenset(unknown), dict(said), tuple(assumed))


def _source_of(spec: Spec, name: str) -> FactSpec | None:
    """A fact that another one is taken from (monthly_wage for insured_wage) may be said too."""
    return next((fact for fact in spec.facts.values() if fact.source == name), None)


def missing(facts: Facts) -> tuple[str, ...]:
    """The required facts that nobody said, in order; what is not known but has a range does not count."""
    asked = []
    for fact in facts.spec.facts.values():
        settled = fact.id in facts.known or (fact.id in facts.unknown and fact.dont_know == "range")
        if fact.required == "yes" and not settled and fact.applies(facts.known):
            asked.append(fact.id)
    return tuple(asked)
