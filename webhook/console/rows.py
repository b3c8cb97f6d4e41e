"""The rows of the queue: which tickets, in which order, under which filter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from webhook.conversations.models import Message
from webhook.staff.models import Staff
from webhook.tickets.answering import shorten
from webhook.tickets.deadlines import Deadline, is_overdue, nearer, window_until
from webhook.tickets.delivery import has_lost_part
from webhook.tickets.models import Ticket
from webhook.tickets.moves import may_work_on

FILTERS = ("mine", "department", "all")
QUESTION_SHOWN = 180
MOST = 500


@dataclass(frozen=True)
class QueueRow:
    """One ticket in the queue. `lost`: answered, but a part did not arrive."""

    ticket: Ticket
    question: str
    deadline: Deadline
    window: datetime | None
    overdue: bool
    lost: bool


def list_rows(session: Session, now: datetime) -> list[QueueRow]:
    """All that needs somebody: live tickets and answers that did not arrive, the nearest first."""
    lost = list_lost(session)
    tickets = session.scalars(
        select(Ticket)
        .where(Ticket.live_for.is_not(None) | Ticket.id.in_(lost))
        .options(selectinload(Ticket.questions), selectinload(Ticket.conversation), selectinload(Ticket.holder))
        .order_by(Ticket.due_at)
        .limit(MOST)
    ).all()
    asked = read_questions(session, tickets)
    rows = [_row(ticket, asked[ticket.id], ticket.id in lost, now) for ticket in tickets]
    return sorted(rows, key=_order)


def list_lost(session: Session) -> set[int]:
    """Answered tickets whose answer did not arrive."""
    return set(session.scalars(select(Ticket.id).where(Ticket.status == "answered", has_lost_part())))


def read_questions(session: Session, tickets: Sequence[Ticket], shown: int = QUESTION_SHOWN) -> dict[int, str]:
    """The first question of each ticket in one line; "" where it was not words."""
    wanted = {ticket.id: ticket.questions[0].message_ids for ticket in tickets}
    ids = {message_id for message_ids in wanted.values() for message_id in message_ids}
    texts = {
        message_id: text
        for message_id, text in session.execute(select(Message.id, Message.text).where(Message.id.in_(ids)))
        if text
    }
    return {
        ticket_id: shorten(" ".join(texts[one] for one in message_ids if one in texts), shown)
        for ticket_id, message_ids in wanted.items()
    }


def pick(rows: Iterable[QueueRow], which: str, staff: Staff) -> list[QueueRow]:
    """The rows under a filter: held by me, mine to work on, all."""
    if which == "mine":
        return [row for row in rows if row.ticket.claimed_by == staff.id]
    if which == "department":
        return [row for row in rows if may_work_on(row.ticket, staff)]
    return list(rows)


def _row(ticket: Ticket, question: str, lost: bool, now: datetime) -> QueueRow:
    window = window_until(ticket.conversation.last_user_at)
    return QueueRow(
        ticket=ticket,
        question=question,
        deadline=nearer(ticket.due_at, window, ticket.waiting_since, now),
        window=window,
        overdue=is_overdue(ticket.status, ticket.due_at, ticket.waiting_since, now),
        lost=lost,
    )


def _order(row: QueueRow) -> tuple[bool, bool, datetime]:
    return not row.lost, row.deadline.kind == "waiting", row.deadline.at
