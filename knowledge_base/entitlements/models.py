"""What a calculation answers. Every object is immutable; values in `outputs` are JSON-able."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from knowledge_base.law.models import Citation

Output = int | float | bool | str | list[Any]


@dataclass(frozen=True)
class Line:
    """One step of the working, as a worker reads it, and the article it rests on."""

    id: str
    text: str
    citation: Citation | None = None


@dataclass(frozen=True)
class Assumption:
    """A fact that nobody said, the value that was taken, and the sentence that owns up to it."""

    fact: str
    value: Any
    text: str


@dataclass(frozen=True)
class Violation:
    """Something that looks like a breach of the law, and the department that deals with it."""

    id: str
    text: str
    department: str


@dataclass(frozen=True)
class Worked:
    """What a result and a declined calculation have in common. `on`: asked on; `law_on`: the day whose law was used."""

    calculation: str
    on: date
    law_on: date
    facts: Mapping[str, Any]
    outputs: Mapping[str, Output] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    citations: tuple[Citation, ...] = ()
    assumed: tuple[Assumption, ...] = ()
    could_change: tuple[str, ...] = ()
    violations: tuple[Violation, ...] = ()
    warnings: tuple[str, ...] = ()
    next_steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result(Worked):
    """The answer; `headline` is its first sentence."""

    headline: str = ""


@dataclass(frozen=True)
class Declined(Worked):
    """The law does not settle it: `reason` is an id, `message` its sentence. `outputs` hold what is sure anyway."""

    reason: str = ""
    message: str = ""


@dataclass(frozen=True)
class Missing:
    """Facts to ask for, in order. `look_up`: where a worker who said "không biết" finds each of them."""

    calculation: str
    on: date
    facts: tuple[str, ...]
    look_up: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A fact that cannot be right, and what is asked back."""

    calculation: str
    on: date
    fact: str
    message: str


Outcome = Result | Missing | Refused | Declined
