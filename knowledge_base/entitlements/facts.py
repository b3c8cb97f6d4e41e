"""Facts as said → facts that can be computed with: typed, within limits, in order; or what has to be asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge_base.entitlements.calendars import Length, add_days, add_months, month_end
from knowledge_base.entitlements.models import Assumption
from knowledge_base.entitlements.spec import UNKNOWN, FactSpec, Spec
from knowledge_base.entitlements.wording import counted, day, printed_number, say, span, vnd

_RELATIVE = re.compile(r"today(?:\s*([+-])\s*(\d+)\s*(days|months|years))?")
_LENGTH_KEYS = {"years", "months", "weeks", "days", "approx"}
_DAYS_A_MONTH = Fraction(1461, 48)


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
    """What is known, typed: money int, date, Length, Fraction, str, bool. `said`: as given, for the record."""

    spec: Spec
    known: Mapping[str, Any]
    unknown: frozenset[str]
    said: Mapping[str, Any]
    assumed: tuple[Assumption, ...] = field(default=())

    def has(self, fact: str) -> bool:
        return fact in self.known

    def get(self, fact: str) -> Any:
        """The value; FactNeeded when nobody said it: then it is asked."""
        if fact not in self.known:
            raise FactNeeded(fact)
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
        return self.known.get(fact) is True


def _number(value: Any) -> Fraction | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return None if value != value or abs(value) == float("inf") else Fraction(str(value))


def _date(value: Any) -> date | None:
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _month(value: Any) -> date | None:
    """The first day of a month told as "1966-04" or as a day."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value):
        value = f"{value}-01"
    found = _date(value)
    return found.replace(day=1) if found else None


def _length(value: Any) -> Length | None:
    if not isinstance(value, Mapping) or not value or not set(value) <= _LENGTH_KEYS:
        return None
    parts = {key: _number(value.get(key, 0)) for key in ("years", "months", "weeks", "days")}
    if any(part is None for part in parts.values()):
        return None
    years, months, weeks, days = (part or Fraction(0) for part in parts.values())
    total = years * 12 + months
    left = (total - total // 1) * 30 + weeks * 7 + days
    return Length(int(total // 1), int(left))


def _typed(fact: FactSpec, value: Any) -> Any:
    """The value in its type, or None where it is of another kind."""
    if fact.kind == "money":
        number = _number(value)
        return int(number) if number is not None and number.denominator == 1 else None
    if fact.kind in ("number", "hours", "days"):
        return _number(value)
    if fact.kind == "choice":
        return value if value in [choice.value for choice in fact.choices] else None
    if fact.kind == "bool":
        return value if isinstance(value, bool) else None
    if fact.kind == "place":
        return value.strip() or None if isinstance(value, str) else None
    return {"date": _date, "month": _month, "duration": _length}[fact.kind](value)


def told(fact: FactSpec, value: Any) -> str:
    """A value as it is said back."""
    if isinstance(value, bool):
        return say("printed.yes") if value else say("printed.no")
    if isinstance(value, Length):
        return span(value.months, value.days)
    if isinstance(value, date):
        return day(value) if fact.kind == "date" else say("printed.month", month=value.month, year=value.year)
    if fact.kind == "money" and isinstance(value, int):
        return vnd(value)
    if isinstance(value, int | float | Fraction):
        units = {"hours": "hour", "days": fact.unit or "day"}
        unit = units.get(fact.kind, fact.unit)
        return counted(value, unit) if unit else printed_number(value)
    return next((choice.button for choice in fact.choices if choice.value == value), str(value))


def _bound(fact: FactSpec, written: Any, on: date) -> Any:
    """A limit as written, in the type of the fact."""
    match = _RELATIVE.fullmatch(written) if isinstance(written, str) else None
    if match is None:
        return _typed(fact, written)
    number = int(match[2] or 0) * (-1 if match[1] == "-" else 1)
    if match[3] == "days":
        return add_days(on, number)
    moved = add_months(on, number * (12 if match[3] == "years" else 1))
    return month_end(moved) if fact.kind == "month" else moved


def _measure(value: Any) -> Any:
    """What limits compare: a length in days."""
    return value.months * _DAYS_A_MONTH + value.days if isinstance(value, Length) else value


def _is_negative(value: Any) -> bool:
    if isinstance(value, Length):
        return value.months < 0 or value.days < 0
    return isinstance(value, int | Fraction) and not isinstance(value, bool) and value < 0


def _checked(fact: FactSpec, value: Any, on: date) -> Any:
    """The typed value. FactRefused when it is of the wrong kind, negative or absurd."""
    typed = _typed(fact, value)
    if typed is None:
        raise FactRefused(fact.id, say(f"wrong_kind.{fact.kind}", value=value))
    if _is_negative(typed):
        raise FactRefused(fact.id, say("negative", value=told(fact, typed)))
    if fact.limits is None:
        return typed
    low, high = (_measure(_bound(fact, bound, on)) for bound in (fact.limits.low, fact.limits.high))
    if not low <= _measure(typed) <= high:
        raise FactRefused(fact.id, fact.limits.ask_back.format(value=told(fact, typed)))
    return typed


def _default(fact: FactSpec, on: date) -> Any:
    return on if fact.default == "today" else _typed(fact, fact.default)


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
            shown = {"value": told(fact, known[fact.id]), "other": told(spec.facts[fact.after], known[fact.after])}
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
