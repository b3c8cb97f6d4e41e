"""The one clock of the program: everything else takes `now` as an argument."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present as an aware datetime in UTC."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that moves only when told to, for tests and replays."""

    at: datetime

    def now(self) -> datetime:
        return self.at

    def forward(self, **span: float) -> None:
        """Move on by a timedelta given as keywords: `forward(hours=20)`."""
        self.at += timedelta(**span)
