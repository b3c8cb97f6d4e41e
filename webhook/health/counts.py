"""What the worker counts: kept in its memory, written into the database with each heartbeat, shown by the web."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter
from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.conversations.models import Counter as CounterRow

HEARTBEAT = "worker"
HEARTBEAT_LATE = timedelta(seconds=20)
_registry = CollectorRegistry()
_flushed: dict[str, float] = {}


def worker_counter(name: str, help_text: str, labels: Sequence[str] = ()) -> Counter:
    """A counter of the worker; its name ends in `_total`."""
    return Counter(name, help_text, labels, registry=_registry)


def flush_counts(session: Session, now: datetime) -> None:
    """Add what was counted since the last call, and the sign of life. The caller commits."""
    _add(session, HEARTBEAT, 1, now)
    for family in _registry.collect():
        for sample in family.samples:
            name = sample.name + "".join(f" {value}" for value in sample.labels.values())
            grown = sample.value - _flushed.get(name, 0.0)
            if sample.name.endswith("_total") and grown:
                _add(session, name, int(grown), now)
                _flushed[name] = sample.value


def _add(session: Session, name: str, grown: int, now: datetime) -> None:
    row = session.get(CounterRow, name[:60], with_for_update=True)
    if row is None:
        row = CounterRow(name=name[:60], value=0)
        session.add(row)
    row.value += grown
    row.at = now


def list_counts(session: Session) -> dict[str, int]:
    """All counts of the worker by name and label."""
    rows = session.execute(select(CounterRow.name, CounterRow.value).where(CounterRow.name != HEARTBEAT))
    return {row.name: row.value for row in rows}


def find_heartbeat(session: Session) -> datetime | None:
    """When a worker last showed a sign of life."""
    return session.scalar(select(CounterRow.at).where(CounterRow.name == HEARTBEAT))
