"""What goes out: a text becomes parts within the platform's limits, one behind the other."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy.orm import Session

from webhook.conversations.models import OutboxPart
from webhook.messenger.limits import fit_quick_replies, split_text

_table: Table = OutboxPart.__table__  # type: ignore[assignment]
_LAST = select(func.max(_table.c.id)).where(_table.c.conversation_id == bindparam("conversation"))
_RELEASE = (
    update(_table)
    .where(_table.c.conversation_id == bindparam("conversation"), _table.c.status == "held")
    .values(status="queued", next_try_at=bindparam("now", type_=_table.c.next_try_at.type), error=None)
)


def queue_message(
    session: Session,
    conversation_id: str,
    text: str,
    *,
    now: datetime,
    kind: str = "bot",
    quick_replies: Sequence[Mapping[str, str]] = (),
    turn_id: str | None = None,
    ticket_id: int | None = None,
) -> list[OutboxPart]:
    """Put a message behind what the conversation already waits for; the caller commits, then wakes the worker.

    `kind` is bot, expert or system: only an expert's words may use the seven-day window.
    `quick_replies` are mappings with `title` and `payload`; they go with the last part.
    Raises ValueError when there is nothing to say.
    """
    pieces = split_text(text)
    if not pieces:
        raise ValueError("A message without words cannot be queued.")
    session.flush()
    previous = session.scalar(_LAST, {"conversation": conversation_id})
    parts = []
    for number, piece in enumerate(pieces, start=1):
        part = _part(conversation_id, piece, kind, now)
        part.turn_id, part.ticket_id, part.previous_id = turn_id, ticket_id, previous
        part.quick_replies = fit_quick_replies(quick_replies) if number == len(pieces) else []
        session.add(part)
        session.flush()
        previous = part.id
        parts.append(part)
    return parts


def _part(conversation_id: str, text: str, kind: str, now: datetime) -> OutboxPart:
    return OutboxPart(
        conversation_id=conversation_id,
        key=f"o_{uuid.uuid4().hex}",
        kind=kind,
        status="queued",
        text=text,
        created_at=now,
        next_try_at=now,
        attempts=0,
    )


def release_held(session: Session, conversation_id: str, now: datetime) -> None:
    """The person has written again: what was held for that may go."""
    session.execute(_RELEASE, {"conversation": conversation_id, "now": now})
