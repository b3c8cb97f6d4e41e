"""Tables of people, what they wrote, the turns made of it and what goes out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webhook.db import Base, EncryptedJson, UtcDateTime


class Page(Base):
    """A Facebook page; sends stop while `blocked_reason` is set."""

    __tablename__ = "pages"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    token: Mapped[str | None] = mapped_column(EncryptedJson)
    blocked_reason: Mapped[str | None] = mapped_column(String(200))
    echoes_seen_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Conversation(Base):
    """One person on one page. The Facebook id is encrypted; `person_hash` (HMAC) finds it."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("page_id", "person_hash"),)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    page_id: Mapped[str] = mapped_column(ForeignKey("pages.id"))
    person_hash: Mapped[str] = mapped_column(String(64))
    psid: Mapped[str] = mapped_column(EncryptedJson)
    state: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_user_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    introduced_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    lease_owner: Mapped[str | None] = mapped_column(String(60))
    lease_until: Mapped[datetime | None] = mapped_column(UtcDateTime)


class InboxEvent(Base):
    """One event as Facebook sent it, stored once; unprocessed rows are the work to do."""

    __tablename__ = "inbox_events"
    __table_args__ = (
        UniqueConstraint("page_id", "kind", "key", "edit_number"),
        Index("ix_inbox_waiting", "processed_at", "conversation_id", "sent_at"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    page_id: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(30))
    key: Mapped[str] = mapped_column(String(200))
    edit_number: Mapped[int] = mapped_column(default=0)
    conversation_id: Mapped[str | None] = mapped_column(String(40))
    payload: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    received_at: Mapped[datetime] = mapped_column(UtcDateTime)
    processed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[str | None] = mapped_column(String(40))
    turn_id: Mapped[str | None] = mapped_column(String(40))


class Turn(Base):
    """One or more messages of a person that get exactly one stored reply."""

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_waiting", "status", "next_try_at"),)
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    status: Mapped[str] = mapped_column(String(20), default="open")  # open | waiting (for more words) | answered
    payload: Mapped[str | None] = mapped_column(String(1000))
    about_turn_id: Mapped[str | None] = mapped_column(String(40))  # the turn that a thumb is about
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    faults: Mapped[int] = mapped_column(default=0)  # failures while every part said that it was healthy
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    first_failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    notice_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decision: Mapped[str | None] = mapped_column(String(20))
    topic: Mapped[str | None] = mapped_column(String(60), index=True)
    confidence: Mapped[float | None] = mapped_column()
    record: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    latency_ms: Mapped[float | None] = mapped_column()
    messages: Mapped[list[Message]] = relationship(order_by="Message.sent_at, Message.id", viewonly=True)


class Message(Base):
    """The transcript: what the worker, the assistant, an expert or the system wrote."""

    __tablename__ = "messages"
    __table_args__ = (Index("ix_messages_thread", "conversation_id", "sent_at"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"))
    author: Mapped[str] = mapped_column(String(10))  # worker | bot | expert | system
    mid: Mapped[str | None] = mapped_column(String(200), index=True)
    text: Mapped[str | None] = mapped_column(EncryptedJson)
    attachments: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
    turn_id: Mapped[str | None] = mapped_column(ForeignKey("turns.id"), index=True)
    ticket_id: Mapped[int | None] = mapped_column(index=True)


class OutboxPart(Base):
    """One message to Facebook. Part n waits for part n-1; `key` travels as metadata and comes back in the echo."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_waiting", "status", "next_try_at"), UniqueConstraint("key"))
    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id"), index=True)
    key: Mapped[str] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))  # bot | expert | system
    turn_id: Mapped[str | None] = mapped_column(String(40), index=True)
    ticket_id: Mapped[int | None] = mapped_column(index=True)
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    status: Mapped[str] = mapped_column(String(10), default="queued")  # queued|sending|sent|refused|unknown|held
    text: Mapped[str] = mapped_column(EncryptedJson)
    quick_replies: Mapped[Any] = mapped_column(EncryptedJson, nullable=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    next_try_at: Mapped[datetime] = mapped_column(UtcDateTime)
    sending_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    mid: Mapped[str | None] = mapped_column(String(200), index=True)
    error: Mapped[str | None] = mapped_column(String(200))


class Counter(Base):
    """What several processes count together, and the worker's heartbeat (`at` of the name "worker")."""

    __tablename__ = "counters"
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    value: Mapped[int] = mapped_column(default=0)
    at: Mapped[datetime] = mapped_column(UtcDateTime)
