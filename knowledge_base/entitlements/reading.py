"""What was read of a message: facts, and what has to be asked back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Doubt:
    """What cannot be taken as said: asked back, with buttons (title, value) where there are any."""

    fact: str
    message: str
    choices: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True)
class Reading:
    """Facts found (JSON values), what has to be asked back, and how near figures were said to be.

    `named`: the facts beside whose figure a word of theirs stands; others are taken for what is still open.
    """

    facts: Mapping[str, Any]
    doubts: tuple[Doubt, ...] = ()
    approx: Mapping[str, str] = field(default_factory=dict)
    named: frozenset[str] = frozenset()
