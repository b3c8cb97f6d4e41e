"""The client of the Graph API: sends one message or one sender action and says plainly what became of it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import MaxRetryError, NewConnectionError

from webhook.config import Settings
from webhook.messenger.errors import Treatment, classify
from webhook.messenger.signature import appsecret_proof
from webhook.messenger.window import Way

log = logging.getLogger("webhook.graph")
TIMEOUT = (3.05, 10.0)


@dataclass(frozen=True)
class Outgoing:
    """One message to one person. `key` travels as metadata and comes back in the echo."""

    page_id: str
    token: str
    psid: str
    text: str
    key: str
    way: Way = Way.RESPONSE
    quick_replies: tuple[tuple[str, str], ...] = ()


class NotReached(Exception):
    """The request never left: it is safe to try again."""


class NoAnswer(Exception):
    """The request left and no answer that can be understood came back: nobody knows whether it was sent."""


class Refused(Exception):
    """Facebook said no, with its code and what that means for us."""

    def __init__(self, status: int, code: int | None, subcode: int | None) -> None:
        super().__init__(f"Graph API refused: HTTP {status}, code {code}, subcode {subcode}")
        self.code, self.subcode = code, subcode
        self.treatment: Treatment = classify(status, code, subcode)


class Graph(Protocol):
    """What delivery needs of the Graph API."""

    def send(self, message: Outgoing) -> str:
        """Send and return the message's id. Raises NotReached, NoAnswer or Refused."""

    def act(self, page_id: str, token: str, psid: str, action: str) -> None:
        """Show `typing_on`, `typing_off` or `mark_seen`. Raises like `send`."""


class GraphClient:
    """The real one; the simulator's stand-in is reached by the same calls at another address."""

    def __init__(self, settings: Settings, timeout: tuple[float, float] = TIMEOUT) -> None:
        self._base = f"{settings.graph_api_url}/{settings.graph_api_version}"
        self._secret = settings.messenger_app_secret
        self._timeout = timeout
        self._session = requests.Session()
        self._session.trust_env = not settings.graph_api_url.startswith("http://127.0.0.1")
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_connections=4, pool_maxsize=32, max_retries=0))

    def send(self, message: Outgoing) -> str:
        """Send one text. Raises NotReached, NoAnswer or Refused."""
        answer = self._post(message.page_id, message.token, message_body(message))
        mid = answer.get("message_id")
        if not isinstance(mid, str) or not mid:
            raise NoAnswer("The answer has no message_id.")
        return mid[:200]

    def act(self, page_id: str, token: str, psid: str, action: str) -> None:
        """Show a sender action."""
        self._post(page_id, token, {"recipient": {"id": psid}, "sender_action": action})

    def _post(self, page_id: str, token: str, body: dict[str, Any]) -> dict[str, Any]:
        query = {"access_token": token, "appsecret_proof": appsecret_proof(self._secret, token)}
        try:
            response = self._session.post(
                f"{self._base}/{page_id}/messages",
                params=query,
                json=body,
                timeout=self._timeout,
                allow_redirects=False,
            )
            answer = response.json()
        except (requests.ConnectionError, requests.ConnectTimeout) as error:
            if _never_left(error):
                raise NotReached(type(error).__name__) from None
            raise NoAnswer(type(error).__name__) from None
        except (requests.RequestException, RecursionError) as error:  # a read that timed out, not JSON
            raise NoAnswer(type(error).__name__) from None
        return _understand(response.status_code, answer)


def message_body(message: Outgoing) -> dict[str, Any]:
    """The JSON of one send; a pure function of the message."""
    inner: dict[str, Any] = {"text": message.text, "metadata": message.key}
    if message.quick_replies:
        inner["quick_replies"] = [
            {"content_type": "text", "title": title, "payload": payload} for title, payload in message.quick_replies
        ]
    body: dict[str, Any] = {"recipient": {"id": message.psid}, "message": inner, "messaging_type": "RESPONSE"}
    if message.way is Way.HUMAN_AGENT:
        body |= {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
    return body


def _understand(status: int, answer: Any) -> dict[str, Any]:
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict):
        raise Refused(status, _number(error.get("code")), _number(error.get("error_subcode")))
    if not isinstance(answer, dict) or status != 200:
        if status == 429:
            raise Refused(status, None, None)
        raise NoAnswer(f"HTTP {status} without an error that can be read.")
    return answer


def _number(value: Any) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _never_left(error: requests.RequestException) -> bool:
    if isinstance(error, requests.ConnectTimeout | requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return True
    inner = error.args[0] if error.args else None
    return isinstance(inner, MaxRetryError) and isinstance(inner.reason, NewConnectionError)
