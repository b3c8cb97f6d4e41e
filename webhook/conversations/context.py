"""What Rasa is told beside the words: each room adds its part, such as the live ticket."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation

Provider = Callable[[Session, Conversation, datetime], Any]
_providers: dict[str, Provider] = {}


def register(name: str, provider: Provider) -> None:
    """Let `provider(session, conversation, now)` give the JSON value of `context.<name>`; None is fine."""
    _providers[name] = provider


def collect_context(session: Session, conversation: Conversation, now: datetime) -> dict[str, Any]:
    """Ask every room for its part; `ticket` is there even when no room gives it."""
    return {"ticket": None} | {name: give(session, conversation, now) for name, give in _providers.items()}
