"""What Rasa's NLU says about a worker's words. One path for a live turn and for the evaluation."""

from __future__ import annotations

from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.incomplete import find_incomplete
from bot.places import directory

NOTHING_KNOWN = "nlu_fallback"  # Rasa's own name for a message without an intent: rules need a name
LONGEST_READ = 3000  # characters; what follows is kept as text but not read
_COMMAND, _FULL_WIDTH = "/", "\uff0f"
LEAST_ACT = 0.45  # a dialogue act less likely than this may as well be a question
QUESTIONS = ("follow_up", "off_domain", "unclear", "employer_side", "despair", "danger_now")  # decided like one


async def understand(agent: Agent, text: str) -> dict[str, Any]:
    """NLU of typed words: text, intent, intent_ranking, entities, segments.

    Words that begin with "/" are words: they are parsed with a full-width slash, which Rasa takes for no command.
    A message without an intent has the name `nlu_fallback`, confidence 0.0 and an empty ranking.
    """
    words = without_preamble(text)
    shown = _FULL_WIDTH + words[1:] if words.startswith(_COMMAND) else words
    assert agent.processor is not None, "Train first: python -m bot.train"
    parsed: dict[str, Any] = await agent.processor.parse_message(UserMessage(text=shown[:LONGEST_READ]))
    parsed["text"] = words
    parsed.setdefault("segments", [])
    parsed.setdefault("intent_ranking", [])
    if not (parsed.get("intent") or {}).get("name"):
        parsed["intent"] = {"name": NOTHING_KNOWN, "confidence": 0.0}
    elif _is_doubtful_act(parsed["intent"]):
        parsed["intent"] = {**parsed["intent"], "name": NOTHING_KNOWN}
    return parsed


def without_preamble(text: str) -> str:
    """The words without lines that only say that a question comes, where other lines follow."""
    lines = [line for line in text.strip().split("\n") if line.strip()]
    telling = [line for line in lines if (find_incomplete(line) or {}).get("kind") != "preamble"]
    return "\n".join(telling or lines)


def _is_doubtful_act(intent: dict[str, Any]) -> bool:
    name = intent["name"]
    return intent["confidence"] < LEAST_ACT and name in directory().dialogue_acts and name not in QUESTIONS


def ranking_of(parsed: dict[str, Any]) -> list[list[Any]]:
    """The intents as [name, probability], best first."""
    return [[row["name"], round(float(row["confidence"]), 4)] for row in parsed.get("intent_ranking") or []]
