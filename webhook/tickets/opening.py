"""Opening a ticket, or adding a question to the live one: once per key, one live ticket per person and page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation, Message, Turn
from webhook.db import Database
from webhook.tickets import staff_mail
from webhook.tickets.codes import make_code
from webhook.tickets.deadlines import due_after
from webhook.tickets.escalation import Escalation, FieldError
from webhook.tickets.models import Ticket, TicketEvent, TicketQuestion
from webhook.tickets.moves import restart_promise, write_move
from webhook.tickets.routing import HasDepartment, Route, choose_route, worker_name

TRIES = 5


@dataclass(frozen=True)
class Opened:
    """The answer of POST /escalations; `first` is False for a repeated key."""

    reply: dict[str, Any]
    first: bool


def open_or_add(db: Database, wanted: Escalation, topics: Mapping[str, HasDepartment], now: datetime) -> Opened:
    """One transaction; tried anew when another process took the code or opened a ticket at the same moment."""
    for attempt in range(TRIES):
        try:
            with db.write() as session:
                return _open_or_add(session, wanted, topics, now)
        except IntegrityError:
            if attempt == TRIES - 1:
                raise
    raise AssertionError("unreachable")


def _open_or_add(session: Session, wanted: Escalation, topics: Mapping[str, HasDepartment], now: datetime) -> Opened:
    known = session.scalars(select(TicketQuestion).where(TicketQuestion.key == wanted.key)).first()
    if known is not None:
        if known.ticket.conversation_id != wanted.conversation:
            raise FieldError("key: already used in another conversation.")
        return Opened(known.reply, first=False)
    conversation = _check_references(session, wanted)
    route = choose_route(wanted.topic, wanted.cause, topics)
    ticket = find_live(session, conversation.id)
    if ticket is None:
        ticket = _open(session, conversation, wanted, route, now)
    else:
        _join(session, ticket, wanted, route, now)
    question = _question(wanted, route, ticket, now)
    ticket.questions.append(question)
    session.flush()
    return Opened(question.reply, first=True)


def find_live(session: Session, conversation_id: str) -> Ticket | None:
    """The open or claimed ticket of this conversation."""
    return session.scalars(select(Ticket).where(Ticket.live_for == conversation_id).with_for_update()).first()


def _check_references(session: Session, wanted: Escalation) -> Conversation:
    conversation = session.get(Conversation, wanted.conversation)
    if conversation is None:
        raise FieldError("conversation: unknown.", 404)
    turn = session.get(Turn, wanted.turn_id)
    if turn is None or turn.conversation_id != conversation.id:
        raise FieldError("turn_id: unknown in this conversation.", 404)
    query = select(Message.id).where(
        Message.id.in_(wanted.question_message_ids), Message.conversation_id == conversation.id
    )
    missing = set(wanted.question_message_ids) - set(session.scalars(query))
    if missing:
        raise FieldError(f"question_message_ids: {min(missing)} is no message of this conversation.")
    return conversation


def _open(session: Session, conversation: Conversation, wanted: Escalation, route: Route, now: datetime) -> Ticket:
    ticket = Ticket(
        code=make_code(),
        conversation_id=conversation.id,
        page_id=conversation.page_id,
        live_for=conversation.id,
        department=route.department,
        topics=[wanted.topic] if wanted.topic else [],
        cause=wanted.cause,
        urgent=route.urgent,
        opened_at=now,
        due_at=due_after(wanted.consent_at),
    )
    ticket.events.append(TicketEvent(move="opened", from_status=None, to_status="open", actor="worker", at=now))
    session.add(ticket)
    session.flush()
    staff_mail.tell_department(session, ticket, "new", now, unique="1")
    return ticket


def _join(session: Session, ticket: Ticket, wanted: Escalation, route: Route, now: datetime) -> None:
    if wanted.topic and wanted.topic not in ticket.topics:
        ticket.topics = [*ticket.topics, wanted.topic]
    ticket.urgent = ticket.urgent or route.urgent
    if ticket.waiting_since is not None:
        restart_promise(ticket, wanted.consent_at)
    write_move(session, ticket, "add_question", now, actor="worker", detail={"cause": wanted.cause})
    staff_mail.tell_holder(session, ticket, "question", now, unique=wanted.key)


def _question(wanted: Escalation, route: Route, ticket: Ticket, now: datetime) -> TicketQuestion:
    return TicketQuestion(
        key=wanted.key,
        turn_id=wanted.turn_id,
        message_ids=list(wanted.question_message_ids),
        topic=wanted.topic,
        department=route.department,
        cause=wanted.cause,
        on=wanted.on,
        facts=wanted.facts,
        calculation=wanted.calculation,
        candidates=list(wanted.candidates),
        consent_version=wanted.consent_version,
        consent_at=wanted.consent_at,
        added_at=now,
        reply={
            "code": ticket.code,
            "department": {"id": ticket.department, "name": worker_name(ticket.department)},
            "due_at": due_after(wanted.consent_at).isoformat(),
        },
    )
