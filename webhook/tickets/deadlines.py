"""The two clocks of a ticket: our promise and Messenger's window. All pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from webhook.clock import VIETNAM
from webhook.tickets.words import read, rule


@dataclass(frozen=True)
class Deadline:
    """What comes first: `kind` is promise | window | waiting (for the worker; no hour runs)."""

    kind: str
    at: datetime


def due_after(start: datetime) -> datetime:
    """When an answer is due that was promised at `start` (consent, reopening)."""
    return start + timedelta(hours=rule("promise_hours"))


def window_until(last_user_at: datetime | None) -> datetime | None:
    """The end of Messenger's standard window."""
    return None if last_user_at is None else last_user_at + timedelta(hours=rule("window_hours"))


def human_agent_until(last_user_at: datetime | None) -> datetime | None:
    """The end of the seven days in which a person's own words may still go out, where Meta allows it."""
    return None if last_user_at is None else last_user_at + timedelta(days=rule("human_agent_days"))


def nearer(due_at: datetime, window: datetime | None, waiting_since: datetime | None, now: datetime) -> Deadline:
    """The nearer of promise and an open window; a window that is over no longer presses."""
    if waiting_since is not None:
        return Deadline("waiting", waiting_since)
    if window is not None and now < window < due_at:
        return Deadline("window", window)
    return Deadline("promise", due_at)


def is_overdue(status: str, due_at: datetime, waiting_since: datetime | None, now: datetime) -> bool:
    """Open or held past the promise, unless the next word is the worker's."""
    return status in ("open", "claimed") and waiting_since is None and due_at <= now


def reminder_at(due_at: datetime) -> datetime:
    """The 20th hour."""
    return due_at - timedelta(hours=rule("reminder_before_hours"))


def late_word_at(due_at: datetime) -> datetime:
    """The 23rd hour, when the worker hears that it is late."""
    return due_at - timedelta(hours=rule("late_word_before_hours"))


def tell_due(due_at: datetime) -> str:
    """An hour as a worker reads it: "21:05 thứ Ba, 24/11"."""
    local = due_at.astimezone(VIETNAM)
    weekday = read("texts")["weekdays"][local.weekday()]
    return str(read("texts")["due"]).format(hour=f"{local:%H:%M}", weekday=weekday, date=f"{local.day}/{local.month}")
