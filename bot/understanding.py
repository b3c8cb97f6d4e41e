"""What Rasa's NLU says about a worker's words. One path for a live turn and for the evaluation."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

NOTHING_KNOWN = "nlu_fallback"  # Rasa's own name for a message without an intent: rules need a name
LONGEST_READ = 3000  # characters; what follows is kept as text but not read
_COMMAND, _FULL_WIDTH = "/", "\uff0f"


async def understand(agent: Agent, text: str) -> dict[str, Any]:
    """NLU of typed words: text, intent, intent_ranking, entities, segments.

    Words that begin with "/" are words: they are parsed with a full-width slash, which Rasa takes for no command.
    A message without an intent has the name `nlu_fallback`, confidence 0.0 and an empty ranking.
    """
    words = text.strip()
    shown = _FULL_WIDTH + words[1:] if words.startswith(_COMMAND) else words
    assert agent.processor is not None, "Train first: python -m bot.train"
    parsed: dict[str, Any] = await agent.processor.parse_message(UserMessage(text=shown[:LONGEST_READ]))
    parsed["text"] = words
    parsed.setdefault("segments", [])
    parsed.setdefault("intent_ranking", [])
    if not (parsed.get("intent") or {}).get("name"):
        parsed["intent"] = {"name": NOTHING_KNOWN, "confidence": 0.0}
    return parsed


def ranking_of(parsed: dict[str, Any]) -> list[list[Any]]:
    """The intents as [name, probability], best first."""
    return [[row["name"], round(float(row["confidence"]), 4)] for row in parsed.get("intent_ranking") or []]
