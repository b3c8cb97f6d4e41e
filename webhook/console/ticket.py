"""The ticket page and its moves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from webhook.console.answer_form import AnswerForm, empty_form
from webhook.console.blueprint import bp
from webhook.console.case import build_case
from webhook.console.menu import department_name
from webhook.services import services
from webhook.staff.access import staff_only
from webhook.staff.models import Staff
from webhook.tickets import moves
from webhook.tickets.codes import find_code
from webhook.tickets.models import Ticket
from webhook.tickets.states import TicketError
from webhook.tickets.words import read, rule

Move = Callable[[Session, Ticket, Staff, int, datetime], None]


@bp.get("/tickets/<code>")
@staff_only
def ticket(code: str) -> Any:
    """One case: the conversation, what the assistant knew, the answer form, its history."""
    if find_code(code) is None:
        abort(404)
    return show(code)


@bp.errorhandler(404)
def not_found(_error: Exception) -> tuple[str, int]:
    """A page for whoever follows an old or mistyped link."""
    return render_template("console/not_found.html"), 404


def show(code: str, form: AnswerForm | None = None, problem: str | None = None) -> Any:
    """Render the page; with a form that was not accepted it says why and keeps what was written."""
    shared = services()
    kb = shared.knowledge()
    with shared.db.read() as session:
        try:
            found = moves.get_ticket(session, code)
        except TicketError:
            abort(404)
        whole = request.args.get("all") == "1"
        case = build_case(session, found, g.staff, kb, shared.settings, shared.clock.now(), whole)
        page = render_template(
            "console/ticket.html",
            case=case,
            form=form or empty_form(),
            problem=problem,
            departments=kb.departments,
            limit=rule("answer_limit"),
        )
    return (page, 409) if problem else page


@bp.post("/tickets/<code>/claim")
@staff_only
def claim(code: str) -> Any:
    """Take the ticket."""

    def make(session: Session, found: Ticket, by: Staff, version: int, now: datetime) -> None:
        moves.claim(session, found, by, version, now, department_name(found.department))

    return _move(code, make, "claimed")


@bp.post("/tickets/<code>/release")
@staff_only
def release(code: str) -> Any:
    """Give it back."""
    return _move(code, moves.release, "released")


@bp.post("/tickets/<code>/transfer")
@staff_only
def transfer(code: str) -> Any:
    """Hand it to another department."""
    to, note = request.form.get("to", ""), request.form.get("note", "").strip()
    known = services().knowledge().departments

    def make(session: Session, found: Ticket, by: Staff, version: int, now: datetime) -> None:
        moves.transfer(session, found, by, version, now, to, note, known)

    return _move(code, make, "transferred")


@bp.post("/tickets/<code>/close")
@staff_only
def close(code: str) -> Any:
    """An answered ticket is done."""

    def make(session: Session, found: Ticket, by: Staff, version: int, now: datetime) -> None:
        moves.require_version(found, version)
        moves.close(session, found, now, by=by)

    return _move(code, make, "closed")


@bp.post("/tickets/<code>/reopen")
@staff_only
def reopen(code: str) -> Any:
    """Back into the queue, to answer again."""

    def make(session: Session, found: Ticket, by: Staff, version: int, now: datetime) -> None:
        moves.require_version(found, version)
        moves.reopen(session, found, now, by=by)

    return _move(code, make, "reopened")


def _move(code: str, make: Move, done: str) -> Any:
    """One transaction; a refusal is shown on the ticket's page and nothing has happened."""
    shared = services()
    version = request.form.get("version", 0, int)
    try:
        with shared.db.write() as session:
            found = moves.get_ticket(session, code, lock=True)
            make(session, found, session.get_one(Staff, g.staff.id), version, shared.clock.now())
    except TicketError as error:
        flash(str(error), "bad")
    else:
        flash(read("words")["done"][done], "good")
    return redirect(url_for("console.ticket", code=code))
