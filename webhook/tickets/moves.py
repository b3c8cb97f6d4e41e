"""Moves of a ticket: each checks the table, the holder and the row version, and writes an event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.staff.models import Staff
from webhook.tickets import staff_mail
from webhook.tickets.codes import find_code
from webhook.tickets.deadlines import due_after
from webhook.tickets.models import Ticket, TicketEvent
from webhook.tickets.routing import supporting
from webhook.tickets.states import LIVE, TRANSITIONS, next_status, refuse
from webhook.tickets.words import word


def get_ticket(session: Session, code: str, lock: bool = False) -> Ticket:
    """The ticket with this code. Raises TicketError. `lock` keeps a second writer waiting (PostgreSQL)."""
    query = select(Ticket).where(Ticket.code == (find_code(code) or code))
    ticket = session.scalars(query.with_for_update() if lock else query).first()
    if ticket is None:
        raise refuse("unknown_ticket", code=code[:20])
    return ticket


def write_move(
    session: Session,
    ticket: Ticket,
    move: str,
    now: datetime,
    *,
    by: Staff | None = None,
    actor: str = "staff",
    detail: Any = None,
) -> None:
    """Check and apply one line of TRANSITIONS: status, `live_for`, version, event."""
    status = next_status(ticket.code, ticket.status, move)
    if by is not None and not may_make(ticket, move, by):
        raise refuse("taken", code=ticket.code, name=ticket.holder.name if ticket.holder else word("statuses", "open"))
    ticket.events.append(
        TicketEvent(
            move=move, from_status=ticket.status, to_status=status, actor=actor, staff=by, at=now, detail=detail
        )
    )
    ticket.status = status
    ticket.live_for = ticket.conversation_id if status in LIVE else None
    ticket.version += 1


def require_version(ticket: Ticket, version: int) -> None:
    """Refuse when the ticket moved on since the page was made."""
    if ticket.version == version:
        return
    last = ticket.events[-1]
    who = last.staff.name if last.staff else word("actors", last.actor)
    raise refuse("changed", code=ticket.code, what=f"{who}: {word('moves', last.move).lower()}")


def may_make(ticket: Ticket, move: str, staff: Staff) -> bool:
    """Whether this person may make this move: the holder, a dispatcher, anyone, as the table says."""
    who = TRANSITIONS[move].by
    if who == "anyone" or ticket.claimed_by == staff.id:
        return True
    return who == "holder_or_dispatcher" and (staff.role != "expert" or ticket.claimed_by is None)


def may_work_on(ticket: Ticket, staff: Staff) -> bool:
    """An expert works on tickets of the own department, leading or supporting; who is bound to none, on all."""
    others = supporting(ticket.department, (question.department for question in ticket.questions))
    return staff.sees_all or staff.department in (ticket.department, *others)


def claim(session: Session, ticket: Ticket, by: Staff, version: int, now: datetime, department_name: str) -> None:
    """Take an open ticket; only one of two gets it."""
    require_version(ticket, version)
    if not may_work_on(ticket, by):
        raise refuse("not_yours", code=ticket.code, department=department_name)
    write_move(session, ticket, "claim", now, by=by)
    ticket.holder = by
    ticket.claimed_at = now


def release(session: Session, ticket: Ticket, by: Staff, version: int, now: datetime) -> None:
    """Give a held ticket back to the queue."""
    require_version(ticket, version)
    write_move(session, ticket, "release", now, by=by)
    _let_go(ticket)


def transfer(
    session: Session, ticket: Ticket, by: Staff, version: int, now: datetime, to: str, note: str, known: dict[str, str]
) -> None:
    """Hand an unanswered ticket to another department, which is told by mail; the promise stays."""
    require_version(ticket, version)
    if to not in known:
        raise refuse("unknown_department")
    if to == ticket.department:
        raise refuse("same_department", code=ticket.code, department=known[to])
    if ticket.holder is None and not may_work_on(ticket, by):
        raise refuse("not_yours", code=ticket.code, department=known[ticket.department])
    detail = {"before": ticket.department, "after": to, "note": note[:500]}
    write_move(session, ticket, "transfer", now, by=by, detail=detail)
    _let_go(ticket)
    for question in ticket.questions:
        if question.department == ticket.department:
            question.department = to
    ticket.department = to
    staff_mail.tell_department(session, ticket, "transfer", now, unique=str(ticket.version))


def close(
    session: Session, ticket: Ticket, now: datetime, *, by: Staff | None = None, actor: str = "staff", why: str = ""
) -> None:
    """An answered ticket is done: the worker said so, a person did, or nobody wrote for long."""
    write_move(session, ticket, "close", now, by=by, actor=actor, detail={"why": why})
    ticket.closed_at = now


def reopen(
    session: Session, ticket: Ticket, now: datetime, *, by: Staff | None = None, actor: str = "staff", why: str = ""
) -> None:
    """Back to the same department's queue with a new promise."""
    write_move(session, ticket, "reopen", now, by=by, actor=actor, detail={"why": why})
    _let_go(ticket)
    restart_promise(ticket, now)
    ticket.answered_at = None
    ticket.closed_at = None
    staff_mail.tell_department(session, ticket, "reopen", now, unique=str(ticket.version))


def restart_promise(ticket: Ticket, start: datetime) -> None:
    """A new 24 hours: reminders, overdue flag and the late word begin anew."""
    ticket.due_at = due_after(start)
    ticket.waiting_since = None
    ticket.reminded_at = None
    ticket.overdue_at = None
    ticket.late_word_at = None


def _let_go(ticket: Ticket) -> None:
    ticket.holder = None
    ticket.claimed_at = None
    ticket.waiting_since = None
