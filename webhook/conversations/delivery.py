"""Delivery: queued → sending (committed before the call) → sent, refused, unknown or held."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, insert, or_, select, update
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation, Message, OutboxPart, Page
from webhook.db import Database
from webhook.health.counts import worker_counter
from webhook.messenger.errors import describe, retries
from webhook.messenger.graph import Outgoing, Refused
from webhook.messenger.pages import stop_page
from webhook.messenger.window import SendingWindow, Way

log = logging.getLogger("webhook.delivery")
SENDS = worker_counter("tuvan_sends_total", "What became of sends to the Graph API.", ["result"])
ECHO_WAIT = timedelta(seconds=120)
STALE_SENDING = timedelta(seconds=30)
LONGEST_PAUSE_SECONDS = 300
RESENDS_LIMIT = 3
UNSETTLED = "unsettled"


_parts: Table = OutboxPart.__table__  # type: ignore[assignment]
_people: Table = Conversation.__table__  # type: ignore[assignment]
_pages: Table = Page.__table__  # type: ignore[assignment]
_messages: Table = Message.__table__  # type: ignore[assignment]
_unfinished = or_(
    _parts.c.status.in_(("queued", "sending")), (_parts.c.status == "unknown") & (_parts.c.error != UNSETTLED)
)
_HEAD = (
    select(
        *(_parts.c[name] for name in ("id", "status", "next_try_at", "kind", "error", "attempts", "text", "key")),
        *(_parts.c[name] for name in ("quick_replies", "turn_id", "ticket_id")),
        *(_people.c[name] for name in ("page_id", "psid", "last_user_at")),
        *(_pages.c[name] for name in ("token", "blocked_reason")),
    )
    .join(_people, _people.c.id == _parts.c.conversation_id)
    .join(_pages, _pages.c.id == _people.c.page_id)
    .where(_parts.c.conversation_id == bindparam("conversation"), _unfinished)
    .order_by(_parts.c.id)
    .limit(1)
)
_START = (
    update(_parts)
    .where(_parts.c.id == bindparam("part"), _parts.c.status == "queued")
    .values(
        status="sending", sending_at=bindparam("now", type_=_parts.c.sending_at.type), attempts=_parts.c.attempts + 1
    )
)
_HOLD = update(_parts).where(_parts.c.id == bindparam("part")).values(status="held", error="window_closed")
_SENT = (
    update(_parts)
    .where(_parts.c.id == bindparam("part"), _parts.c.status != "sent")
    .values(status="sent", sent_at=bindparam("now", type_=_parts.c.sent_at.type), mid=bindparam("new_mid"), error=None)
)
_TRANSCRIBE = insert(_messages)
_MOVE = (
    update(_parts)
    .where(_parts.c.id == bindparam("part"), _parts.c.status.in_(("sending", "unknown")))
    .values(
        status=bindparam("new_status"),
        error=bindparam("new_error"),
        next_try_at=bindparam("new_try", type_=_parts.c.next_try_at.type),
    )
)


@dataclass(frozen=True)
class SendJob:
    """A part that is committed as "sending": the call may be made, once."""

    part_id: int
    conversation_id: str
    kind: str
    attempts: int
    turn_id: str | None
    ticket_id: int | None
    outgoing: Outgoing


def next_job(session: Session, conversation_id: str, human_agent: bool, now: datetime) -> SendJob | None:
    """Mark the person's next part as sending. None when all is sent, must wait, or its page is stopped.

    The first part that is not finished is the next; what is held waits alone, nothing waits for it.
    """
    while part := session.execute(_HEAD, {"conversation": conversation_id}).first():
        if part.status != "queued" or part.next_try_at > now or part.blocked_reason or not part.token:
            return None
        window = SendingWindow(part.last_user_at, human_agent)
        way = window.choose(now, part.kind, standard_refused=(part.error or "").endswith("outside_window"))
        if way is not Way.HOLD:
            started: Any = session.execute(_START, {"part": part.id, "now": now})
            return _job(conversation_id, part, way) if started.rowcount else None
        session.execute(_HOLD, {"part": part.id})
    return None


def _job(conversation_id: str, part: Any, way: Way) -> SendJob:
    replies = tuple((reply["title"], reply["payload"]) for reply in part.quick_replies or ())
    outgoing = Outgoing(part.page_id, part.token, part.psid, part.text, part.key, way, replies)
    return SendJob(part.id, conversation_id, part.kind, part.attempts + 1, part.turn_id, part.ticket_id, outgoing)


def record_sent(session: Session, job: SendJob, mid: str, now: datetime) -> None:
    """Facebook has taken the part: keep its id and write it into the transcript, once."""
    _record(session, job.part_id, mid, now, lambda: (job, job.outgoing.text))


def record_echo(session: Session, part_id: int, mid: str, now: datetime) -> None:
    """The echo says that the part was sent, whatever we knew of it."""

    def found() -> tuple[OutboxPart, str]:
        part = session.get_one(OutboxPart, part_id, populate_existing=True)
        return part, part.text

    _record(session, part_id, mid, now, found)


def _record(
    session: Session, part_id: int, mid: str, now: datetime, find: Callable[[], tuple[SendJob | OutboxPart, str]]
) -> None:
    sent: Any = session.execute(_SENT, {"part": part_id, "now": now, "new_mid": mid})
    if not sent.rowcount:
        return
    source, text = find()
    row = {"conversation_id": source.conversation_id, "author": source.kind, "mid": mid, "text": text, "sent_at": now}
    session.execute(_TRANSCRIBE, row | {"turn_id": source.turn_id, "ticket_id": source.ticket_id, "attachments": None})
    SENDS.labels("sent").inc()


def record_not_reached(session: Session, job: SendJob, now: datetime) -> None:
    """The request never left: again, with growing pauses, as often as it takes."""
    _move(session, job, "queued", "not_reached", now + _pause(job))


def record_no_answer(session: Session, job: SendJob, now: datetime) -> None:
    """Nobody knows whether it was sent: wait for the echo."""
    _move(session, job, "unknown", "no_answer", now + ECHO_WAIT)


def record_refused(session: Session, job: SendJob, refused: Refused, now: datetime) -> None:
    """Do what errors.yaml says about Facebook's refusal."""
    do, meaning = refused.treatment.do, refused.treatment.meaning
    error = describe(refused.code, refused.subcode, meaning)
    if do == "window":
        as_human = job.kind == "expert" and job.outgoing.way is Way.RESPONSE
        _move(session, job, "queued" if as_human else "held", error, now)
    elif do == "hold":
        _move(session, job, "held", error, now)
    elif do == "back_off" or (do == "retry" and job.attempts <= retries()):
        _move(session, job, "queued", error, now + _pause(job))
    elif do == "stop_page":
        _move(session, job, "queued", error, now)
        stop_page(session, job.outgoing.page_id, error)
        log.error("page stopped", extra={"page": job.outgoing.page_id, "error": error})
    else:
        _move(session, job, "refused", error, now)
        log.log(logging.ERROR if do == "fault" else logging.WARNING, "send refused", extra={"error": error})


def _move(session: Session, job: SendJob, status: str, error: str, next_try_at: datetime) -> None:
    values = {"part": job.part_id, "new_status": status, "new_error": error, "new_try": next_try_at}
    session.execute(_MOVE, values)
    SENDS.labels(status).inc()


def _pause(job: SendJob) -> timedelta:
    return timedelta(seconds=min(2 ** min(job.attempts, 10), LONGEST_PAUSE_SECONDS))


def settle_stale(session: Session, now: datetime, stale_after: timedelta = STALE_SENDING) -> None:
    """After a crash: what was being sent becomes unknown; unknown for 120 seconds is resent or shown."""
    session.execute(
        update(OutboxPart)
        .where(OutboxPart.status == "sending", OutboxPart.sending_at <= now - stale_after)
        .values(status="unknown", error="no_answer", next_try_at=now + ECHO_WAIT)
        .execution_options(synchronize_session=False)
    )
    late = (
        select(OutboxPart, Page.echoes_seen_at)
        .join(Conversation, Conversation.id == OutboxPart.conversation_id)
        .join(Page, Page.id == Conversation.page_id)
        .where(OutboxPart.status == "unknown", OutboxPart.next_try_at <= now, OutboxPart.error != UNSETTLED)
        .limit(100)
    )
    for part, echoes_seen_at in session.execute(late).all():
        if echoes_seen_at is not None and part.attempts <= RESENDS_LIMIT:
            part.status, part.next_try_at = "queued", now
        else:
            part.error = UNSETTLED
            log.error("send unsettled", extra={"part": part.id})


def has_stale(db: Database, now: datetime) -> bool:
    """Tell whether `settle_stale` has anything to do, without taking the writer's lock."""
    sending = (OutboxPart.status == "sending") & (OutboxPart.sending_at <= now - STALE_SENDING)
    unknown = (OutboxPart.status == "unknown") & (OutboxPart.next_try_at <= now) & (OutboxPart.error != UNSETTLED)
    with db.read() as session:
        return session.scalars(select(OutboxPart.id).where(or_(sending, unknown)).limit(1)).first() is not None


def list_due_sends(db: Database, now: datetime, limit: int = 200) -> list[str]:
    """Conversations with a queued part whose time has come, on pages that may send."""
    query = (
        select(OutboxPart.conversation_id)
        .join(Conversation, Conversation.id == OutboxPart.conversation_id)
        .join(Page, Page.id == Conversation.page_id)
        .where(OutboxPart.status == "queued", OutboxPart.next_try_at <= now, Page.blocked_reason.is_(None))
        .order_by(OutboxPart.next_try_at)
        .limit(limit)
    )
    with db.read() as session:
        return list(dict.fromkeys(session.scalars(query)))
