"""Which of the staff get a mail about what. Rows are made here, sent by the sweep."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.staff.models import Staff
from webhook.tickets.models import StaffMail, Ticket


def tell_holder(session: Session, ticket: Ticket, kind: str, now: datetime, unique: str) -> int:
    """A mail to whoever holds the ticket, else to its department."""
    if ticket.holder is not None and ticket.holder.active:
        return _queue(session, ticket, kind, now, unique, [ticket.holder.id])
    return tell_department(session, ticket, kind, now, unique)


def tell_department(session: Session, ticket: Ticket, kind: str, now: datetime, unique: str) -> int:
    """A mail to the department's experts; to the dispatchers where it has none, and always when urgent or overdue."""
    experts = _addresses(session, Staff.department == ticket.department, Staff.role == "expert")
    with_dispatchers = ticket.urgent or kind == "overdue" or not experts
    dispatchers = _addresses(session, Staff.role != "expert") if with_dispatchers else []
    return _queue(session, ticket, kind, now, unique, [*experts, *dispatchers])


def _addresses(session: Session, *which: object) -> list[int]:
    query = select(Staff.id).where(Staff.active, Staff.email.is_not(None), *which)  # type: ignore[arg-type]
    return list(session.scalars(query.order_by(Staff.id)))


def _queue(session: Session, ticket: Ticket, kind: str, now: datetime, unique: str, staff_ids: list[int]) -> int:
    """Add the mails that are not there yet; returns how many."""
    keys = {f"{kind}:{ticket.code}:{unique}:{staff_id}": staff_id for staff_id in dict.fromkeys(staff_ids)}
    known = set(session.scalars(select(StaffMail.key).where(StaffMail.key.in_(keys))))
    fresh = {key: staff_id for key, staff_id in keys.items() if key not in known}
    session.add_all(
        StaffMail(key=key, ticket_id=ticket.id, staff_id=staff_id, kind=kind, created_at=now, next_try_at=now)
        for key, staff_id in fresh.items()
    )
    return len(fresh)
