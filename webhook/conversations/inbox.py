"""What waits in the inbox of a person, and what it says: events become words, a button or files."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from webhook.conversations.models import InboxEvent, Message, OutboxPart
from webhook.conversations.texts import text as own_text
from webhook.messenger.events import TURN_KINDS

BUTTONS = {"GET_STARTED": "/greet"}
PAYLOAD_LIMIT = 1000
FILES_LIMIT = 20
_KIND = re.compile("[a-z_]{1,20}")
_WAITING = (
    select(InboxEvent)
    .where(
        InboxEvent.processed_at.is_(None),
        InboxEvent.conversation_id == bindparam("conversation"),
        InboxEvent.turn_id.is_(None),
        InboxEvent.kind.in_(TURN_KINDS),
    )
    .order_by(InboxEvent.sent_at, InboxEvent.id)
)


@dataclass(frozen=True)
class Said:
    """One waiting event, understood. `sort` decides what may be joined: text, button, files, sticker."""

    event: InboxEvent
    sort: str
    text: str = ""
    payload: str | None = None
    about_turn_id: str | None = None


def list_waiting(session: Session, conversation_id: str) -> list[InboxEvent]:
    """The events of a person that belong to no turn yet, in the order of the platform's time."""
    return list(session.scalars(_WAITING, {"conversation": conversation_id}))


def understand(session: Session, events: Sequence[InboxEvent], now: datetime) -> list[Said]:
    """Settle edits, praise and empty texts at once (they are processed) and return what wants a reply."""
    for event in events:
        if event.kind == "edit":
            _apply_edit(session, events, event, now)
    return [said for event in events if event.processed_at is None and (said := _read(session, event, now))]


def first_group(said: Sequence[Said]) -> list[Said]:
    """What makes the next turn: all leading texts, or files, or stickers; a button stands alone."""
    if not said or said[0].sort == "button":
        return list(said[:1])
    return list(takewhile(lambda one: one.sort == said[0].sort, said))


def group_payload(group: Sequence[Said]) -> str | None:
    """The payload that stands for a group without words; None for a group of texts."""
    if group[0].sort != "files":
        return group[0].payload
    kinds = [file["type"] for said in group for file in said.event.payload["attachments"]]
    known = [kind if _KIND.fullmatch(kind) else "file" for kind in kinds[:FILES_LIMIT]]
    return "/attachment" + json.dumps({"kinds": known})


def is_visible(text: str) -> bool:
    """Tell whether there is anything to read: not only spaces, control and format characters."""
    return any(unicodedata.category(letter) not in ("Cc", "Cf", "Zs", "Zl", "Zp") for letter in text)


def _read(session: Session, event: InboxEvent, now: datetime) -> Said | None:
    if event.kind == "response_feedback":
        return _read_feedback(session, event, now)
    payload = _button(event.payload.get("payload"))
    if event.kind in ("quick_reply", "postback") and payload:
        return Said(event, "button", event.payload["text"], payload)
    if event.kind == "attachment":
        return Said(event, "files")
    if event.kind == "sticker":
        return Said(event, "sticker", payload="/sticker")
    if is_visible(event.payload["text"]):
        return Said(event, "text", event.payload["text"])
    _done(event, "empty", now)
    return None


def _button(payload: str | None) -> str | None:
    """A payload of ours; anything else is treated as the words on the button."""
    payload = BUTTONS.get(payload or "", payload)
    ours = payload and payload.startswith(("/", "WEBHOOK:")) and len(payload) <= PAYLOAD_LIMIT
    return payload if ours else None


def _read_feedback(session: Session, event: InboxEvent, now: datetime) -> Said | None:
    about = session.scalar(select(OutboxPart.turn_id).where(OutboxPart.mid == event.payload["mid"]))
    if event.payload["feedback"].lower().startswith("bad"):
        return Said(event, "button", own_text("thumb_down"), "/helped_no", about)
    event.turn_id = about
    _done(event, "helped", now)
    return None


def _apply_edit(session: Session, events: Sequence[InboxEvent], edit: InboxEvent, now: datetime) -> None:
    """Before its turn was made an edit changes the text; later it is a new message if the words differ."""
    mid, new = edit.payload["mid"], edit.payload["text"]
    for event in events:
        if event.key == mid and event.kind == "text" and event.processed_at is None:
            event.payload = event.payload | {"text": new}
            _done(edit, "edited", now)
            return
    query = select(Message.text).where(Message.conversation_id == edit.conversation_id, Message.mid == mid)
    before = session.scalars(query.order_by(Message.id.desc()).limit(1)).first()
    if before is not None and _plain(before) == _plain(new):
        _done(edit, "unchanged", now)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _done(event: InboxEvent, outcome: str, now: datetime) -> None:
    event.processed_at, event.outcome = now, outcome
