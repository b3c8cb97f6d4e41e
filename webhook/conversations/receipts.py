"""What Facebook tells about our own messages: echoes, deliveries, reads. Many at once, one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from webhook.conversations.delivery import record_echo
from webhook.conversations.models import Conversation, InboxEvent, Message, OutboxPart, Page
from webhook.db import Database
from webhook.messenger.events import RECEIPT_KINDS

PAGE_INBOX_APP = "263902037430900"
BATCH = 300


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
    part = _find_own_part(session, event)
    if part is not None:
        record_echo(session, part, event.payload["mid"], now)
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


def _find_own_part(session: Session, event: InboxEvent) -> OutboxPart | None:
    metadata, mid = event.payload["metadata"], event.payload["mid"]
    ours = or_(OutboxPart.key == metadata, OutboxPart.mid == mid) if metadata else OutboxPart.mid == mid
    query = select(OutboxPart).where(OutboxPart.conversation_id == event.conversation_id, ours).limit(1)
    return session.scalars(query).first()


def _note_echoes(session: Session, page_id: str, now: datetime) -> None:
    page = session.get(Page, page_id)
    if page is not None and (page.echoes_seen_at is None or (now - page.echoes_seen_at).total_seconds() > 60):
        page.echoes_seen_at = now


def _read_delivery(session: Session, event: InboxEvent, now: datetime) -> str:
    _mark(session, event, OutboxPart.delivered_at)
    return "marked"


def _read_read(session: Session, event: InboxEvent, now: datetime) -> str:
    _mark(session, event, OutboxPart.delivered_at)
    _mark(session, event, OutboxPart.read_at)
    return "marked"


def _mark(session: Session, event: InboxEvent, column: Any) -> None:
    """All that was sent up to the watermark has been delivered or read at that time."""
    watermark = event.payload["watermark"]
    until = datetime.fromtimestamp(watermark / 1000, UTC) if watermark else None
    reached: list[Any] = [OutboxPart.mid.in_(event.payload["mids"])] if event.payload["mids"] else []
    if until is not None:
        reached.append(OutboxPart.sending_at <= until)
    if not reached:
        return
    session.execute(
        update(OutboxPart)
        .where(OutboxPart.conversation_id == event.conversation_id, column.is_(None), OutboxPart.status == "sent")
        .where(or_(*reached))
        .values({column: until or event.sent_at})
        .execution_options(synchronize_session=False)
    )


_READERS = {"echo": _read_echo, "delivery": _read_delivery, "read": _read_read}
