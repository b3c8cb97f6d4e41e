"""The ticket that a yes would open, kept in the `pending` slot until the worker decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.phrases import PHRASES
from actions.turn import Turn


def pending_ticket(turn: Turn, cause: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """A question of this turn, ready to be sent."""
    return {
        "key": turn.turn_id,
        "message_ids": list(turn.message_ids),
        "cause": cause,
        "topic": record.get("topic"),
        "department": record.get("department"),
        "on": record.get("on") or turn.sent_at.date().isoformat(),
        "candidates": list(record.get("candidates") or []),
    }


def pending_about_last(turn: Turn, cause: str) -> dict[str, Any]:
    """The question that a thumb was about or that was answered last; this turn itself where nothing was asked yet."""
    last = turn.last or {}
    if turn.about_turn and turn.about_turn != last.get("turn_id"):
        return {**pending_ticket(turn, cause, {}), "key": turn.about_turn}
    pending = pending_ticket(turn, cause, last)
    if last.get("turn_id"):
        pending["key"] = last["turn_id"]
        pending["message_ids"] = list(last.get("message_ids") or [])
    return pending


def escalation_body(turn: Turn, pending: Mapping[str, Any], consent_at: str) -> dict[str, Any]:
    """The body of POST /escalations for a pending ticket and a consent."""
    return {
        "key": pending["key"],
        "conversation": turn.conversation,
        "turn_id": pending["key"],
        "question_message_ids": pending["message_ids"],
        "cause": pending["cause"],
        "topic": pending["topic"],
        "on": pending["on"],
        "facts": {},
        "calculation": None,
        "candidates": pending["candidates"],
        "consent": {"text_version": PHRASES["consent_version"], "at": consent_at},
    }
