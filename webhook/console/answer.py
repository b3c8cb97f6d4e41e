"""Preview and sending of an answer, and the citation search behind the form."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import abort, flash, g, jsonify, redirect, render_template, request, url_for

from webhook.clock import VIETNAM
from webhook.console.answer_form import AnswerForm, read_form
from webhook.console.blueprint import bp
from webhook.console.case import read_clocks
from webhook.console.lookup import look_up
from webhook.console.ticket import show
from webhook.messenger.limits import split_text
from webhook.messenger.window import Way
from webhook.services import services
from webhook.staff.access import staff_only
from webhook.staff.models import Staff
from webhook.tickets.answering import (
    Draft,
    check_draft,
    compose,
    doubtful_citations,
    helped_buttons,
    send_answer,
)
from webhook.tickets.citations import tell, to_form
from webhook.tickets.moves import get_ticket, require_version
from webhook.tickets.states import TicketError
from webhook.tickets.words import read, word


def _today() -> date:
    return services().clock.now().astimezone(VIETNAM).date()


def _form() -> AnswerForm:
    return read_form(request.form, services().knowledge(), _today())


def _raw_form() -> AnswerForm:
    """The form without what stands in the search box, to show it again."""
    sent = request.form.copy()
    sent.pop("search", None)
    return read_form(sent, services().knowledge(), _today())


@bp.post("/tickets/<code>/preview")
@staff_only
def preview(code: str) -> Any:
    """The answer as the worker will read it, and by which way it would go."""
    try:
        return _preview(code, _form())
    except TicketError as error:
        return show(code, _raw_form(), str(error))


def _preview(code: str, form: AnswerForm) -> Any:
    shared = services()
    kb, now, today = shared.knowledge(), shared.clock.now(), _today()
    with shared.db.read() as session:
        ticket = get_ticket(session, code)
        require_version(ticket, form.version)
        check_draft(form.draft, kb, today)
        composed = compose(session, ticket, form.draft, kb, today)
        doubtful = doubtful_citations(form.draft, kb, today)
        return render_template(
            "console/preview.html",
            ticket=ticket,
            form=form,
            clocks=read_clocks(session, ticket, shared.settings, now),
            pieces=split_text(composed.answer),
            helped=composed.helped,
            buttons=helped_buttons(ticket.code) if composed.helped else [],
            doubtful=[(to_form(one), tell(kb, one, today), state) for one, state in doubtful],
        )


@bp.post("/tickets/<code>/draft")
@staff_only
def draft(code: str) -> Any:
    """Back from the preview to the form, nothing lost."""
    return show(code, _raw_form())


@bp.post("/tickets/<code>/answer")
@staff_only
def answer(code: str) -> Any:
    """Send it: recorded and queued in one transaction, then the worker process is woken."""
    try:
        way = _send(code, _form().draft, request.form.get("version", 0, int))
    except TicketError as error:
        return show(code, _raw_form(), str(error))
    flash(read("words")["ways"][way.name]["done"], "good")
    return redirect(url_for("console.ticket", code=code) + "#answers")


def _send(code: str, written: Draft, version: int) -> Way:
    shared = services()
    now = shared.clock.now()
    with shared.db.write() as session:
        ticket = get_ticket(session, code, lock=True)
        by = session.get_one(Staff, g.staff.id)
        send_answer(session, ticket, written, by, version, shared.knowledge(), now)
        way = read_clocks(session, ticket, shared.settings, now).way
        conversation_id = ticket.conversation_id
    shared.wake(conversation_id)
    return way


@bp.get("/citations")
@staff_only
def citations() -> Any:
    """What the typed words may mean, as JSON for the search box."""
    typed = request.args.get("q", "")
    if len(typed) > 200:
        abort(400)
    found = look_up(services().knowledge(), typed, _today())
    return jsonify(
        [
            {
                "value": place.value,
                "label": place.label,
                "heading": place.heading,
                "summary": place.summary,
                "state": place.state,
                "state_words": word("citation_states", place.state),
            }
            for place in found
        ]
    )
