"""Buttons that end in the webhook: payloads `WEBHOOK:<NAME>:<argument>` go to the handler of NAME."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation

PREFIX = "WEBHOOK:"
Handler = Callable[[Session, Conversation, str, datetime], Sequence[str]]
_handlers: dict[str, Handler] = {}


def register(prefix: str, handler: Handler) -> None:
    """Let `handler(session, conversation, argument, now) -> reply texts` answer the buttons of `prefix`.

    `prefix` is written with or without "WEBHOOK:" and the last colon. The handler runs inside the
    transaction that answers the turn: it must not commit and must not call out.
    """
    _handlers[_name(prefix)] = handler


def is_command(payload: str | None) -> bool:
    """Tell whether a payload ends here instead of in Rasa."""
    return bool(payload) and str(payload).startswith(PREFIX)


def run_command(session: Session, conversation: Conversation, payload: str, now: datetime) -> list[str] | None:
    """Answer a button; None when nobody registered its name."""
    name, _, argument = payload.removeprefix(PREFIX).partition(":")
    handler = _handlers.get(name)
    return None if handler is None else list(handler(session, conversation, argument, now))


def _name(prefix: str) -> str:
    return prefix.removeprefix(PREFIX).rstrip(":")
