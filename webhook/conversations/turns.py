"""Turns: made of what waits, fixed before Rasa is asked, answered exactly once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, exists, insert, select
from sqlalchemy.orm import Session

from webhook.conversations.context import collect_context
from webhook.conversations.inbox import Said, first_group, group_payload, list_waiting, understand
from webhook.conversations.leases import is_leased, take_lease
from webhook.conversations.models import Conversation, InboxEvent, Message, Page, Turn
from webhook.conversations.outbox import release_held
from webhook.db import Database
from webhook.messenger.events import TURN_KINDS
from webhook.messenger.identity import identify

PATIENCE = timedelta(seconds=4)
_NOT_ACTIONS = ("edit", "response_feedback")
_UNANSWERED = (
    select(Turn).where(Turn.conversation_id == bindparam("conversation"), Turn.status.in_(("open", "waiting"))).limit(1)
)
_LOCKED = select(Conversation).where(Conversation.id == bindparam("conversation")).with_for_update()
_messages: Table = Message.__table__  # type: ignore[assignment]
_MESSAGES = (
    select(_messages.c.id, _messages.c.text)
    .where(_messages.c.turn_id == bindparam("turn"))
    .order_by(_messages.c.sent_at, _messages.c.id)
)
_ADD_MESSAGES = insert(_messages)


@dataclass(frozen=True)
class Work:
    """A turn that is ours to answer now: all that Rasa is told, and the lease that makes it ours.

    `rest` counts what waits behind it; `patience` tells that an unfinished message may wait for more words.
    """

    turn_id: str
    conversation_id: str
    page_id: str
    psid: str
    owner: str
    text: str | None
    payload: str | None
    sent_at: datetime
    state: Any
    context: dict[str, Any]
    started_at: datetime
    created_at: datetime
    patience: bool
    rest: int
    attempts: int
    faults: int


def begin_turn(session: Session, conversation_id: str, message_key: str, now: datetime) -> Work | None:
    """Take the person's next turn: one that failed, one that waited for more, or a new one of all that waits.

    None when there is nothing to do now or somebody else is at it. The caller commits before asking Rasa.
    """
    conversation = session.scalars(_LOCKED, {"conversation": conversation_id}).first()
    if conversation and is_leased(conversation, now):
        return None
    events = list_waiting(session, conversation_id)
    turn = session.scalars(_UNANSWERED, {"conversation": conversation_id}).first()
    if not events and turn is None:
        return None
    conversation = conversation or _add_conversation(session, events[0], message_key, now)
    take_lease(conversation, now)
    _note_contact(session, conversation, events, now)
    said = understand(session, events, now)
    if turn is None:
        turn, rest = _make_turn(session, conversation, said, now)
    else:
        turn, rest = _continue(session, turn, said, now)
    if turn is None:
        conversation.lease_owner = conversation.lease_until = None
        return None
    session.flush()
    return _work(session, conversation, turn, rest, now)


def _add_conversation(session: Session, event: InboxEvent, message_key: str, now: datetime) -> Conversation:
    if session.get(Page, event.page_id) is None:
        session.add(Page(id=event.page_id))
        session.flush()
    psid = event.payload["psid"]
    person = identify(message_key, event.page_id, psid)
    made = Conversation(
        id=person.conversation_id, page_id=event.page_id, person_hash=person.person_hash, psid=psid, created_at=now
    )
    session.add(made)
    session.flush()
    return made


def _note_contact(session: Session, conversation: Conversation, events: Sequence[InboxEvent], now: datetime) -> None:
    """A person's action opens the sending window and lets go what was held for it."""
    acted = [event.sent_at for event in events if event.kind not in _NOT_ACTIONS]
    if acted:
        conversation.last_user_at = max([*acted, *filter(None, [conversation.last_user_at])])
        release_held(session, conversation.id, now)


def _make_turn(
    session: Session, conversation: Conversation, said: Sequence[Said], now: datetime
) -> tuple[Turn | None, int]:
    group = first_group(said)
    if not group:
        return None, 0
    turn = Turn(
        id=f"t_{uuid.uuid4().hex}",
        conversation_id=conversation.id,
        status="open",
        payload=group_payload(group),
        about_turn_id=group[0].about_turn_id,
        sent_at=group[-1].event.sent_at,
        created_at=now,
        next_try_at=now,
        attempts=0,
        faults=0,
    )
    session.add(turn)
    session.flush()
    _take_in(session, turn, group)
    return turn, len(said) - len(group)


def _continue(session: Session, turn: Turn, said: Sequence[Said], now: datetime) -> tuple[Turn | None, int]:
    """Take up an unanswered turn. One that waits for more takes in the texts that came and is asked at once."""
    waits = turn.status == "waiting"
    joined = first_group(said) if waits and said and said[0].sort == "text" else []
    if joined:
        _take_in(session, turn, joined)
        turn.sent_at = joined[-1].event.sent_at
    if turn.next_try_at > now and not (waits and said):
        return None, 0
    turn.status = "open"
    return turn, len(said) - len(joined)


def _take_in(session: Session, turn: Turn, group: Sequence[Said]) -> None:
    """Put what was said into the turn and into the transcript; a message belongs to one turn only."""
    for said in group:
        said.event.turn_id = turn.id
    session.execute(_ADD_MESSAGES, [_message_row(turn, said) for said in group])


def _message_row(turn: Turn, said: Said) -> dict[str, Any]:
    payload = said.event.payload
    return {
        "conversation_id": turn.conversation_id,
        "author": "worker",
        "mid": payload.get("mid") or None,
        "text": said.text or None,
        "attachments": payload.get("attachments") or None,
        "sent_at": said.event.sent_at,
        "turn_id": turn.id,
    }


def _work(session: Session, conversation: Conversation, turn: Turn, rest: int, now: datetime) -> Work:
    messages = session.execute(_MESSAGES, {"turn": turn.id}).all()
    asked = session.execute(_MESSAGES, {"turn": turn.about_turn_id}).all() if turn.about_turn_id else messages
    patience = not rest and now < turn.created_at + PATIENCE
    context = {
        "message_ids": [message.id for message in asked or messages],
        "first_contact": conversation.introduced_at is None,
        "patience": patience,
        "about_turn": turn.about_turn_id,
    }
    return Work(
        turn_id=turn.id,
        conversation_id=conversation.id,
        page_id=conversation.page_id,
        psid=conversation.psid,
        owner=conversation.lease_owner or "",
        text=None if turn.payload else "\n".join(message.text for message in messages),
        payload=turn.payload,
        sent_at=turn.sent_at,
        state=conversation.state,
        context=context | collect_context(session, conversation, now),
        started_at=now,
        created_at=turn.created_at,
        patience=patience,
        rest=rest,
        attempts=turn.attempts,
        faults=turn.faults,
    )


def list_due(db: Database, now: datetime, limit: int = 200) -> list[str]:
    """Conversations with waiting events or a turn whose time has come, and nobody at them."""
    free = Conversation.lease_until.is_(None) | (Conversation.lease_until < now)
    waiting = (
        select(InboxEvent.conversation_id)
        .outerjoin(Conversation, Conversation.id == InboxEvent.conversation_id)
        .where(InboxEvent.processed_at.is_(None), InboxEvent.turn_id.is_(None), InboxEvent.kind.in_(TURN_KINDS))
        .where(free, ~_resting(now))
        .order_by(InboxEvent.id)
        .limit(limit)
    )
    due = (
        select(Turn.conversation_id)
        .join(Conversation, Conversation.id == Turn.conversation_id)
        .where(Turn.status.in_(("open", "waiting")), Turn.next_try_at <= now)
        .where(free)
        .order_by(Turn.next_try_at)
        .limit(limit)
    )
    with db.read() as session:
        found = [*session.scalars(waiting), *session.scalars(due)]
    return [conversation_id for conversation_id in dict.fromkeys(found) if conversation_id]


def _resting(now: datetime) -> Any:
    """The person has a failed turn whose next try is still to come: what they wrote since waits behind it."""
    return exists().where(
        Turn.conversation_id == InboxEvent.conversation_id, Turn.status == "open", Turn.next_try_at > now
    )
