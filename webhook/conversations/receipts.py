"""What Facebook tells about our own messages: echoes, deliveries, reads. Many at once, one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Table, bindparam, or_, select, update
from sqlalchemy.orm import Session

from webhook.conversations.delivery import record_echo
from webhook.conversations.models import Conversation, InboxEvent, Message, OutboxPart, Page
from webhook.db import Database
from webhook.messenger.events import RECEIPT_KINDS

PAGE_INBOX_APP = "263902037430900"
BATCH = 300
_parts: Table = OutboxPart.__table__  # type: ignore[assignment]
_at_home = _parts.c.conversation_id == bindparam("conversation")
_OWN_PART = (
    select(_parts.c.id, _parts.c.status)
    .where(_at_home, or_(_parts.c.key == bindparam("own_key"), _parts.c.mid == bindparam("own_mid")))
    .limit(1)
)


def _mark_statement(column: Any) -> Any:
    reached = or_(
        _parts.c.mid.in_(bindparam("mids", expanding=True)),
        _parts.c.sending_at <= bindparam("until", type_=column.type),
    )
    return (
        update(_parts)
        .where(_at_home, column.is_(None), _parts.c.status == "sent", reached)
        .values({column: bindparam("at", type_=column.type)})
    )


_DELIVERED = _mark_statement(_parts.c.delivered_at)
_READ = _mark_statement(_parts.c.read_at)


def has_receipts(db: Database) -> bool:
    """Tell whether any receipt waits, without taking the writer's lock."""
    with db.read() as session:
        return session.scalars(_waiting().limit(1)).first() is not None


def read_receipts(session: Session, now: datetime) -> int:
    """Take up to 300 waiting receipts, oldest first, and return how many there were."""
    events = list(session.scalars(_waiting().limit(BATCH)))
    for event in events:
        event.outcome = _READERS[event.kind](session, event, now)
        event.processed_at = now
    return len(events)


def _waiting() -> Any:
    return (
        select(InboxEvent)
        .where(InboxEvent.processed_at.is_(None), InboxEvent.kind.in_(RECEIPT_KINDS))
        .order_by(InboxEvent.id)
    )


def _read_echo(session: Session, event: InboxEvent, now: datetime) -> str:
    """Our own message came back: it was sent. One that is not ours was written by a person or another program."""
    part = session.execute(_OWN_PART, _own_part_values(event)).first()
    if part is not None:
        if part.status != "sent":
            record_echo(session, part.id, event.payload["mid"], now)
        _note_echoes(session, event.page_id, now)
        return "settled"
    if session.get(Conversation, event.conversation_id) is None:
        return "no_conversation"
    known = select(Message.id).where(Message.mid == event.payload["mid"]).limit(1)
    if session.scalars(known).first() is not None:
        return "known"
    session.add(
        Message(
            conversation_id=event.conversation_id,
            author="expert" if event.payload["app_id"] == PAGE_INBOX_APP else "system",
            mid=event.payload["mid"],
            text=event.payload["text"] or None,
            attachments=event.payload["attachments"] or None,
            sent_at=event.sent_at,
        )
    )
    return "transcript"


def _own_part_values(event: InboxEvent) -> dict[str, Any]:
    metadata, mid = event.payload["metadata"], event.payload["mid"]
    return {"conversation": event.conversation_id, "own_key": metadata or "", "own_mid": mid}


def _note_echoes(session: Session, page_id: str, now: datetime) -> None:
    page = session.get(Page, page_id)
    if page is not None and (page.echoes_seen_at is None or (now - page.echoes_seen_at).total_seconds() > 60):
        page.echoes_seen_at = now


def _read_delivery(session: Session, event: InboxEvent, now: datetime) -> str:
    _mark(session, event, _DELIVERED)
    return "marked"


def _read_read(session: Session, event: InboxEvent, now: datetime) -> str:
    _mark(session, event, _DELIVERED)
    _mark(session, event, _READ)
    return "marked"


def _mark(session: Session, event: InboxEvent, statement: Any) -> None:
    """All that was sent up to the watermark has been delivered or read at that time."""
    watermark = event.payload["watermark"]
    until = datetime.fromtimestamp(watermark / 1000, UTC) if watermark else None
    values = {
        "conversation": event.conversation_id,
        "mids": event.payload["mids"],
        "until": until or datetime.fromtimestamp(0, UTC),
        "at": until or event.sent_at,
    }
    session.execute(statement, values)


_READERS = {"echo": _read_echo, "delivery": _read_delivery, "read": _read_read}
