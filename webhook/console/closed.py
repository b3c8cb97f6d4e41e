"""Answered and closed tickets, newest first, with a search by code."""

from __future__ import annotations

from typing import Any

from flask import redirect, render_template, request, url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from webhook.console.blueprint import bp
from webhook.console.rows import list_lost, read_questions
from webhook.services import services
from webhook.staff.access import staff_only
from webhook.tickets.codes import find_code
from webhook.tickets.models import Ticket

PER_PAGE = 30


@bp.get("/closed")
@staff_only
def closed() -> Any:
    """The list; a whole code leads straight to its ticket, also to one that still waits."""
    typed = request.args.get("code", "").strip()[:20]
    page = max(1, request.args.get("page", 1, int))
    with services().db.read() as session:
        code = find_code(typed) if typed else None
        if code and session.scalar(select(Ticket.id).where(Ticket.code == code)):
            return redirect(url_for("console.ticket", code=code))
        tickets = _list(session, typed, page)
        return render_template(
            "console/closed.html",
            tickets=tickets[:PER_PAGE],
            questions=read_questions(session, tickets),
            lost=list_lost(session),
            more=len(tickets) > PER_PAGE,
            page=page,
            typed=typed,
        )


def _list(session: Session, typed: str, page: int) -> list[Ticket]:
    query = select(Ticket).where(Ticket.status.in_(("answered", "closed")))
    if typed:
        query = query.where(Ticket.code.contains(typed.upper().removeprefix("TV-"), autoescape=True))
    query = query.options(selectinload(Ticket.questions), selectinload(Ticket.answers), selectinload(Ticket.holder))
    newest = func.coalesce(Ticket.closed_at, Ticket.answered_at).desc()
    return list(
        session.scalars(query.order_by(newest, Ticket.id.desc()).limit(PER_PAGE + 1).offset((page - 1) * PER_PAGE))
    )
