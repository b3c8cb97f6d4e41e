"""Messenger's sending window: which way a message may go out now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

STANDARD = timedelta(hours=24)
HUMAN_AGENT = timedelta(days=7)


class Way(Enum):
    """How a message goes out; HOLD keeps it until the person writes again."""

    RESPONSE = "RESPONSE"
    HUMAN_AGENT = "HUMAN_AGENT"
    HOLD = "HOLD"


@dataclass(frozen=True)
class SendingWindow:
    """The window of one conversation, opened by the person's last action."""

    last_user_at: datetime | None
    human_agent_allowed: bool

    @property
    def standard_until(self) -> datetime | None:
        """The end of the 24 hours; None when the person never wrote."""
        return self.last_user_at + STANDARD if self.last_user_at else None

    def choose(self, now: datetime, kind: str, *, standard_refused: bool = False) -> Way:
        """The way for a message of `kind` (bot, expert, system); only an expert's own words may use the seven days.

        `standard_refused`: Facebook has already refused this message as outside of the 24 hours.
        """
        if self.last_user_at is None:
            return Way.HOLD
        age = now - self.last_user_at
        if age < STANDARD and not standard_refused:
            return Way.RESPONSE
        if kind == "expert" and self.human_agent_allowed and age < HUMAN_AGENT:
            return Way.HUMAN_AGENT
        return Way.HOLD
