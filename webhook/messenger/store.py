"""Storing what Facebook sent: one insert per batch, what is already there is left alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, bindparam, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webhook.conversations.models import InboxEvent, Page
from webhook.db import Database
from webhook.messenger.events import RECEIPT_KINDS, TURN_KINDS, Event
from webhook.messenger.identity import identify

_KEPT = frozenset(TURN_KINDS + RECEIPT_KINDS)
_pages: Table = Page.__table__  # type: ignore[assignment]
_PAGES = select(_pages.c.id).where(_pages.c.id.in_(bindparam("wanted", expanding=True)))


def store_events(
    db: Database, events: Sequence[Event], message_key: str, known_pages: Iterable[str], now: datetime
) -> list[str]:
    """Store the batch and return the conversations to wake the worker for, in order; committed on return."""
    if not events:
        return []
    known = set(known_pages) | _find_pages(db, {event.page_id for event in events} - set(known_pages))
    rows = [_row(event, message_key, event.page_id in known, now) for event in events]
    with db.write() as session:
        new = insert_or_ignore(session, rows)
    wanted = [row["conversation_id"] for row in rows if row["kind"] in TURN_KINDS and not row["processed_at"]]
    return list(dict.fromkeys(wanted)) if new else []


def _find_pages(db: Database, wanted: set[str]) -> set[str]:
    """Those of the ids that are pages of ours."""
    if not wanted:
        return set()
    with db.read() as session:
        return set(session.execute(_PAGES, {"wanted": list(wanted)}).scalars())


def _row(event: Event, message_key: str, known: bool, now: datetime) -> dict[str, Any]:
    kept = known and event.kind in _KEPT and event.person is not None
    person = identify(message_key, event.page_id, event.person) if kept and event.person else None
    return {
        "page_id": event.page_id,
        "kind": event.kind,
        "key": event.key,
        "edit_number": event.edit_number,
        "conversation_id": person.conversation_id if person else None,
        "payload": event.payload if kept else None,
        "sent_at": event.sent_at,
        "received_at": now,
        "processed_at": None if kept else now,
        "outcome": None if kept else ("ignored" if known else "unknown_page"),
        "turn_id": None,
    }


def insert_or_ignore(session: Session, rows: list[dict[str, Any]]) -> int:
    """Insert the rows that are new by their unique key and return how many, or -1 where the driver cannot tell."""
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    statement = dialect.insert(InboxEvent.__table__).on_conflict_do_nothing()
    result: Any = session.connection().execute(statement, rows)
    return int(result.rowcount)
