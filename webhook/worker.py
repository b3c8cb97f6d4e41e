"""`python -m webhook.worker`: answers, delivers, sweeps. Tasks wake it; its own loop finds what no task told it of."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import time
from collections.abc import Callable
from functools import partial

from huey import Huey
from huey.consumer import Consumer

from webhook import jobs
from webhook.app import create_app
from webhook.config import SettingError
from webhook.conversations.delivery import settle_stale
from webhook.conversations.engine import Engine
from webhook.conversations.leases import clear_leases
from webhook.conversations.rasa_client import RasaClient
from webhook.crew import Crew, guarded
from webhook.health.checks import parts_are_healthy
from webhook.health.counts import flush_counts
from webhook.messenger.graph import GraphClient
from webhook.messenger.pages import sync_pages
from webhook.services import Services

log = logging.getLogger("webhook.worker")
ANSWERING, DELIVERING = 4, 8
TICK_SECONDS = 0.5
POLL_SECONDS = 0.02
REOPEN_SECONDS = 10.0
STOP_SECONDS = 8.0


class Worker:
    """Crews of threads, the queue's consumer and the loop."""

    def __init__(self, services: Services, engine: Engine) -> None:
        self.services, self.engine = services, engine
        self.stopping = threading.Event()
        self._deliveries = Crew("deliver", DELIVERING, engine.deliver)
        self._answers = Crew("answer", ANSWERING, self._answer)
        self._sweeps = Crew("sweep", 1, self._sweep)
        self._consumer: Consumer | None = None
        self._next: dict[str, float] = {}

    def run(self) -> None:
        """Work until `stopping` is set, then finish what is begun."""
        self._recover()
        while not self.stopping.is_set():
            self.tick(time.monotonic())
            self.stopping.wait(TICK_SECONDS)
        if self._consumer:
            self._consumer.stop()
        deadline = time.monotonic() + STOP_SECONDS
        for crew in (self._answers, self._deliveries, self._sweeps):
            crew.stop(deadline - time.monotonic())

    def wake(self, conversation_id: str) -> None:
        """Look at a person at once: what they wrote, then what is queued for them."""
        self._answers.submit(conversation_id)

    def tick(self, at: float) -> None:
        """Find the work that is due; `at` is a monotonic time in seconds."""
        guarded("receipts", self._read_receipts)
        guarded("due", self._submit_due)
        self._every(at, 2.0, "settle", self.engine.sweep)
        self._every(at, 5.0, "heartbeat", self._beat)
        if self._consumer is None:
            self._every(at, REOPEN_SECONDS, "queue", self._open_queue)
        for sweep in jobs.list_sweeps():
            self._every(at, sweep.every_seconds, f"sweep:{sweep.name}", partial(self._sweeps.submit, sweep.name))

    def _every(self, at: float, seconds: float, name: str, work: Callable[[], None]) -> None:
        if at >= self._next.get(name, 0.0):
            self._next[name] = at + seconds
            guarded(name, work)

    def _recover(self) -> None:
        """After a start: pages of the settings, and on SQLite, where this is the only worker, what a kill left open."""
        db, now = self.services.db, self.services.clock.now()
        sync_pages(db, self.services.settings)
        if db.engine.dialect.name == "sqlite":
            with db.write() as session:
                clear_leases(session)
                settle_stale(session, now, stale_after=now - now)

    def _open_queue(self) -> None:
        huey = jobs.make_huey(self.services.settings)
        jobs.make_task(huey, self.wake)
        self._consumer = start_consumer(huey)

    def _read_receipts(self) -> None:
        while self.engine.read_receipts():
            pass

    def _submit_due(self) -> None:
        for conversation_id in self.engine.list_due():
            self._answers.submit(conversation_id)
        for conversation_id in self.engine.list_due_sends():
            self._deliveries.submit(conversation_id)

    def _answer(self, conversation_id: str) -> None:
        self.engine.answer(conversation_id)
        self._deliveries.submit(conversation_id)

    def _sweep(self, name: str) -> None:
        for sweep in jobs.list_sweeps():
            if sweep.name == name:
                sweep.run(self.services)

    def _beat(self) -> None:
        with self.services.db.write() as session:
            flush_counts(session, self.services.clock.now())


def start_consumer(huey: Huey) -> Consumer:
    """Huey's consumer with one thread that looks every 20 ms; it only passes wake-ups on."""
    consumer = Consumer(
        huey,
        workers=1,
        periodic=False,
        initial_delay=POLL_SECONDS,
        max_delay=POLL_SECONDS,
        backoff=1,
        scheduler_interval=60,
        check_worker_health=False,
    )
    consumer._set_signal_handlers = lambda: None
    consumer.start()
    return consumer


def main() -> int:
    """Run until SIGTERM or SIGINT; a wrong setting is one sentence."""
    try:
        app = create_app()
    except SettingError as error:
        print(f"Not started. {error}", file=sys.stderr)
        return 2
    services: Services = app.extensions["services"]
    settings = services.settings
    engine = Engine(services, RasaClient(settings), GraphClient(settings), lambda: parts_are_healthy(settings))
    worker = Worker(services, engine)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: worker.stopping.set())
    log.info("worker started")
    worker.run()
    log.info("worker stopped")
    return 0


if __name__ == "__main__":
    sys.exit(main())
