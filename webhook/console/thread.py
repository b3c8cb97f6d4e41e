"""The conversation as bubbles: who wrote what when, and why the assistant said what it said."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from knowledge_base.law.models import Citation
from webhook.console.lookup import Found, describe
from webhook.conversations.models import Message, OutboxPart, Turn
from webhook.messenger.errors import explain
from webhook.tickets.citations import find_article

SHOWN = 60


@dataclass(frozen=True)
class File:
    """Something attached: `url` only where it is a web address; `shows` for a picture."""

    kind: str
    url: str | None

    @property
    def shows(self) -> bool:
        return self.kind == "image" and self.url is not None


@dataclass(frozen=True)
class Reason:
    """Why the assistant said it: its decision with the articles that it weighed."""

    decision: str | None
    confidence: float | None
    topic: str | None
    on: str | None
    candidates: list[Found]


@dataclass(frozen=True)
class Bubble:
    """One message. `author`: worker | bot | expert | system; `part` where it has not gone out yet."""

    author: str
    text: str
    at: datetime
    files: list[File]
    reason: Reason | None = None
    asked: bool = False
    part: PartState | None = None


@dataclass(frozen=True)
class PartState:
    """How one part fares: status of the outbox, the furthest time known, why in words."""

    status: str
    at: datetime | None
    why: str

    @classmethod
    def of(cls, part: OutboxPart) -> PartState:
        if part.status != "sent":
            return cls(part.status, part.sending_at, explain(part.error))
        for status, at in (("read", part.read_at), ("delivered", part.delivered_at)):
            if at is not None:
                return cls(status, at, "")
        return cls("sent", part.sent_at, "")


def list_bubbles(
    session: Session, conversation_id: str, asked_ids: Collection[int], kb: Any, today: date, whole: bool
) -> tuple[list[Bubble], bool]:
    """The newest messages in order, then what waits to go out; and whether older ones were left away."""
    query = select(Message).where(Message.conversation_id == conversation_id)
    newest = query.order_by(Message.sent_at.desc(), Message.id.desc())
    messages = session.scalars(newest if whole else newest.limit(SHOWN + 1)).all()
    older = not whole and len(messages) > SHOWN
    messages = list(reversed(messages[:SHOWN] if older else messages))
    reasons = _reasons(session, messages, kb, today)
    bubbles = [
        Bubble(
            author=message.author,
            text=message.text or "",
            at=message.sent_at,
            files=read_files(message.attachments),
            reason=reasons.get(message.id),
            asked=message.id in asked_ids,
        )
        for message in messages
    ]
    return bubbles + _waiting(session, conversation_id), older


def read_files(attachments: Any) -> list[File]:
    """Attachments of a message; an address that is not http(s) is dropped."""
    return [File(str(item.get("type") or "file"), _web_address(item.get("url"))) for item in attachments or []]


def describe_candidates(kb: Any, candidates: Sequence[Mapping[str, Any]], today: date) -> list[Found]:
    """The candidates that the knowledge base knows, in their order."""
    citations = [Citation(item["document"], item["article"], item.get("clause")) for item in candidates]
    return [describe(kb, citation, today) for citation in citations if find_article(kb, citation) is not None]


def _waiting(session: Session, conversation_id: str) -> list[Bubble]:
    parts = session.scalars(
        select(OutboxPart)
        .where(OutboxPart.conversation_id == conversation_id, OutboxPart.status != "sent")
        .order_by(OutboxPart.id)
    )
    return [Bubble(part.kind, part.text, part.created_at, [], part=PartState.of(part)) for part in parts]


def _reasons(session: Session, messages: list[Message], kb: Any, today: date) -> dict[int, Reason]:
    """By message: the record of a turn stands under its last part."""
    last = {message.turn_id: message.id for message in messages if message.author == "bot" and message.turn_id}
    turns = session.scalars(select(Turn).where(Turn.id.in_(last)))
    return {last[turn.id]: _reason(turn, kb, today) for turn in turns if turn.record}


def _reason(turn: Turn, kb: Any, today: date) -> Reason:
    record = turn.record
    weighed = list(record.get("citations") or []) + list(record.get("candidates") or [])
    once = list({(item["document"], item["article"]): item for item in reversed(weighed)}.values())[::-1]
    return Reason(
        decision=record.get("decision"),
        confidence=record.get("confidence"),
        topic=record.get("topic"),
        on=_day(record.get("on")),
        candidates=describe_candidates(kb, once[:5], today),
    )


def _day(iso: str | None) -> str | None:
    """ "2026-11-23" as people here write it."""
    return "/".join(reversed(iso.split("-"))) if iso else None


def _web_address(url: Any) -> str | None:
    parts = urlsplit(url) if isinstance(url, str) else None
    return url if parts is not None and parts.scheme in ("http", "https") and parts.netloc else None
