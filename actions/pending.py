"""The ticket that a yes would open, kept in the `pending` slot until the worker decides."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.calculation_state import ASKING, Talk, read_talk
from actions.phrases import PHRASES
from actions.turn import Turn


def pending_ticket(
    turn: Turn, cause: str, record: Mapping[str, Any], calculation: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """A question of this turn, ready to be sent; `calculation`: the slot with the facts that belong to it."""
    talk = read_talk(calculation)
    return {
        "key": turn.turn_id,
        "message_ids": list(dict.fromkeys([*(talk.message_ids if talk else ()), *turn.message_ids])),
        "cause": cause,
        "topic": record.get("topic"),
        "department": record.get("department"),
        "on": record.get("on") or turn.sent_at.date().isoformat(),
        "candidates": list(record.get("candidates") or []),
        "facts": dict(talk.facts) if talk else {},
        "calculation": _calculated(talk),
    }


def _calculated(talk: Talk | None) -> dict[str, Any] | None:
    """The calculation as an expert sees it; where none came about, its name alone."""
    if talk is None:
        return None
    return dict(talk.told) if talk.told else {"name": talk.name, "on": talk.on}


def pending_about_last(turn: Turn, cause: str) -> dict[str, Any]:
    """The question that a thumb was about or that was answered last; this turn itself where nothing was asked yet."""
    last = turn.last or {}
    if turn.about_turn and turn.about_turn != last.get("turn_id"):
        return {**pending_ticket(turn, cause, {}), "key": turn.about_turn}
    pending = pending_ticket(turn, cause, last, _about_last(turn))
    if last.get("turn_id"):
        pending["key"] = last["turn_id"]
        pending["message_ids"] = list(last.get("message_ids") or [])
    return pending


def _about_last(turn: Turn) -> Mapping[str, Any] | None:
    """The calculation, while it is under way or is what was answered last."""
    talk = read_talk(turn.calculation)
    under_way = talk and talk.phase == ASKING and talk.is_fresh(turn.sent_at)
    is_last = talk and talk.turn == (turn.last or {}).get("turn_id")
    return turn.calculation if under_way or is_last else None


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
        "facts": pending.get("facts") or {},
        "calculation": pending.get("calculation"),
        "candidates": pending["candidates"],
        "consent": {"text_version": PHRASES["consent_version"], "at": consent_at},
    }
