"""Mails to staff go out: written here from mails.yaml, never with a word of the worker's."""

from __future__ import annotations

from datetime import datetime, timedelta
from email.message import EmailMessage

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.clock import VIETNAM
from webhook.services import Services
from webhook.staff.models import Staff
from webhook.tickets.mailer import Mailer, MailError
from webhook.tickets.models import StaffMail, Ticket
from webhook.tickets.words import read, rule, word

BATCH = 20
RETRY = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(hours=1))


def send_waiting(services: Services, mailer: Mailer) -> int:
    """Send what is due; a mail that fails is tried again, the last time about 80 minutes later. Returns the number."""
    now = services.clock.now()
    with services.db.read() as session:
        waiting = session.scalars(
            select(StaffMail.id)
            .where(StaffMail.sent_at.is_(None), StaffMail.outcome.is_(None), StaffMail.next_try_at <= now)
            .order_by(StaffMail.id)
            .limit(BATCH)
        ).all()
    return sum(_send_one(services, mailer, mail_id, now) for mail_id in waiting)


def _send_one(services: Services, mailer: Mailer, mail_id: int, now: datetime) -> bool:
    with services.db.write() as session:
        mail = session.get_one(StaffMail, mail_id, with_for_update=True)
        if mail.sent_at is not None or mail.next_try_at > now:
            return False
        mail.attempts += 1
        mail.next_try_at = now + RETRY[min(mail.attempts, len(RETRY)) - 1]
        message = write_mail(session, mail, services)
    try:
        outcome = mailer.send(message)
    except MailError as error:
        if mail.attempts > len(RETRY):
            _settle(services, mail_id, f"failed: {error}"[:40], None)
        return False
    _settle(services, mail_id, outcome, now)
    return True


def _settle(services: Services, mail_id: int, outcome: str, sent_at: datetime | None) -> None:
    with services.db.write() as session:
        mail = session.get_one(StaffMail, mail_id)
        mail.outcome = outcome
        mail.sent_at = sent_at


def write_mail(session: Session, mail: StaffMail, services: Services) -> EmailMessage:
    """Subject and body of one mail."""
    ticket = session.get_one(Ticket, mail.ticket_id)
    staff = session.get_one(Staff, mail.staff_id)
    kb = services.knowledge()
    topics = [kb.topics[topic].name for topic in ticket.topics if topic in kb.topics]
    base = services.settings.public_url or services.settings.webhook_url
    local = ticket.due_at.astimezone(VIETNAM)
    values = {
        "code": ticket.code,
        "department": kb.departments.get(ticket.department, ticket.department),
        "topic": ", ".join(topics) or "–",
        "cause": word("causes", ticket.cause),
        "due": f"{local:%H:%M} {local:%d/%m/%Y}",
        "hours": rule("reminder_before_hours"),
        "link": f"{base}/console/tickets/{ticket.code}",
        "urgent": read("mails")["urgent_mark"] if ticket.urgent else "",
    }
    words = read("mails")[mail.kind]
    message = EmailMessage()
    message["Subject"] = words["subject"].format(**values)
    message["From"] = services.settings.mail_from
    message["To"] = staff.email or ""
    message["X-Kind"] = mail.kind
    message.set_content(words["body"].format(**values))
    return message
