"""The live ticket as Rasa is told of it, and the figures of all tickets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation
from webhook.tickets.models import Ticket
from webhook.tickets.routing import worker_name


def live_context(session: Session, conversation: Conversation, now: datetime) -> dict[str, Any] | None:
    """`context.ticket` of docs/flows.md: the open or claimed ticket, or None."""
    ticket = session.scalars(select(Ticket).where(Ticket.live_for == conversation.id)).first()
    if ticket is None:
        return None
    return {
        "code": ticket.code,
        "department": worker_name(ticket.department),
        "department_id": ticket.department,
        "due_at": ticket.due_at.isoformat(),
        "status": ticket.status,
        "consent_at": ticket.questions[-1].consent_at.isoformat(),
    }


def count_tickets(session: Session, now: datetime) -> dict[str, int]:
    """How many are open, claimed, answered, overdue; for /metrics and the console."""
    rows = session.execute(select(Ticket.status, func.count()).group_by(Ticket.status)).all()
    late = select(func.count()).where(
        Ticket.live_for.is_not(None), Ticket.waiting_since.is_(None), Ticket.due_at <= now
    )
    counted = {str(row[0]): int(row[1]) for row in rows}
    return {name: counted.get(name, 0) for name in ("open", "claimed", "answered")} | {
        "overdue": session.scalar(late) or 0
    }
