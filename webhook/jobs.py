"""Waking the worker, and what it does at intervals. Inbox and outbox rows are the truth; a task is only a knock."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from huey import Huey, RedisHuey, SqliteHuey
from prometheus_client import Counter

from webhook.config import Settings
from webhook.services import Services

log = logging.getLogger("webhook.jobs")
WAKE_FAILURES = Counter("tuvan_wake_failures_total", "Wake-ups of the worker that failed; its own loop finds the rows.")


@dataclass(frozen=True)
class Sweep:
    """Something the worker does every so many seconds; it must be idempotent."""

    name: str
    every_seconds: float
    run: Callable[[Services], None]


_sweeps: dict[str, Sweep] = {}


def register_sweep(name: str, every_seconds: float, run: Callable[[Services], None]) -> None:
    """Have the worker call `run(services)` every `every_seconds`; an error is counted and the next one comes."""
    _sweeps[name] = Sweep(name, every_seconds, run)


def list_sweeps() -> list[Sweep]:
    """The registered sweeps by name."""
    return sorted(_sweeps.values(), key=lambda sweep: sweep.name)


def make_huey(settings: Settings) -> Huey:
    """The queue: Redis where REDIS_URL is set, else a file beside the data. Opening it may raise."""
    if settings.redis_url:
        return RedisHuey("tuvan24h", url=settings.redis_url, results=False)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    path = settings.var_dir / "queue.db"
    return SqliteHuey("tuvan24h", filename=str(path), results=False, fsync=False, timeout=1)


def make_task(huey: Huey, work: Callable[[str], None]) -> Callable[[str], None]:
    """Register the only task, "wake", whose argument is a conversation's id."""

    def wake(conversation_id: str) -> None:
        work(conversation_id)

    task: Callable[[str], None] = huey.task(name="wake")(wake)
    return task


def make_wake(settings: Settings) -> Callable[[str], None]:
    """The wake-up for web and console; the queue is opened at the first call and never stops the caller."""

    @cache
    def task() -> Callable[[str], None]:
        return make_task(make_huey(settings), lambda _: None)

    return guard_wake(lambda conversation_id: task()(conversation_id))


def guard_wake(wake: Callable[[str], None]) -> Callable[[str], None]:
    """A wake-up that counts its failure instead of raising: what it tells of is already stored."""

    def guarded(conversation_id: str) -> None:
        try:
            wake(conversation_id)
        except Exception as error:  # the queue may fail in any way
            WAKE_FAILURES.inc()
            log.warning("wake failed", extra={"error_type": type(error).__name__})

    return guarded
