"""Facebook ids become opaque ones: the same person on the same page always gets the same conversation."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass


@dataclass(frozen=True)
class Identity:
    """`person_hash` finds the conversation; `conversation_id` is its opaque name."""

    person_hash: str
    conversation_id: str


def identify(message_key: str, page_id: str, psid: str) -> Identity:
    """Derive both from the page and the page-scoped id; nobody without MESSAGE_KEY can go back."""
    key = hmac.digest(message_key.encode(), b"tuvan24h person", hashlib.sha256)
    digest = hmac.new(key, f"{page_id}:{psid}".encode(), hashlib.sha256).hexdigest()
    return Identity(digest, f"c_{digest[:24]}")
