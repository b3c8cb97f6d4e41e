"""Threads that work by key: many people at once, one thing at a time for each."""

from __future__ import annotations

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from functools import partial

from webhook.health.counts import worker_counter

log = logging.getLogger("webhook.crew")
BROKEN = worker_counter("tuvan_loop_errors_total", "Errors that ended a piece of work of the worker.", ["step"])


class Crew:
    """A pool of threads. A key that is submitted while it is worked on is worked on once more afterwards."""

    def __init__(self, name: str, threads: int, work: Callable[[str], None]) -> None:
        self.name = name
        self._work = work
        self._ready: deque[str] = deque()
        self._waiting: set[str] = set()
        self._running: set[str] = set()
        self._again: set[str] = set()
        self._changed = threading.Condition()
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._run, name=f"{name}-{number}", daemon=True) for number in range(threads)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, key: str) -> None:
        """Have a key worked on soon; nothing happens when it waits already."""
        with self._changed:
            if key in self._running:
                self._again.add(key)
            elif key not in self._waiting:
                self._waiting.add(key)
                self._ready.append(key)
                self._changed.notify()

    def stop(self, seconds: float) -> None:
        """Let the threads finish what they are at, for so long at most; what waits stays in the tables."""
        deadline = time.monotonic() + seconds
        with self._changed:
            self._stopping = True
            self._changed.notify_all()
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _run(self) -> None:
        while (key := self._take()) is not None:
            guarded(self.name, partial(self._work, key))
            self._finish(key)

    def _take(self) -> str | None:
        with self._changed:
            while not self._ready and not self._stopping:
                self._changed.wait()
            if self._stopping:
                return None
            key = self._ready.popleft()
            self._waiting.discard(key)
            self._running.add(key)
            return key

    def _finish(self, key: str) -> None:
        with self._changed:
            self._running.discard(key)
            repeat = key in self._again
            self._again.discard(key)
        if repeat:
            self.submit(key)


def guarded(step: str, work: Callable[[], None]) -> None:
    """The top of a loop: an error is counted and logged without its words, and the loop goes on."""
    try:
        work()
    except Exception:
        BROKEN.labels(step).inc()
        log.exception("step failed", extra={"step": step})
