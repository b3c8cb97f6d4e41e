"""The buttons under an answer: helped closes the ticket, not helped brings it back. A code works only at home."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation
from webhook.tickets import moves, staff_mail
from webhook.tickets.codes import find_code
from webhook.tickets.deadlines import due_after, tell_due
from webhook.tickets.models import Ticket, TicketQuestion
from webhook.tickets.opening import find_live
from webhook.tickets.routing import worker_name
from webhook.tickets.states import LIVE
from webhook.tickets.words import text


def helped(session: Session, conversation: Conversation, code: str, now: datetime) -> list[str]:
    """Close the answered ticket with thanks; pressed again, or late, it is thanks all the same."""
    ticket = _find_own(session, conversation, code)
    if ticket is None:
        return [text("feedback", "unknown")]
    if ticket.status in LIVE:
        return [text("feedback", "already_open", code=ticket.code, due=tell_due(_next_due(ticket, now)))]
    if ticket.status == "answered":
        moves.close(session, ticket, now, actor="worker", why="helped")
    return [text("feedback", "thanks", code=ticket.code)]


def not_helped(session: Session, conversation: Conversation, code: str, now: datetime) -> list[str]:
    """Reopen for the same department, or add it to the ticket that is live by now."""
    ticket = _find_own(session, conversation, code)
    if ticket is None:
        return [text("feedback", "unknown")]
    if ticket.status in LIVE:
        return [text("feedback", "already_open", code=ticket.code, due=tell_due(_next_due(ticket, now)))]
    live = find_live(session, conversation.id)
    if live is not None:
        return [_join(session, ticket, live, now)]
    moves.reopen(session, ticket, now, actor="worker", why="not_helped")
    due = tell_due(ticket.due_at)
    return [text("feedback", "reopened", code=ticket.code, department=worker_name(ticket.department), due=due)]


def _find_own(session: Session, conversation: Conversation, code: str) -> Ticket | None:
    found = find_code(code)
    query = select(Ticket).where(Ticket.code == found, Ticket.conversation_id == conversation.id)
    return None if found is None else session.scalars(query.with_for_update()).first()


def _join(session: Session, old: Ticket, live: Ticket, now: datetime) -> str:
    """Put the old ticket's last question into the live one, once per answer."""
    key = f"{old.code}:not_helped:{len(old.answers)}"
    if all(question.key != key for question in live.questions):
        live.questions.append(_copy(old.questions[-1], key, now))
        moves.write_move(session, live, "add_question", now, actor="worker", detail={"cause": "bad_answer"})
        if live.waiting_since is not None:
            moves.restart_promise(live, now)
        staff_mail.tell_holder(session, live, "question", now, unique=key)
    return text("feedback", "joined", code=live.code, due=tell_due(_next_due(live, now)))


def _copy(question: TicketQuestion, key: str, now: datetime) -> TicketQuestion:
    return TicketQuestion(
        key=key,
        turn_id=question.turn_id,
        message_ids=question.message_ids,
        topic=question.topic,
        department=question.department,
        cause="bad_answer",
        on=question.on,
        facts=question.facts,
        calculation=question.calculation,
        candidates=question.candidates,
        consent_version=question.consent_version,
        consent_at=question.consent_at,
        added_at=now,
        reply=question.reply,
    )


def _next_due(ticket: Ticket, now: datetime) -> datetime:
    """The hour to tell: never one that has passed."""
    return ticket.due_at if ticket.due_at > now else due_after(now)
