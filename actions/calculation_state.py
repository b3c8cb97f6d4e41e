"""A calculation under way as the conversation's state keeps it, and the facts that serve the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.entitlements.spec import Spec

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "calculation.yaml").read_text(encoding="utf-8"))
SAY: dict[str, str] = LISTS["say"]
ASKING, RESTING = "asking", "resting"


@dataclass(frozen=True)
class Talk:
    """`facts` as JSON values, in the order they were said; `reused`: those kept from before.

    `asked`: the fact asked for; `phase`: asking, or resting after a result or a hand-over, when only a correction
    counts. `unclear` and `reminded` count in a row. `told`: the outcome as experts see it.
    """

    name: str
    on: str
    at: str = ""
    turn: str = ""
    phase: str = ASKING
    asked: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    reused: tuple[str, ...] = ()
    approx: Mapping[str, str] = field(default_factory=dict)
    unclear: int = 0
    reminded: int = 0
    message_ids: tuple[int, ...] = ()
    topic: str | None = None
    department: str | None = None
    confidence: float = 1.0
    told: Mapping[str, Any] | None = None

    def as_slot(self) -> dict[str, Any]:
        return {**asdict(self), "reused": list(self.reused), "message_ids": list(self.message_ids)}

    @property
    def day(self) -> date:
        """The day whose law is asked."""
        return date.fromisoformat(self.on)

    def is_fresh(self, now: datetime) -> bool:
        """Whether the worker may still be answering or correcting."""
        return not self.at or now - datetime.fromisoformat(self.at) <= timedelta(hours=LISTS["form"]["open_hours"])

    def told_facts(self, facts: Mapping[str, Any], approx: Mapping[str, str] | None = None) -> Talk:
        """With facts that were just said; what is said anew stands last and is no longer reused."""
        kept = {fact: value for fact, value in self.facts.items() if fact not in facts}
        near = {fact: words for fact, words in self.approx.items() if fact not in facts}
        reused = tuple(fact for fact in self.reused if fact not in facts)
        return replace(self, facts={**kept, **facts}, reused=reused, approx={**near, **(approx or {})})

    def without(self, fact: str) -> Talk:
        return replace(
            self,
            facts={one: value for one, value in self.facts.items() if one != fact},
            reused=tuple(one for one in self.reused if one != fact),
        )


def read_talk(slot: Mapping[str, Any] | None) -> Talk | None:
    """The calculation of a slot; None where there is none."""
    if not slot:
        return None
    more = {"reused": tuple(slot["reused"]), "message_ids": tuple(slot["message_ids"])}
    return Talk(**{**slot, **more})


def remember(memory: Mapping[str, Any] | None, talk: Talk, today: date) -> dict[str, Any]:
    """The facts kept for the next calculation, each with its day; what is not known is not kept."""
    kept = {
        fact: {"value": value, "day": today.isoformat()}
        for fact, value in talk.facts.items()
        if fact in LISTS["reuse"]["facts"] and fact not in talk.reused and value != "unknown"
    }
    return {**(memory or {}), **kept}


def recall(memory: Mapping[str, Any] | None, spec: Spec, today: date) -> dict[str, Any]:
    """The remembered facts that this calculation can use and that are young enough."""
    oldest = (today - timedelta(days=LISTS["reuse"]["days"])).isoformat()
    usable = {*spec.facts, *(fact.source for fact in spec.facts.values() if fact.source)}
    return {
        fact: kept["value"] for fact, kept in (memory or {}).items() if fact in usable and str(kept["day"]) >= oldest
    }
