"""From Facebook's JSON to events: pure, forgiving, every entry and every item."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

TURN_KINDS = ("text", "quick_reply", "postback", "attachment", "sticker", "edit", "response_feedback")
RECEIPT_KINDS = ("echo", "delivery", "read")
_FRAME = {"sender", "recipient", "timestamp", "prior_message"}
_AHEAD = timedelta(minutes=5)


@dataclass(frozen=True)
class Event:
    """One event. `key` and `edit_number` tell it from all others of its page and kind; `person` is the page-scoped id.

    `payload` is what the worker needs of it; None where nothing is done with the kind.
    """

    page_id: str
    kind: str
    key: str
    sent_at: datetime
    person: str | None = None
    payload: dict[str, Any] | None = None
    edit_number: int = 0


def parse_events(body: dict[str, Any], received_at: datetime) -> list[Event]:
    """Every event of a body, in the order in which it stands there. What is malformed is kept as kind "other"."""
    return [event for entry in _dicts(body.get("entry")) for event in _entry_events(entry, received_at)]


def _entry_events(entry: dict[str, Any], received_at: datetime) -> Iterator[Event]:
    page_id = _text(entry.get("id"))[:40]
    entry_time = _time(entry.get("time"), received_at, received_at)
    for item in _dicts(entry.get("messaging")):
        yield _item_event(page_id, item, _time(item.get("timestamp"), entry_time, received_at))
    for name in ("standby", "changes"):
        for item in _dicts(entry.get(name)):
            sent_at = _time(item.get("timestamp"), entry_time, received_at)
            yield Event(page_id, name, _key(None, item), sent_at)


def _item_event(page_id: str, item: dict[str, Any], sent_at: datetime) -> Event:
    kind = _kind(item)
    reader = _READERS.get(kind)
    if reader is None:
        return Event(page_id, kind, _key(None, item), sent_at)
    value = item["message" if kind in _MESSAGE_KINDS else _FIELDS.get(kind, kind)]
    person = _id(item, "recipient" if kind == "echo" else "sender")
    if not person or person == page_id:
        return Event(page_id, "other", _key(None, item), sent_at)
    mid = value.get("mid") if kind not in _HASHED_KINDS else None
    number = value.get("num_edit") if kind == "edit" else 0
    return Event(
        page_id,
        kind,
        _key(mid, item),
        sent_at,
        person,
        reader(value) | {"psid": person},
        number if isinstance(number, int) and 0 <= number < 1000 else 0,
    )


_MESSAGE_KINDS = ("text", "quick_reply", "attachment", "sticker", "echo")
_HASHED_KINDS = ("response_feedback", "delivery", "read")
_FIELDS = {"edit": "message_edit"}


def _kind(item: dict[str, Any]) -> str:
    for name in ("message", "message_edit", "postback", "response_feedback", "delivery", "read"):
        if isinstance(item.get(name), dict):
            return _message_kind(item[name]) if name == "message" else name.replace("message_", "")
    names = [name for name in item if name not in _FRAME]
    return names[0][:30] if names and names[0] not in _READERS else "other"


def _message_kind(message: dict[str, Any]) -> str:
    if message.get("is_echo"):
        return "echo"
    if isinstance(message.get("quick_reply"), dict):
        return "quick_reply"
    attachments = _attachments(message)
    if _text(message.get("text")) or not attachments:
        return "text"
    return "sticker" if all(found["type"] == "sticker" for found in attachments) else "attachment"


def _read_message(message: dict[str, Any]) -> dict[str, Any]:
    quick_reply = message.get("quick_reply")
    return {
        "mid": _text(message.get("mid"))[:200],
        "text": _text(message.get("text")),
        "payload": _text(quick_reply.get("payload")) if isinstance(quick_reply, dict) else None,
        "attachments": _attachments(message),
    }


def _attachments(message: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for attachment in _dicts(message.get("attachments")):
        inner = attachment.get("payload")
        inner = inner if isinstance(inner, dict) else {}
        sticker = bool(inner.get("sticker_id")) or attachment.get("type") == "sticker"
        kind = "sticker" if sticker else _text(attachment.get("type"))[:30] or "file"
        found.append({"type": kind, "url": _text(inner.get("url"))[:2000] or None})
    return found


def _read_echo(message: dict[str, Any]) -> dict[str, Any]:
    return {
        "mid": _text(message.get("mid"))[:200],
        "metadata": _text(message.get("metadata"))[:1000] or None,
        "app_id": _text(message.get("app_id"))[:40] or None,
        "text": _text(message.get("text")),
        "attachments": _attachments(message),
    }


def _read_postback(postback: dict[str, Any]) -> dict[str, Any]:
    return {
        "mid": _text(postback.get("mid"))[:200],
        "text": _text(postback.get("title")),
        "payload": _text(postback.get("payload")),
    }


def _read_edit(edit: dict[str, Any]) -> dict[str, Any]:
    return {"mid": _text(edit.get("mid"))[:200], "text": _text(edit.get("text"))}


def _read_feedback(feedback: dict[str, Any]) -> dict[str, Any]:
    return {"mid": _text(feedback.get("mid"))[:200], "feedback": _text(feedback.get("feedback"))[:40]}


def _read_receipt(receipt: dict[str, Any]) -> dict[str, Any]:
    watermark, mids = receipt.get("watermark"), receipt.get("mids")
    return {
        "watermark": watermark if _is_time(watermark) else None,
        "mids": [_text(mid)[:200] for mid in mids[:100]] if isinstance(mids, list) else [],
    }


_READERS = {
    **dict.fromkeys(("text", "quick_reply", "attachment", "sticker"), _read_message),
    "echo": _read_echo,
    "postback": _read_postback,
    "edit": _read_edit,
    "response_feedback": _read_feedback,
    "delivery": _read_receipt,
    "read": _read_receipt,
}


def _dicts(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _id(item: dict[str, Any], side: str) -> str:
    holder = item.get(side)
    return _text(holder.get("id"))[:40] if isinstance(holder, dict) else ""


def _text(value: Any) -> str:
    """A string without lone surrogates, which no database takes; "" for anything else than a string or number."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str):
        return ""
    return value.encode("utf-8", "replace").decode()


def _key(mid: Any, item: dict[str, Any]) -> str:
    if isinstance(mid, str) and 0 < len(mid) <= 200:
        return _text(mid)
    return hashlib.sha256(json.dumps(item, sort_keys=True).encode()).hexdigest()


def _is_time(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 32_503_680_000_000


def _time(value: Any, fallback: datetime, received_at: datetime) -> datetime:
    """Milliseconds (or seconds) since 1970; a time that cannot be is replaced."""
    if not _is_time(value):
        return fallback
    found = datetime.fromtimestamp(value / 1000 if value > 10_000_000_000 else value, UTC)
    return found if found <= received_at + _AHEAD else received_at
