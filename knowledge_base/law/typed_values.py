"""Numbers typed into an answer that a parameter of a cited article holds: a new decree would leave them behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from knowledge_base.law.models import FaqEntry, Value
from knowledge_base.law.placeholders import PLACEHOLDER
from knowledge_base.text.durations import find_durations
from knowledge_base.text.money import find_money
from knowledge_base.text.percents import find_percents
from knowledge_base.text.spans import Span

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase

_DURATIONS = {
    "day": "days",
    "working_day": "working_days",
    "month": "months",
    "year": "years",
    "hour": "hours",
    "minute": "minutes",
}
_COUNTS = {"time": r"(?<![\w.,])(\d+(?:,\d+)?) lần(?!\w)", "people": r"(?<![\w.,])(\d[\d.]*) người(?!\w)"}


_DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class Typed:
    """A typed number, the parameter that holds it and the placeholder to write instead."""

    text: str
    parameter: str
    placeholder: str


def _quantities(text: str, unit: str) -> Iterator[tuple[str, Any]]:
    """What a text says in a unit: the words and the number."""
    if unit in ("VND", "VND/hour"):
        yield from _told(text, find_money(text))
    elif unit == "%":
        yield from _told(text, find_percents(text))
    elif unit in _DURATIONS:
        for span in find_durations(text):
            said = {key: value for key, value in span.value.items() if key != "approx"}
            if set(said) == {_DURATIONS[unit]}:
                yield from _told(text, [Span(span.start, span.end, said[_DURATIONS[unit]])])
    elif unit in _COUNTS:
        for match in re.finditer(_COUNTS[unit], text):
            yield match.group(), float(match[1].replace(".", "").replace(",", "."))


def _told(text: str, spans: list[Span]) -> Iterator[tuple[str, Any]]:
    """Only what is written in digits: a number in words is the author's way to say that it is another figure."""
    for span in spans:
        written = re.search(r"\d.*", text[span.start : span.end])
        if written:
            yield written.group(), span.value


def _relevant_values(entry: FaqEntry, kb: KnowledgeBase) -> list[Value]:
    """Values in the days of the entry whose reference is a cited article, in the same clause where both name one."""
    found: dict[Value, None] = {}
    for cited in entry.citations:
        for value in kb.values_by_article.get((cited.document, cited.article), ()):
            begins_late = entry.valid_to is not None and value.effective_from > entry.valid_to
            ended = value.effective_to is not None and value.effective_to < entry.valid_from
            same_clause = None in (cited.clause, value.reference.clause) or cited.clause == value.reference.clause
            if same_clause and not (begins_late or ended):
                found[value] = None
    return list(found)


def find_typed_values(entry: FaqEntry, kb: KnowledgeBase) -> list[Typed]:
    """Typed values of an entry, each once."""
    values = _relevant_values(entry, kb)
    if not values:
        return []
    texts = [text for raw in entry.texts() if _DIGIT.search(text := PLACEHOLDER.sub(" ", raw))]
    said: dict[str, list[tuple[str, Any]]] = {}
    for unit in {value.unit for value in values}:
        said[unit] = [quantity for text in texts for quantity in _quantities(text, unit)]
    found: dict[str, Typed] = {}
    for value in values:
        for words, number in said[value.unit]:
            if float(number) == float(value.value):
                found.setdefault(words, Typed(words, value.parameter, "{" + value.parameter + "}"))
    return list(found.values())
