"""What Facebook does around a message: build the event, sign it, deliver it to our webhook, retry."""

from __future__ import annotations

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable
from typing import Any

import requests

from webhook.clock import Clock
from webhook.config import Settings
from webhook.messenger.signature import sign
from webhook.simulator.store import Store

RETRIES = (0.0, 0.5, 2.0, 5.0, 10.0, 20.0)
logger = logging.getLogger(__name__)
Item = dict[str, Any]


def new_mid() -> str:
    """A message id that looks like Facebook's."""
    return "m_" + secrets.token_urlsafe(24)


class StandIn:
    """Facebook's side of the simulator. `post` may be replaced in tests."""

    def __init__(self, store: Store, settings: Settings, clock: Clock) -> None:
        self.store = store
        self.settings = settings
        self.clock = clock
        self.post: Callable[[bytes, dict[str, str]], int] = self._post

    def deliver(self, page_id: str, *items: Item) -> None:
        """Send one signed event; a failure is tried again as Facebook does."""
        stamp = int(self.clock.now().timestamp() * 1000)
        body = json.dumps({"object": "page", "entry": [{"id": page_id, "time": stamp, "messaging": list(items)}]})
        headers = {
            "Content-Type": "application/json",
            "X-Hub-Signature-256": sign(self.settings.messenger_app_secret, body.encode()),
        }
        for wait in RETRIES:
            time.sleep(wait)
            try:
                if self.post(body.encode(), headers) == 200:
                    return
            except requests.RequestException as error:
                logger.warning("the webhook did not take an event: %s", type(error).__name__)

    def deliver_later(self, page_id: str, *items: Item) -> None:
        """The same in the background, as Facebook sends echoes."""
        threading.Thread(target=self.deliver, args=(page_id, *items), daemon=True).start()

    def _post(self, body: bytes, headers: dict[str, str]) -> int:
        url = f"{self.settings.webhook_url}/messenger/webhook"
        return requests.post(url, data=body, headers=headers, timeout=5).status_code

    def frame(self, psid: str, page_id: str, **content: Any) -> Item:
        """An event from a person to the page, stamped now."""
        stamp = int(self.clock.now().timestamp() * 1000)
        return {"sender": {"id": psid}, "recipient": {"id": page_id}, "timestamp": stamp, **content}

    def echo(self, psid: str, page_id: str, mid: str, text: str, metadata: str | None) -> Item:
        """What comes back for a message that the page has sent."""
        message: Item = {"mid": mid, "is_echo": True, "app_id": 1, "text": text}
        if metadata:
            message["metadata"] = metadata
        return {**self.frame(page_id, psid, message=message)}
