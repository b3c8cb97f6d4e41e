"""Facts out of a worker's words: "lương 8 triệu rưỡi, làm từ tháng 3 năm ngoái, vùng Biên Hòa"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise
from typing import Any

from knowledge_base.directory import find_wage_areas
from knowledge_base.entitlements.counting import counted
from knowledge_base.entitlements.matching import Owned, assign, has_before, holds_any, is_denied, longest, places_of
from knowledge_base.entitlements.reading import Doubt, Reading
from knowledge_base.entitlements.scanning import is_foreign, scan
from knowledge_base.entitlements.spec import UNKNOWN, FactSpec, Spec
from knowledge_base.entitlements.wording import day, say, vnd, words
from knowledge_base.text.numbers import plain
from knowledge_base.text.resolve_date import resolve_date
from knowledge_base.text.spans import Span

__all__ = ["Doubt", "Reading", "read_text"]

_MOST_CHOICES = 3
_BESIDE = 2  # characters between a number without a unit and the word that counts it
_RANGE = re.compile(r"\s*(?:-|–|~|den|toi|hoac)\s*")


class _Reader:
    """One message read for one calculation; `asked` is the fact that the worker was just asked for."""

    def __init__(self, text: str, spec: Spec, on: date, asked: str | None) -> None:
        self.spec, self.on, self.asked = spec, on, asked
        self.message = scan(text)
        self.view = self.message.view
        self.facts: dict[str, Any] = {}
        self.doubts: list[Doubt] = []
        self.approx: dict[str, str] = {}
        self.named: set[str] = set()

    def of_kind(self, *kinds: str) -> list[FactSpec]:
        return [fact for fact in self.spec.facts.values() if fact.kind in kinds]

    def read(self) -> Reading:
        steps = (
            self.money,
            self.dates,
            self.lengths,
            self.percents,
            self.numbers,
            self.outright,
            self.choices,
            self.flags,
            self.place,
            self.bare,
        )
        for step in steps:
            step()
        if self.asked and (self.asked not in self.facts or self.facts[self.asked] is False):
            self._not_known(self.asked)
        return Reading(self.facts, tuple(self.doubts), self.approx, frozenset(self.named))

    def _owned(
        self, spans: Sequence[Span], fitting: Callable[[Span], list[FactSpec]], strangers: Sequence[str] = ()
    ) -> Iterator[Owned]:
        """Figures with their facts; one beside which no word stands answers what was asked, else what is still open."""
        nobodys = [*words()["strangers"], *strangers]
        owned, left = assign(self.view, spans, fitting, nobodys, asked=self.asked)
        taken = {one.fact.id for one in owned} | set(self.facts)
        yield from owned
        if not left:
            return
        wanted = [fact for fact in fitting(left[0]) if fact.id not in taken]
        asked = next((fact for fact in wanted if fact.id == self.asked), None)
        open_ones = wanted if self.asked is None and len(left) == 1 else []
        fact = asked or next((fact for fact in open_ones if fact.required == "yes"), None)
        if fact:
            if not asked and fact.source:
                self.approx[fact.id] = fact.assumed
            yield Owned(left[0], fact, named=asked is not None)

    def _claiming(self, facts: list[FactSpec]) -> list[FactSpec]:
        """The facts, all but the one asked for without words that say little ("từ")."""
        if all(fact.id != self.asked for fact in facts):
            return facts
        weak = words()["weak_words"]
        return [
            fact if fact.id == self.asked else replace(fact, words=tuple(w for w in fact.words if w not in weak))
            for fact in facts
        ]

    def _take(self, one: Owned, value: Any) -> None:
        self.facts[one.fact.id] = value
        if one.named:
            self.named.add(one.fact.id)

    def _not_known(self, fact: str) -> None:
        """ "không biết" is no "no"."""
        if holds_any(self.view, words()["unknown_words"]):
            self.facts[fact] = UNKNOWN

    def money(self) -> None:
        facts = self.of_kind("money")
        if not facts:
            return
        if is_foreign(self.view):
            self.doubts.append(Doubt(self.asked or facts[0].id, say("foreign_money")))
            return
        spans = self.message.money
        ends = [second for first, second in pairwise(spans) if self._is_range(first, second)]
        for one in self._owned([span for span in spans if span not in ends], lambda _: facts):
            end = next((end for end in ends if self._is_range(one.span, end)), None)
            if end is None:
                self._take(one, one.span.value)
            else:
                both = tuple((vnd(amount), amount) for amount in (one.span.value, end.value))
                self.doubts.append(Doubt(one.fact.id, say("small_money"), both))

    def _is_range(self, first: Span, second: Span) -> bool:
        """ "5-6 triệu" """
        between = self.view.folded[self.view.at(first.end) : self.view.at(second.start)]
        return _RANGE.fullmatch(between) is not None

    def dates(self) -> None:
        facts = self._claiming(self.of_kind("date", "month"))
        for one in self._owned(self.message.dates, lambda _: facts):
            if _is_year(one.span) and one.fact.unit != "year":
                continue
            try:
                first, last = resolve_date(one.span.value, self.on)
            except ValueError:
                continue
            when = last if one.fact.after else first
            self._take(one, when.isoformat()[: 7 if one.fact.kind == "month" else 10])
            guessed = one.span.value.get("kind") == "day" and not {"year", "year_offset"} & set(one.span.value)
            if one.fact.kind == "date" and (first != last or guessed):
                said = self.view.original[one.span.start : one.span.end]
                self.approx[one.fact.id] = say("approx.day", said=said, day=day(when))

    def lengths(self) -> None:
        facts = list(self.spec.facts.values())
        claimed = any(set(words()["contract_words"]) & set(fact.words) for fact in facts if fact.kind != "choice")
        for one in self._owned(
            self.message.lengths,
            lambda span: [fact for fact in facts if counted(fact, span.value) is not None],
            () if claimed else words()["contract_words"],
        ):
            self._take(one, counted(one.fact, one.span.value))
            if "approx" in one.span.value:
                self.approx[one.fact.id] = say("approx.length")

    def percents(self) -> None:
        facts = [fact for fact in self.of_kind("number") if fact.unit == "%"]
        spans = self.message.percents
        alone = len(facts) == len(spans) == 1
        for one in [Owned(spans[0], facts[0], named=True)] if alone else self._owned(spans, lambda _: facts):
            self._take(one, one.span.value)

    def numbers(self) -> None:
        """A number right beside the word that it counts: "16 tuổi", "1 người phụ thuộc"."""
        facts = [fact for fact in self.of_kind("number") if fact.unit != "%" and fact.id not in self.facts]
        for one in assign(self.view, self.message.numbers, lambda _: facts, reach=_BESIDE)[0]:
            self._take(one, plain(Fraction(one.span.value)))

    def outright(self) -> None:
        """Words that say a value without a figure: "sinh đôi", "con đầu lòng", "không báo trước"."""
        for fact in self.spec.facts.values():
            if fact.says and fact.id not in self.named:
                found = longest(self.view, [(phrase, phrase) for phrase in fact.says], True)
                if found and not self._is_counted(found.start):
                    self.facts[fact.id] = fact.says[found.value]
                    self.named.add(fact.id)

    def _is_counted(self, start: int) -> bool:
        """ "18 tháng chưa đóng" is no "chưa đóng"."""
        return any(start - self.view.at(span.end) == 1 for span in self.message.lengths)

    def choices(self) -> None:
        """One phrase settles one fact: the one asked for, else the first that knows it."""
        taken: set[tuple[int, int]] = set()
        for fact in sorted(self.of_kind("choice"), key=lambda fact: fact.id != self.asked):
            phrases = [(word, choice.value) for choice in fact.choices for word in (choice.button, *choice.words)]
            phrases = [pair for pair in phrases if fact.id == self.asked or self._is_meant(fact, pair[0])]
            found = longest(self.view, phrases, fact.id == self.asked)
            if found and (fact.id == self.asked or (found.start, found.end) not in taken):
                self.facts[fact.id] = found.value
                taken.add((found.start, found.end))

    def _is_meant(self, fact: FactSpec, phrase: str) -> bool:
        """A length ("3 năm") chooses only behind a word of the fact's own: "hợp đồng 3 năm", not "làm được 3 năm"."""
        if not fact.words or not any(letter.isdigit() for letter in phrase):
            return True
        return any(has_before(self.view, fact.words, start) for start, _ in places_of(self.view, phrase))

    def flags(self) -> None:
        for fact in self.of_kind("bool"):
            if fact.id in self.facts:
                continue
            if fact.id == self.asked:
                self._answered(fact)
            else:
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
                self.facts[fact.id] = not is_denied(self.view, start)
                return

    def place(self) -> None:
        """A ward, commune or province for its area; several are asked back."""
        if "region" not in self.spec.facts or "region" in self.facts:
            return
        areas = find_wage_areas(self.message.raw, self.on)
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
        fact = self.spec.facts.get(self.asked or "")
        numbers = self.message.numbers
        if fact is None or fact.id in self.facts or self.doubts or len(numbers) != 1:
            return
        if fact.kind == "money":
            self._small_money(fact, numbers[0].value)
        elif fact.kind in ("number", "hours", "days"):
            self.facts[fact.id] = plain(Fraction(numbers[0].value))

    def _small_money(self, fact: FactSpec, number: Fraction) -> None:
        if number <= 0 or (number >= 100_000 and number.denominator == 1):
            self.facts[fact.id] = int(number)
            return
        amounts = [int(number * worth) for worth in (1_000, 1_000_000) if (number * worth).denominator == 1]
        self.doubts.append(Doubt(fact.id, say("small_money"), tuple((vnd(one), one) for one in amounts)))


def _is_year(span: Span) -> bool:
    return "year" in (span.value.get("kind"), span.value.get("unit"))


def read_text(text: str, spec: Spec, on: date, asked: str | None = None) -> Reading:
    """What a message says for a calculation. `on` resolves "năm ngoái"; `asked` is the fact just asked for."""
    return _Reader(text, spec, on, asked).read()
