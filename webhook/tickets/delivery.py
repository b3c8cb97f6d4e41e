"""How the parts of an answer fared on their way to the worker."""

from __future__ import annotations

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from webhook.conversations.models import OutboxPart
from webhook.tickets.models import Ticket, TicketAnswer

LOST = ("refused", "unknown")


def list_parts(session: Session, answer: TicketAnswer) -> list[OutboxPart]:
    """The outbox parts of one answer, in order."""
    query = select(OutboxPart).where(OutboxPart.id.in_(answer.outbox_ids))
    return list(session.scalars(query.order_by(OutboxPart.id)))


def has_lost_part() -> ColumnElement[bool]:
    """An expert's words since the ticket was answered were refused, or nobody knows whether they arrived."""
    return exists().where(_since_answer(), OutboxPart.status.in_(LOST))


def has_unsent_part() -> ColumnElement[bool]:
    """An expert's words since the ticket was answered have not gone out."""
    return exists().where(_since_answer(), OutboxPart.status != "sent")


def _since_answer() -> ColumnElement[bool]:
    return (
        (OutboxPart.ticket_id == Ticket.id)
        & (OutboxPart.kind == "expert")
        & (OutboxPart.created_at >= Ticket.answered_at)
    )
