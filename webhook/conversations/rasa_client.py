"""Rasa as a function over HTTP: docs/flows.md, "webhook → rasa"."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter

from webhook.config import Settings

TIMEOUT = (1.0, 13.0)
REST_SECONDS = 1.0


@dataclass(frozen=True)
class TurnReply:
    """What Rasa answered: messages with `text` and maybe `quick_replies`, the decision's record, the new state."""

    messages: list[dict[str, Any]]
    record: dict[str, Any]
    state: Any


class RasaFailed(Exception):
    """No usable answer now; the same turn may be asked again. The message names the reason, never a text."""


class RasaRefused(Exception):
    """Rasa will not take this turn, today or later: its payload is not on the list."""


class Rasa(Protocol):
    """What answering needs of Rasa."""

    def handle(self, request: dict[str, Any]) -> TurnReply:
        """Answer one turn. Raises RasaFailed or RasaRefused."""


class RasaClient:
    """The real one. After a failed connection it rests for a second, so that many people do not wait on a dead part."""

    def __init__(self, settings: Settings, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._url = f"{settings.rasa_url}/webhooks/turns/handle"
        self._headers = {"Authorization": f"Bearer {settings.internal_token}"}
        self._timeout = timeout
        self._rest_until = 0.0
        self._session = requests.Session()
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=2, pool_maxsize=16))

    def handle(self, request: dict[str, Any]) -> TurnReply:
        """Post one turn. Raises RasaFailed or RasaRefused."""
        if time.monotonic() < self._rest_until:
            raise RasaFailed("resting after a failed connection")
        try:
            response = self._session.post(
                self._url, json=request, headers=self._headers, timeout=self._timeout, allow_redirects=False
            )
        except requests.RequestException as error:
            self._rest_until = time.monotonic() + REST_SECONDS
            raise RasaFailed(type(error).__name__) from None
        if response.status_code == 400:
            raise RasaRefused("HTTP 400")
        if response.status_code != 200:
            raise RasaFailed(f"HTTP {response.status_code}")
        return _read(response)


def _read(response: requests.Response) -> TurnReply:
    try:
        body = response.json()
    except (requests.RequestException, RecursionError):
        raise RasaFailed("not JSON") from None
    if not isinstance(body, dict):
        raise RasaFailed("not an object")
    messages, record = body.get("messages"), body.get("record")
    if not isinstance(messages, list) or not messages or not all(_is_message(message) for message in messages):
        raise RasaFailed("no message that can be sent")
    return TurnReply(messages, record if isinstance(record, dict) else {}, body.get("state"))


def _is_message(message: Any) -> bool:
    if not isinstance(message, dict) or not isinstance(message.get("text"), str) or not message["text"].strip():
        return False
    replies = message.get("quick_replies") or []
    return isinstance(replies, list) and all(
        isinstance(reply, dict) and isinstance(reply.get("title"), str) and isinstance(reply.get("payload"), str)
        for reply in replies
    )
