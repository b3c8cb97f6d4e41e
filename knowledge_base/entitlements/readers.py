"""Facts out of a worker's words: "lương 8 triệu rưỡi, làm từ tháng 3 năm ngoái, vùng Biên Hòa"."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge_base.directory import find_wage_areas
from knowledge_base.entitlements.matching import holds_any, longest, owner, places_of
from knowledge_base.entitlements.spec import UNKNOWN, FactSpec, Spec
from knowledge_base.entitlements.wording import say, vnd, words
from knowledge_base.text.dates import find_dates
from knowledge_base.text.durations import find_durations
from knowledge_base.text.money import find_money
from knowledge_base.text.numbers import plain, read_digits
from knowledge_base.text.percents import find_percents
from knowledge_base.text.resolve_date import resolve_date
from knowledge_base.text.spans import Span, View

_BARE = re.compile(r"(?<![\w.,/])(\d{1,12}(?:[.,]\d{1,3})?)(?![\w/%]|[.,]\d)")
_LENGTHS = ("years", "months", "weeks", "days")
_UNITS = {
    "month": "months",
    "week": "weeks",
    "year": "years",
    "day": "days",
    "working_day": "days",
    "hour": "hours",
}
_NEGATION = re.compile(r"(?<![a-z])(?:khong|ko|k|chua|hong|chang)\s+(?:[a-z]+\s+){0,2}$")
_MOST_CHOICES = 3


@dataclass(frozen=True)
class Doubt:
    """What cannot be taken as said: asked back, with buttons (title, value) where there are any."""

    fact: str
    message: str
    choices: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Reading:
    """Facts found (JSON values), what has to be asked back, and how near figures were said to be."""

    facts: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()
    approx: Mapping[str, str] = field(default_factory=dict)


class _Reader:
    """One message read for one calculation; `asked` is the fact that the worker was just asked for."""

    def __init__(self, text: str, spec: Spec, on: date, asked: str | None) -> None:
        self.text, self.spec, self.on, self.asked = text, spec, on, asked
        self.view = View(text)
        self.facts: dict[str, Any] = {}
        self.doubts: list[Doubt] = []
        self.approx: dict[str, str] = {}

    def of_kind(self, *kinds: str) -> list[FactSpec]:
        return [fact for fact in self.spec.facts.values() if fact.kind in kinds]

    def asked_fact(self) -> FactSpec | None:
        return self.spec.facts.get(self.asked) if self.asked else None

    def own(self, span: Span, facts: list[FactSpec]) -> FactSpec | None:
        return owner(self.view, span, facts, self.asked, set(self.facts))

    def read(self) -> Reading:
        steps = (
            self.money,
            self.dates,
            self.lengths,
            self.percents,
            self.choices,
            self.flags,
            self.place,
            self.bare,
        )
        for step in steps:
            step()
        if self.asked and (self.asked not in self.facts or self.facts[self.asked] is False):
            self._not_known(self.asked)
        return Reading(self.facts, tuple(self.doubts), self.approx)

    def _not_known(self, fact: str) -> None:
        """ "không biết" is no "no"."""
        if holds_any(self.view, words()["unknown_words"]):
            self.facts[fact] = UNKNOWN

    def money(self) -> None:
        facts = self.of_kind("money")
        if not facts:
            return
        if holds_any(self.view, words()["foreign_words"]) and re.search(r"\d", self.text):
            self.doubts.append(Doubt(self.asked or facts[0].id, say("foreign_money")))
            return
        for span in find_money(self.text):
            fact = self.own(span, facts)
            if fact:
                self.facts[fact.id] = span.value

    def dates(self) -> None:
        facts = self.of_kind("date", "month")
        for span in find_dates(self.text) if facts else []:
            fact = self.own(span, facts)
            if fact is None or (fact.kind == "month" and span.value.get("kind") == "year"):
                continue
            try:
                first, last = resolve_date(span.value, self.on)
            except ValueError:
                continue
            day = last if fact.after else first
            self.facts[fact.id] = day.isoformat()[: 7 if fact.kind == "month" else 10]

    def lengths(self) -> None:
        """Durations as they are, or counted in the unit of a number, of hours, of days."""
        for span in find_durations(self.text):
            fitting = [fact for fact in self.spec.facts.values() if _counted(fact, span.value) is not None]
            fact = self.own(span, fitting)
            if fact is None:
                continue
            self.facts[fact.id] = _counted(fact, span.value)
            if "approx" in span.value:
                self.approx[fact.id] = say(f"approx.{span.value['approx']}")

    def percents(self) -> None:
        facts = [fact for fact in self.of_kind("number") if fact.unit == "%"]
        for span in find_percents(self.text) if facts else []:
            fact = self.own(span, facts)
            if fact:
                self.facts[fact.id] = span.value

    def choices(self) -> None:
        """One phrase settles one fact: the one asked for, else the first that knows it."""
        taken: set[tuple[int, int]] = set()
        for fact in sorted(self.of_kind("choice"), key=lambda fact: fact.id != self.asked):
            phrases = [(word, choice.value) for choice in fact.choices for word in (choice.button, *choice.words)]
            found = longest(self.view, phrases, fact.id == self.asked)
            if found and (fact.id == self.asked or (found.start, found.end) not in taken):
                self.facts[fact.id] = found.value
                taken.add((found.start, found.end))

    def flags(self) -> None:
        for fact in self.of_kind("bool"):
            if fact.id == self.asked:
                self._answered(fact)
            elif fact.id not in self.facts:
                self._mentioned(fact)

    def _answered(self, fact: FactSpec) -> None:
        """A plain yes or no; "không có" beats "có"."""
        if holds_any(self.view, words()["no_words"]):
            self.facts[fact.id] = False
        elif holds_any(self.view, words()["yes_words"]) or holds_any(self.view, fact.words):
            self.facts[fact.id] = True

    def _mentioned(self, fact: FactSpec) -> None:
        for word in fact.words:
            for start, _ in places_of(self.view, word):
                self.facts[fact.id] = _NEGATION.search(self.view.folded, 0, start) is None
                return

    def place(self) -> None:
        """A ward, commune or province for its area; several are asked back."""
        if "region" not in self.spec.facts or "region" in self.facts:
            return
        areas = find_wage_areas(self.text, self.on)
        if len(areas) == 1 and areas[0].area:
            self.facts["region"] = f"region_{areas[0].area}"
            if "place" in self.spec.facts:
                self.facts["place"] = areas[0].label
        elif areas and {place.area for place in areas} == {areas[0].area} and areas[0].area:
            self.facts["region"] = f"region_{areas[0].area}"
        elif areas:
            told = [(place.label, f"region_{place.area}") for place in areas if place.area]
            self.doubts.append(Doubt("region", say("several_places"), tuple(told[:_MOST_CHOICES])))

    def bare(self) -> None:
        """A number alone answers the question; as money it may be thousands or millions and is asked back."""
        fact = self.asked_fact()
        numbers = self._bare_numbers()
        if fact is None or fact.id in self.facts or self.doubts or len(numbers) != 1:
            return
        number = read_digits(numbers[0])
        if fact.kind == "money":
            self._small_money(fact, number)
        elif fact.kind in ("number", "hours", "days"):
            self.facts[fact.id] = plain(number)

    def _bare_numbers(self) -> list[str]:
        """Numbers that are no part of an amount, a length, a date or a percentage."""
        finders = (find_money, find_durations, find_dates, find_percents)
        spans = [span for find in finders for span in find(self.text)]
        found = _BARE.finditer(self.text)
        return [match[1] for match in found if not any(s.start <= match.start(1) < s.end for s in spans)]

    def _small_money(self, fact: FactSpec, number: Fraction) -> None:
        if number >= 100_000 and number.denominator == 1:
            self.facts[fact.id] = int(number)
            return
        if number == 0:
            self.facts[fact.id] = 0
            return
        amounts = [int(number * worth) for worth in (1_000, 1_000_000) if (number * worth).denominator == 1]
        self.doubts.append(Doubt(fact.id, say("small_money"), tuple((vnd(one), one) for one in amounts)))


def _months(value: Mapping[str, Any]) -> Fraction:
    return Fraction(str(value.get("years", 0))) * 12 + Fraction(str(value.get("months", 0)))


def _in_months(value: Mapping[str, Any]) -> Fraction | None:
    return _months(value) if set(value) <= {"years", "months", "approx"} else None


def _in(unit: str) -> Callable[[Mapping[str, Any]], Fraction | None]:
    def read(value: Mapping[str, Any]) -> Fraction | None:
        return Fraction(str(value[unit])) if set(value) <= {unit, "approx"} and unit in value else None

    return read


def _counted(fact: FactSpec, value: Mapping[str, Any]) -> Any:
    """A duration as the value of a fact, or None where it is of another sort."""
    if fact.kind == "duration":
        kept = {key: value[key] for key in (*_LENGTHS, "approx") if key in value}
        return kept if set(kept) == set(value) and set(kept) - {"approx"} else None
    if fact.kind == "hours":
        found = Fraction(str(value.get("hours", 0))) + Fraction(str(value.get("minutes", 0))) / 60
        return plain(found) if found and set(value) <= {"hours", "minutes", "approx"} else None
    if fact.kind == "days":
        number = _in("working_days")(value) or _in("days")(value)
        return plain(number) if number else None
    unit = _UNITS.get(fact.unit or "")
    if fact.kind != "number" or unit is None:
        return None
    number = _in_months(value) if unit == "months" else _in(unit)(value)
    return plain(number) if number else None


def read_text(text: str, spec: Spec, on: date, asked: str | None = None) -> Reading:
    """What a message says for a calculation. `on` resolves "năm ngoái"; `asked` is the fact just asked for."""
    return _Reader(text, spec, on, asked).read()
