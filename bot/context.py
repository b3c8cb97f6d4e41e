"""A message read with the question before it: `follow` tells how it leans on that one and what both ask together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from rasa.core.agent import Agent

from bot.circumstances import CIRCUMSTANCE, with_circumstance
from bot.follow_ups import (
    BESIDE,
    DETAIL,
    FOLLOW,
    LEANS,
    LISTS,
    find_kind,
    in_context,
    is_variation,
    names_person,
    names_place,
)
from bot.places import directory
from bot.understanding import NOTHING_KNOWN, understand

ALARMS = ("danger_now", "despair")
WEAK = ("off_domain", "unclear", "goodbye", "affirm", "deny", "skip", "dont_know", "greet", NOTHING_KNOWN)
TOLD = ("ticket_status", "settled_report", "add_to_ticket", "helped_yes", "helped_no")  # may be part of the matter
OPEN = "asking"


async def put_in_context(
    agent: Agent, parsed: dict[str, Any], state: Mapping[str, Any] | None, on: date
) -> dict[str, Any]:
    """Add `follow`: kind, variation; text, ranking and entities of both questions as one. `on`: today.

    While a form is open the intent stays: the form reads first, and what it leaves is answered as a follow-up.
    """
    slots = (state or {}).get("slots") or {}
    last = slots.get("last_answer") or {}
    asked_back = last.get("decision") == "clarify" and last.get("act") != "fact"
    form_open = _is_form_open(state, slots)
    _settle_incomplete(parsed, form_open, asked_back)
    intent = parsed["intent"]
    if not last.get("question") or intent["name"] in ALARMS:
        return parsed
    sure = 0.0 if intent["name"] in (*WEAK, *TOLD) else intent["confidence"]
    text, before = parsed["text"], str(last["question"])
    is_about_another = names_person(text, before)
    kind = find_kind(text, intent["name"], sure, last.get("decision") == "clarify")
    if kind == BESIDE:
        kind = BESIDE if intent["name"] in directory().topics else None
    kind = LEANS if is_about_another and kind in (None, BESIDE) else kind
    if kind == FOLLOW and (parsed.get("incomplete") or {}).get("kind") == "fact":
        parsed["incomplete"] = None
    coloured = with_circumstance(text, slots.get("facts") or {}, on) if kind in (None, FOLLOW, LEANS, BESIDE) else None
    kind = CIRCUMSTANCE if coloured else kind
    if not kind or parsed.get("incomplete"):
        return parsed
    if kind in (LEANS, DETAIL) and intent["name"] in (*WEAK, *TOLD) and (parsed.get("entities") or names_place(text)):
        kind, intent = FOLLOW, {**intent, "name": NOTHING_KNOWN}  # "ở Sóc Sơn", "làm được 2 năm rồi": no yes, no thanks
    both = await understand(agent, coloured or in_context(text, before))
    kept = {key: both[key] for key in ("text", "intent_ranking", "entities")}
    parsed["follow"] = {"kind": kind, "variation": is_variation(text) or is_about_another, **kept}
    route = LISTS["intents"].get(kind) or ("follow_up" if kind == FOLLOW and intent["name"] in WEAK else None)
    if route and not form_open:
        parsed["intent"] = {"name": route, "confidence": 1.0}
    return parsed


def _settle_incomplete(parsed: dict[str, Any], form_open: bool, asked_back: bool) -> None:
    """An unfinished message is decided like a question; the answer to a question back is finished, however short."""
    mark = parsed.get("incomplete")
    if not mark:
        return
    if form_open or (asked_back and mark["kind"] == "fact"):
        parsed["incomplete"] = None
    else:
        parsed["intent"] = {"name": "unclear", "confidence": parsed["intent"]["confidence"]}


def _is_form_open(state: Mapping[str, Any] | None, slots: Mapping[str, Any]) -> bool:
    return bool((state or {}).get("active_loop")) or (slots.get("calculation") or {}).get("phase") == OPEN
