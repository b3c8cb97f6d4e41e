"""For dispatchers: what did not reach a worker. No words are shown: only a ticket's consent opens a conversation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask import render_template, request
from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.console.blueprint import bp
from webhook.conversations.models import Conversation, OutboxPart, Page
from webhook.services import services
from webhook.staff.access import dispatchers_only
from webhook.tickets.models import Ticket

STATES = ("refused", "unknown", "held")
LOOK_BACK = timedelta(days=30)
MOST = 200


@dataclass(frozen=True)
class Trouble:
    """A part that did not go out, with its conversation, page and ticket (where it belongs to one)."""

    part: OutboxPart
    conversation: Conversation
    page: Page
    ticket_code: str | None


@bp.get("/conversations")
@dispatchers_only
def conversations() -> Any:
    """Refused, unknown and held messages of the last 30 days, the newest first; pages that are stopped."""
    shared = services()
    wanted = request.args.get("show", "")
    with shared.db.read() as session:
        troubles = list_troubles(session, shared.clock.now())
        stopped = session.scalars(select(Page).where(Page.blocked_reason.is_not(None))).all()
        counts = {state: sum(one.part.status == state for one in troubles) for state in STATES}
        shown = [one for one in troubles if wanted not in STATES or one.part.status == wanted]
        return render_template(
            "console/conversations.html",
            troubles=shown,
            stopped=stopped,
            counts=counts,
            show=wanted,
            total=len(troubles),
        )


def list_troubles(session: Session, now: datetime) -> list[Trouble]:
    """What did not go out, newest first."""
    query = (
        select(OutboxPart, Conversation, Page, Ticket.code)
        .join(Conversation, Conversation.id == OutboxPart.conversation_id)
        .join(Page, Page.id == Conversation.page_id)
        .outerjoin(Ticket, Ticket.id == OutboxPart.ticket_id)
        .where(OutboxPart.status.in_(STATES), OutboxPart.created_at >= now - LOOK_BACK)
        .order_by(OutboxPart.created_at.desc(), OutboxPart.id.desc())
        .limit(MOST)
    )
    return [Trouble(*row) for row in session.execute(query)]
