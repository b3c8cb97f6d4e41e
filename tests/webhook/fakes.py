"""Stand-ins for the two outer edges, and makers of Facebook's events."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from webhook.config import Settings
from webhook.conversations.rasa_client import TurnReply
from webhook.messenger.graph import Outgoing
from webhook.messenger.signature import sign

PAGE = "1001"
PERSON = "7001"
START_MS = 1_795_442_400_000  # 2026-11-23 14:00:00 UTC, where the clock of the tests stands
_numbers = itertools.count(1)

Reply = dict[str, Any]


class FakeRasa:
    """Answers every turn by repeating it. `replies` come first; an exception among them is raised."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.replies: list[TurnReply | Exception] = []
        self.down: Exception | None = None
        self.before: Callable[[dict[str, Any]], None] = lambda request: None

    def handle(self, request: dict[str, Any]) -> TurnReply:
        self.requests.append(request)
        self.before(request)
        if self.down:
            raise self.down
        if self.replies:
            reply = self.replies.pop(0)
            if isinstance(reply, Exception):
                raise reply
            return reply
        said = request["text"] if request["payload"] is None else request["payload"]
        return reply_with(f"Trả lời: {said[:40]}", state={"turns": _count(request["state"])})


def _count(state: Any) -> int:
    return 1 + int((state or {}).get("turns", 0))


def reply_with(*texts: str, state: Any = None, quick_replies: list[Reply] | None = None, **record: Any) -> TurnReply:
    """A reply of Rasa; keywords go into its record."""
    messages: list[dict[str, Any]] = [{"text": text} for text in texts]
    if quick_replies:
        messages[-1]["quick_replies"] = quick_replies
    return TurnReply(messages, {"decision": "answer", "topic": "t", "confidence": 0.9} | record, state)


class FakeGraph:
    """Takes every send and keeps it. `outcomes` are raised, first come first, None meaning that it works."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.tried: list[Outgoing] = []
        self.actions: list[tuple[str, str]] = []
        self.outcomes: list[Exception | None] = []
        self.down: Exception | None = None

    def send(self, message: Outgoing) -> str:
        self.tried.append(message)
        outcome = self.outcomes.pop(0) if self.outcomes else self.down
        if outcome:
            raise outcome
        self.sent.append(message)
        return f"m_sent_{next(_numbers)}"

    def act(self, page_id: str, token: str, psid: str, action: str) -> None:
        self.actions.append((psid, action))

    @property
    def texts(self) -> list[str]:
        """What the person read, in order."""
        return [message.text for message in self.sent]


def signed_post(client: FlaskClient, settings: Settings, body: Any) -> Any:
    """Post a body to the webhook with the signature that Facebook would give it; bytes go as they are."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    headers = {"X-Hub-Signature-256": sign(settings.messenger_app_secret, data)}
    return client.post("/messenger/webhook", data=data, headers=headers, content_type="application/json")


def new_mid() -> str:
    """A message id as Facebook makes them."""
    return f"m_{next(_numbers):06d}"


def item(kind: str, value: Any, *, person: str = PERSON, page: str = PAGE, after: float = 0.0) -> dict[str, Any]:
    """One item of `messaging`, `after` seconds behind the start of the test."""
    return {
        "sender": {"id": person},
        "recipient": {"id": page},
        "timestamp": START_MS + int(after * 1000),
        kind: value,
    }


def text_item(text: str, *, mid: str | None = None, **where: Any) -> dict[str, Any]:
    return item("message", {"mid": mid or new_mid(), "text": text}, **where)


def quick_reply_item(title: str, payload: str, **where: Any) -> dict[str, Any]:
    return item("message", {"mid": new_mid(), "text": title, "quick_reply": {"payload": payload}}, **where)


def postback_item(title: str, payload: str, **where: Any) -> dict[str, Any]:
    return item("postback", {"mid": new_mid(), "title": title, "payload": payload}, **where)


def attachment_item(*kinds: str, **where: Any) -> dict[str, Any]:
    files = [{"type": kind, "payload": {"url": f"https://cdn.example/{kind}"}} for kind in kinds]
    return item("message", {"mid": new_mid(), "attachments": files}, **where)


def echo_item(metadata: str | None, mid: str, *, person: str = PERSON, text: str = "…", **where: Any) -> dict[str, Any]:
    made = item("message", {"mid": mid, "is_echo": True, "app_id": 1, "text": text}, **where)
    made["sender"], made["recipient"] = made["recipient"], {"id": person}
    if metadata is not None:
        made["message"]["metadata"] = metadata
    return made
