"""What becomes of a turn: answered, waiting for more words, or to be tried again. One transaction each."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, select, update
from sqlalchemy.orm import Session

from webhook.conversations.commands import run_command
from webhook.conversations.leases import LostLease, release, release_with_state
from webhook.conversations.models import Conversation, InboxEvent, Turn
from webhook.conversations.outbox import queue_message
from webhook.conversations.rasa_client import TurnReply
from webhook.conversations.texts import ask_human_button, text
from webhook.conversations.turns import PATIENCE, Work

NOTICE_AFTER = timedelta(seconds=20)
LONGEST_PAUSE_SECONDS = 15
FAULTS_LIMIT = 3
_turns: Table = Turn.__table__  # type: ignore[assignment]
_events: Table = InboxEvent.__table__  # type: ignore[assignment]
_CLOSE = (
    update(_turns)
    .where(_turns.c.id == bindparam("turn"), _turns.c.status == "open")
    .values(
        status="answered",
        answered_at=bindparam("new_at", type_=_turns.c.answered_at.type),
        decision=bindparam("new_decision"),
        topic=bindparam("new_topic"),
        confidence=bindparam("new_confidence"),
        record=bindparam("new_record", type_=_turns.c.record.type),
        latency_ms=bindparam("new_latency"),
    )
)
_PROCESS = (
    update(_events)
    .where(_events.c.processed_at.is_(None), _events.c.conversation_id == bindparam("conversation"))
    .where(_events.c.turn_id == bindparam("turn"))
    .values(processed_at=bindparam("now", type_=_events.c.processed_at.type), outcome="answered")
)


def commit_reply(
    session: Session, work: Work, reply: TurnReply, now: datetime, *, retention_days: int, kind: str = "bot"
) -> None:
    """Write outbox rows, state, record and "processed". Raises LostLease when the turn is not ours any more."""
    _close_turn(session, work, reply, now)
    release_with_state(session, work.conversation_id, work.owner, reply.state)
    session.execute(_PROCESS, {"conversation": work.conversation_id, "turn": work.turn_id, "now": now})
    if work.context["first_contact"]:
        introduce(session, work.conversation_id, now, retention_days)
    for message in reply.messages:
        queue_message(
            session,
            work.conversation_id,
            message["text"],
            now=now,
            kind=kind,
            quick_replies=message.get("quick_replies") or (),
            turn_id=work.turn_id,
        )


def _close_turn(session: Session, work: Work, reply: TurnReply, now: datetime) -> None:
    record = reply.record
    confidence = record.get("confidence")
    values = {
        "turn": work.turn_id,
        "new_at": now,
        "new_decision": _short(record.get("decision"), 20),
        "new_topic": _short(record.get("topic"), 60),
        "new_confidence": float(confidence) if isinstance(confidence, int | float) else None,
        "new_record": record,
        "new_latency": (now - work.created_at).total_seconds() * 1000,
    }
    closed: Any = session.execute(_CLOSE, values)
    if not closed.rowcount:
        raise LostLease(work.conversation_id)


def introduce(session: Session, conversation_id: str, now: datetime, retention_days: int) -> None:
    """Say who speaks here, once, before the first word of ours."""
    first: Any = session.execute(
        update(Conversation)
        .where(Conversation.id == conversation_id, Conversation.introduced_at.is_(None))
        .values(introduced_at=now)
        .execution_options(synchronize_session=False)
    )
    if first.rowcount:
        queue_message(session, conversation_id, text("introduction", days=retention_days), now=now, kind="system")


def answer_command(session: Session, work: Work, now: datetime) -> TurnReply:
    """The reply of the room that registered this button, or a polite word about an old one."""
    conversation = session.get_one(Conversation, work.conversation_id)
    said = run_command(session, conversation, work.payload or "", now)
    if said is None:
        return old_button_reply(work.state)
    return TurnReply([{"text": one} for one in said], {"decision": "act"}, work.state)


def old_button_reply(state: Any) -> TurnReply:
    """For a payload that is on no list any more."""
    return TurnReply([{"text": text("old_button"), "quick_replies": [ask_human_button()]}], {"decision": "act"}, state)


def given_up_reply(state: Any) -> TurnReply:
    """For a turn that fails while every part is healthy: a way to a person instead of silence."""
    return TurnReply([{"text": text("given_up"), "quick_replies": [ask_human_button()]}], {"decision": "failed"}, state)


def wait_for_more(session: Session, work: Work) -> None:
    """Keep a turn that looks unfinished open for further words until its patience ends."""
    turn = session.get_one(Turn, work.turn_id)
    turn.status, turn.next_try_at = "waiting", turn.created_at + PATIENCE
    session.flush()
    release(session, work.conversation_id, work.owner)


def postpone(session: Session, work: Work, now: datetime, *, retention_days: int, fault: bool) -> None:
    """Try the turn again later, from the same state; say so once when it has been failing for long.

    `fault`: the turn failed while every part was healthy.
    """
    turn = session.get_one(Turn, work.turn_id)
    turn.attempts += 1
    turn.faults += int(fault)
    turn.first_failed_at = turn.first_failed_at or work.started_at
    turn.next_try_at = now + timedelta(seconds=min(0.5 * 2**turn.attempts, LONGEST_PAUSE_SECONDS))
    session.flush()
    release(session, work.conversation_id, work.owner)
    notify_of_delay(session, [turn], now, retention_days)


def notify_of_delay(session: Session, turns: Sequence[Turn], now: datetime, retention_days: int) -> None:
    """Tell each person whose turn has been failing for 20 seconds that the answer comes later; once a turn."""
    for turn in turns:
        failing_since = turn.first_failed_at
        if turn.notice_at is None and failing_since and now >= failing_since + NOTICE_AFTER:
            turn.notice_at = now
            introduce(session, turn.conversation_id, now, retention_days)
            queue_message(session, turn.conversation_id, text("delayed"), now=now, kind="system")


def list_delayed(session: Session, now: datetime) -> list[Turn]:
    """Turns that have been failing for 20 seconds and whose person does not know it yet."""
    return list(
        session.scalars(
            select(Turn)
            .where(Turn.status == "open", Turn.notice_at.is_(None), Turn.first_failed_at <= now - NOTICE_AFTER)
            .limit(100)
        )
    )


def _short(value: Any, limit: int) -> str | None:
    return str(value)[:limit] if value is not None else None
