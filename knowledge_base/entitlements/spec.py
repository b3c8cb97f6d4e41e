"""A calculation as its YAML describes it: facts to ask for, words to answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge_base.law.models import Citation

KINDS = ("money", "date", "month", "duration", "number", "hours", "days", "choice", "bool", "place")
KNOWN = "known"
UNKNOWN = "unknown"


@dataclass(frozen=True)
class FactChoice:
    """One value of a choice: its button, and what people type for it."""

    value: str
    button: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Limits:
    """The bounds of a fact as written ("today + 300 days", 8000000, {years: 50}); `ask_back` has a {value}."""

    low: Any
    high: Any
    ask_back: str


@dataclass(frozen=True)
class FactSpec:
    """One fact. `required`: yes, no, when_needed; `dont_know`: assume, range, look_up.

    `says`: phrases that mean a value without a figure ("sinh đôi": 2).
    """

    id: str
    kind: str
    question: str
    unit: str | None = None
    choices: tuple[FactChoice, ...] = ()
    words: tuple[str, ...] = ()
    says: Mapping[str, Any] = field(default_factory=dict)
    limits: Limits | None = None
    required: str = "no"
    default: Any = None
    assumed: str = ""
    source: str | None = None
    after: str | None = None
    when: Mapping[str, Any] = field(default_factory=dict)
    unless: tuple[str, ...] = ()
    dont_know: str = "look_up"
    look_up: str = ""

    def applies(self, known: Mapping[str, Any]) -> bool:
        """Whether the fact is to be asked or assumed, given what is known already."""
        if any(other in known for other in self.unless):
            return False
        return all(
            (other in known) if value == KNOWN else (known.get(other) == value) for other, value in self.when.items()
        )


@dataclass(frozen=True)
class LineSpec:
    """The words of a step; of several citations the first in force is told."""

    text: str
    cites: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class ViolationSpec:
    """The sentence of a breach and its department."""

    text: str
    department: str


@dataclass(frozen=True)
class Spec:
    """One calculation."""

    id: str
    title: str
    button: str
    topics: tuple[str, ...]
    valid_from: date
    rule: str
    facts: Mapping[str, FactSpec]
    outputs: Mapping[str, str]
    results: Mapping[str, str]
    lines: Mapping[str, LineSpec]
    reasons: Mapping[str, str]
    could_change: tuple[str, ...]
    declined: Mapping[str, str]
    violations: Mapping[str, ViolationSpec]
    next_steps: tuple[str, ...]
    citations: tuple[Citation, ...]

    def texts(self) -> tuple[str, ...]:
        """Every sentence with placeholders that a worker may read."""
        lines = (line.text for line in self.lines.values())
        breaches = (violation.text for violation in self.violations.values())
        ends = (*self.could_change, *self.next_steps)
        return (self.rule, *self.results.values(), *lines, *self.declined.values(), *breaches, *ends)
