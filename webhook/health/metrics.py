"""The figures of /metrics: counted in the tables at the moment of asking, and what this process counted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from prometheus_client import REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webhook.conversations.models import InboxEvent, OutboxPart, Page, Turn
from webhook.health.counts import find_heartbeat, list_counts
from webhook.tickets.live import count_tickets

STATUSES = ("queued", "sending", "held", "unknown", "refused")


class Figures(Collector):
    """What the tables say now."""

    def __init__(self, session: Session, now: datetime) -> None:
        self.session, self.now = session, now

    def collect(self) -> Iterator[Metric]:
        """Yield every family once."""
        yield from self._inbox()
        yield self._outbox()
        yield from self._tickets()
        yield from self._counts()

    def _inbox(self) -> Iterator[Metric]:
        waiting, oldest = self.session.execute(
            select(func.count(), func.min(InboxEvent.received_at)).where(InboxEvent.processed_at.is_(None))
        ).one()
        age = (self.now - oldest).total_seconds() if oldest else 0.0
        unanswered = select(func.count()).select_from(Turn).where(Turn.status != "answered")
        stopped = select(func.count()).select_from(Page).where(Page.blocked_reason.is_not(None))
        yield _gauge("tuvan_inbox_waiting", "Events that wait for the worker.", waiting)
        yield _gauge("tuvan_inbox_oldest_seconds", "Age of the oldest event that waits.", age)
        yield _gauge("tuvan_turns_unanswered", "Turns without a reply.", self.session.scalar(unanswered) or 0)
        yield _gauge("tuvan_pages_stopped", "Pages whose sends are stopped.", self.session.scalar(stopped) or 0)

    def _outbox(self) -> Metric:
        counted = select(OutboxPart.status, func.count()).where(OutboxPart.status.in_(STATUSES))
        found = {row[0]: row[1] for row in self.session.execute(counted.group_by(OutboxPart.status))}
        family = GaugeMetricFamily("tuvan_outbox", "Messages that are not sent, by status.", labels=["status"])
        for status in STATUSES:
            family.add_metric([status], found.get(status, 0))
        return family

    def _tickets(self) -> Iterator[Metric]:
        family = GaugeMetricFamily("tuvan_tickets", "Tickets by status; overdue ones apart.", labels=["status"])
        for status, count in count_tickets(self.session, self.now).items():
            family.add_metric([status], count)
        yield family

    def _counts(self) -> Iterator[Metric]:
        seen = find_heartbeat(self.session)
        silent = (self.now - seen).total_seconds() if seen else -1.0
        yield _gauge("tuvan_worker_silent_seconds", "Since the worker's last sign of life; -1: never seen.", silent)
        family = CounterMetricFamily("tuvan_worker", "What the worker counted.", labels=["what", "label"])
        for name, count in sorted(list_counts(self.session).items()):
            what, _, label = name.partition(" ")
            family.add_metric([what.removeprefix("tuvan_").removesuffix("_total"), label], count)
        yield family


def render_metrics(session: Session, now: datetime) -> bytes:
    """Prometheus text of the tables' figures, followed by this process's own counters."""
    registry = CollectorRegistry()
    registry.register(Figures(session, now))
    return generate_latest(registry) + generate_latest(REGISTRY)


def _gauge(name: str, help_text: str, value: float) -> Metric:
    return GaugeMetricFamily(name, help_text, value=value)
