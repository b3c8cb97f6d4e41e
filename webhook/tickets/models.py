"""Tables of tickets: the case, its questions, answers, history, and mails to staff."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webhook.conversations.models import Conversation
from webhook.db import Base, EncryptedJson, UtcDateTime
from webhook.staff.models import Staff


class Ticket(Base):
    """One case of one person. `live_for` is the conversation while open or claimed: unique, so only one lives."""

    __tablename__ = "tickets"
    __table_args__ = (Index("ix_tickets_queue", "status", "due_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id"))
    live_for: Mapped[str | None] = mapped_column(String(40), unique=True)
    department: Mapped[str] = mapped_column(String(60), index=True)
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    cause: Mapped[str] = mapped_column(String(30))
    urgent: Mapped[bool] = mapped_column(default=False)
    status: Mapped[str] = mapped_column(String(20), default="open")  # open | claimed | answered | closed
    version: Mapped[int] = mapped_column(default=1)
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    waiting_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reminded_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    overdue_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    undelivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    late_word_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    conversation: Mapped[Conversation] = relationship()
    holder: Mapped[Staff | None] = relationship()
    questions: Mapped[list[TicketQuestion]] = relationship(order_by="TicketQuestion.id", back_populates="ticket")
    answers: Mapped[list[TicketAnswer]] = relationship(order_by="TicketAnswer.id", back_populates="ticket")
    events: Mapped[list[TicketEvent]] = relationship(order_by="TicketEvent.id", back_populates="ticket")


class TicketQuestion(Base):
    """What was asked, with what the assistant knew. `reply` repeats the first answer of POST /escalations."""

    __tablename__ = "ticket_questions"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    key: Mapped[str] = mapped_column(String(80), unique=True)
    turn_id: Mapped[str] = mapped_column(ForeignKey("turns.id"))
    message_ids: Mapped[list[int]] = mapped_column(JSON)
    topic: Mapped[str | None] = mapped_column(String(60))
    department: Mapped[str] = mapped_column(String(60))
    cause: Mapped[str] = mapped_column(String(30))
    on: Mapped[date] = mapped_column("asked_on", Date)
    facts: Mapped[Any] = mapped_column(EncryptedJson)
    calculation: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    consent_version: Mapped[str] = mapped_column(String(40))
    consent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reply: Mapped[dict[str, Any]] = mapped_column(JSON)

    ticket: Mapped[Ticket] = relationship(back_populates="questions")


class TicketAnswer(Base):
    """What an expert wrote, on which basis, and the outbox parts that carry it."""

    __tablename__ = "ticket_answers"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str] = mapped_column(EncryptedJson)
    basis_kind: Mapped[str] = mapped_column(String(20))  # law | none_needed | asking_more
    citations: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    outbox_ids: Mapped[list[int]] = mapped_column(JSON)

    ticket: Mapped[Ticket] = relationship(back_populates="answers")
    author: Mapped[Staff] = relationship()


class TicketEvent(Base):
    """One move of a ticket: from, to, by whom. Rows are only ever added."""

    __tablename__ = "ticket_events"
    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    move: Mapped[str] = mapped_column(String(20))
    from_status: Mapped[str | None] = mapped_column(String(20))
    to_status: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(10))  # staff | worker | system
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    detail: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)

    ticket: Mapped[Ticket] = relationship(back_populates="events")
    staff: Mapped[Staff | None] = relationship()


class StaffMail(Base):
    """A mail to one of the staff about a ticket; `key` lets it be made only once."""

    __tablename__ = "staff_mails"
    __table_args__ = (Index("ix_staff_mails_waiting", "sent_at", "next_try_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(160), unique=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    kind: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(40))
