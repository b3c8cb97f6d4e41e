"""A tracker as the SDK hands it over, and the shipped knowledge."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

import knowledge_base
from actions.brain import get_brain
from actions.turn import Turn
from knowledge_base.decision import Brain

SENT_AT = "2026-11-23T21:04:05+07:00"


@pytest.fixture(scope="session")
def brain() -> Brain:
    return get_brain()


@pytest.fixture(scope="session")
def kb(brain: Brain) -> knowledge_base.KnowledgeBase:
    return brain.kb


class Tracker:
    """What Turn.of reads of a Rasa tracker."""

    def __init__(self, parsed: dict[str, Any], **slots: Any) -> None:
        self.latest_message = parsed
        self.slots = slots

    def get_slot(self, name: str) -> Any:
        return self.slots.get(name)


def message(text: str, intent: str | None = None, **more: Any) -> dict[str, Any]:
    ranking = [{"name": intent, "confidence": 0.9}] if intent else []
    metadata = {
        "turn_id": more.pop("turn_id", "t_1"),
        "conversation": "c_1",
        "sent_at": more.pop("sent_at", SENT_AT),
        "context": {
            "message_ids": [7],
            "ticket": more.pop("ticket", None),
            "about_turn": more.pop("about_turn", None),
        },
    }
    entities = [{"entity": name, "value": value} for name, value in more.items()]
    return {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "intent_ranking": ranking,
        "entities": entities,
        "metadata": metadata,
    }


def turn(text: str, intent: str | None = None, slots: dict[str, Any] | None = None, **more: Any) -> Turn:
    return Turn.of(Tracker(message(text, intent, **more), **(slots or {})))


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00+07:00")
