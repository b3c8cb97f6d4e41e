"""What time does to tickets. Every step may run twice, or in two processes, and happens once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation
from webhook.conversations.outbox import queue_message
from webhook.services import Services
from webhook.tickets import moves, staff_mail
from webhook.tickets.deadlines import tell_due, window_until
from webhook.tickets.delivery import has_lost_part, has_unsent_part
from webhook.tickets.mail_sending import send_waiting
from webhook.tickets.mailer import choose_mailer
from webhook.tickets.models import Ticket
from webhook.tickets.words import rule, text

STILL_NEEDED = "/still_need_help"
Step = Callable[[Session, Ticket, datetime], None]


def sweep(services: Services) -> None:
    """One round: who wrote again, reminders, the late word, overdue, undelivered, silence."""
    now = services.clock.now()
    for which, step in _steps(now):
        for conversation_id in _each(services, now, which, step):
            services.wake(conversation_id)


def send_mails(services: Services) -> None:
    """Hand the waiting mails over."""
    send_waiting(services, choose_mailer(services.settings))


def _steps(now: datetime) -> Iterator[tuple[ColumnElement[bool], Step]]:
    """Each step with the tickets that still need it; the step itself makes the condition false."""
    soon = now + timedelta(hours=rule("reminder_before_hours"))
    late = now + timedelta(hours=rule("late_word_before_hours"))
    silent_since = now - timedelta(days=rule("silence_days"))
    live = Ticket.live_for.is_not(None)
    running = live & Ticket.waiting_since.is_(None)
    answered = Ticket.status == "answered"
    wrote = select(Conversation.last_user_at).where(Conversation.id == Ticket.conversation_id).scalar_subquery()
    yield live & Ticket.waiting_since.is_not(None) & (wrote > Ticket.waiting_since), notice_reply
    yield running & (Ticket.due_at <= soon) & (Ticket.due_at > now) & Ticket.reminded_at.is_(None), remind
    yield running & (Ticket.due_at <= late) & (Ticket.due_at > now) & Ticket.late_word_at.is_(None), say_late
    yield running & (Ticket.due_at <= now) & Ticket.overdue_at.is_(None), mark_overdue
    yield answered & Ticket.undelivered_at.is_(None) & has_lost_part(), report_undelivered
    yield answered & (Ticket.answered_at <= silent_since) & ~has_unsent_part(), close_silent


def _each(services: Services, now: datetime, which: ColumnElement[bool], step: Step) -> list[str]:
    """Do a step for each ticket in a transaction of its own, checked again inside; returns the conversations."""
    with services.db.read() as session:
        ids = session.scalars(select(Ticket.id).where(which).order_by(Ticket.due_at)).all()
    done = []
    for ticket_id in ids:
        with services.db.write() as session:
            query = select(Ticket).where(Ticket.id == ticket_id, which).with_for_update()
            ticket = session.scalars(query).first()
            if ticket is not None:
                step(session, ticket, now)
                done.append(ticket.conversation_id)
    return done


def notice_reply(session: Session, ticket: Ticket, now: datetime) -> None:
    """The worker answered what was asked back: a new promise begins with their message."""
    written = session.get_one(Conversation, ticket.conversation_id).last_user_at
    moves.write_move(session, ticket, "worker_replied", now, actor="worker")
    moves.restart_promise(ticket, written or now)
    staff_mail.tell_holder(session, ticket, "question", now, unique=f"reply{ticket.version}")


def remind(session: Session, ticket: Ticket, now: datetime) -> None:
    """The 20th hour: a mail to the holder, else to the department."""
    ticket.reminded_at = now
    staff_mail.tell_holder(session, ticket, "reminder", now, unique=ticket.due_at.isoformat())


def say_late(session: Session, ticket: Ticket, now: datetime) -> None:
    """The 23rd hour: an honest word to the worker, with a button whose tap opens the window again."""
    ticket.late_word_at = now
    end = window_until(session.get_one(Conversation, ticket.conversation_id).last_user_at)
    if end is None or end <= now:
        return
    queue_message(
        session,
        ticket.conversation_id,
        text("late", "notice", code=ticket.code, due=tell_due(ticket.due_at)),
        now=now,
        kind="system",
        quick_replies=[{"title": text("late", "button"), "payload": STILL_NEEDED}],
        ticket_id=ticket.id,
    )


def mark_overdue(session: Session, ticket: Ticket, now: datetime) -> None:
    """The promise is broken: flag, event, mail to the department and to the dispatchers."""
    moves.write_move(session, ticket, "overdue", now, actor="system")
    ticket.overdue_at = now
    staff_mail.tell_department(session, ticket, "overdue", now, unique=ticket.due_at.isoformat())


def report_undelivered(session: Session, ticket: Ticket, now: datetime) -> None:
    """A part of the answer was refused, or its fate is unknown."""
    ticket.undelivered_at = now
    staff_mail.tell_holder(session, ticket, "undelivered", now, unique=str(ticket.answers[-1].id))


def close_silent(session: Session, ticket: Ticket, now: datetime) -> None:
    """Delivered, and not a word for a week: done."""
    moves.close(session, ticket, now, actor="system", why="silence")
