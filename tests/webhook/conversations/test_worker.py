"""The worker's threads and loop, with real threads: everything is found, with or without a wake-up."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.webhook.fakes import FakeGraph, FakeRasa, text_item
from webhook import jobs
from webhook.clock import SystemClock
from webhook.config import Settings
from webhook.conversations.engine import Engine
from webhook.conversations.models import Conversation, InboxEvent
from webhook.crew import Crew, guarded
from webhook.db import Database
from webhook.health.counts import find_heartbeat
from webhook.services import Services
from webhook.worker import Worker

Post = Callable[..., Any]
PATIENCE = 60


class Counted(FakeGraph):
    """Tells when so many messages have been sent."""

    def __init__(self, expected: int) -> None:
        super().__init__()
        self.expected, self.done = expected, threading.Event()

    def send(self, message: Any) -> str:
        mid = super().send(message)
        if len(self.sent) >= self.expected:
            self.done.set()
        return mid


@pytest.fixture
def start(app: Flask) -> Iterator[Callable[..., Worker]]:
    """Start a worker with threads; it is stopped at the end."""
    running: list[tuple[Worker, threading.Thread]] = []

    def begin(graph: FakeGraph, rasa: FakeRasa | None = None) -> Worker:
        services: Services = dataclasses.replace(app.extensions["services"], clock=SystemClock())
        worker = Worker(services, Engine(services, rasa or FakeRasa(), graph))
        thread = threading.Thread(target=worker.run)
        running.append((worker, thread))
        thread.start()
        return worker

    yield begin
    for worker, thread in running:
        worker.stopping.set()
        thread.join(PATIENCE)
        assert not thread.is_alive()


def now_item(text: str, person: str) -> dict[str, Any]:
    return text_item(text, person=person) | {"timestamp": int(SystemClock().now().timestamp() * 1000)}


def test_rows_that_nobody_told_of_are_answered(post: Post, start: Callable[..., Worker], db: Database) -> None:
    people = [str(8000 + number) for number in range(20)]
    for number in range(5):
        post(*(now_item(f"câu {number}", person) for person in people))
    graph = Counted(40)
    start(graph)
    assert graph.done.wait(PATIENCE)
    assert sorted({message.psid for message in graph.sent}) == people
    with db.read() as session:
        left = session.scalar(select(func.count()).where(InboxEvent.processed_at.is_(None)))
        leases = session.scalar(select(func.count()).where(Conversation.lease_owner.is_not(None)))
    assert (left, leases) == (0, 0)


def test_a_wake_up_through_the_queue_reaches_the_worker(settings: Settings) -> None:
    from webhook.worker import start_consumer

    heard, told = [], threading.Event()

    def listen(conversation_id: str) -> None:
        heard.append(conversation_id)
        told.set()

    huey = jobs.make_huey(settings)
    jobs.make_task(huey, listen)
    consumer = start_consumer(huey)
    try:
        jobs.make_wake(settings)("c_1")
        assert told.wait(PATIENCE)
    finally:
        consumer.stop(graceful=True)
    assert heard == ["c_1"]


def test_a_worker_without_a_queue_still_answers(post: Post, start: Callable[..., Worker], settings: Settings) -> None:
    (settings.var_dir / "queue.db").mkdir(parents=True)
    post(now_item("nợ lương", "8000"))
    graph = Counted(2)
    start(graph)
    assert graph.done.wait(PATIENCE)
    assert graph.texts[1:] == ["Trả lời: nợ lương"]


def test_the_worker_shows_a_sign_of_life(post: Post, start: Callable[..., Worker], db: Database) -> None:
    post(now_item("nợ lương", "8000"))
    graph = Counted(2)
    start(graph)
    assert graph.done.wait(PATIENCE)
    with db.read() as session:
        assert find_heartbeat(session) is not None


def test_sweeps_of_other_rooms_are_run_at_their_interval(app: Flask) -> None:
    ran: list[float] = []
    at = {"now": 0.0}
    done = threading.Event()

    def sweep(services: Services) -> None:
        ran.append(at["now"])
        done.set()

    services: Services = app.extensions["services"]
    worker = Worker(services, Engine(services, FakeRasa(), FakeGraph()))
    worker._open_queue = lambda: None  # type: ignore[method-assign]
    before = dict(jobs._sweeps)
    jobs._sweeps.clear()
    jobs.register_sweep("test", 30, sweep)
    try:
        for now in (0.0, 10.0, 29.0, 30.0, 40.0, 60.0):
            at["now"] = now
            done.clear()
            worker.tick(now)
            if now in (0.0, 30.0, 60.0):
                assert done.wait(PATIENCE)
                worker._sweeps.submit("barrier")
    finally:
        jobs._sweeps.clear()
        jobs._sweeps.update(before)
        for crew in (worker._answers, worker._deliveries, worker._sweeps):
            crew.stop(PATIENCE)
    assert ran == [0.0, 30.0, 60.0]


def test_a_crew_never_works_on_a_key_twice_at_once_and_forgets_nothing() -> None:
    running: set[str] = set()
    clashes: list[str] = []
    done: list[str] = []
    lock, finished = threading.Lock(), threading.Event()
    again = threading.Event()

    def work(key: str) -> None:
        with lock:
            if key in running:
                clashes.append(key)
            running.add(key)
        if key == "a" and "a" not in done:
            crew.submit("a")
            again.set()
        with lock:
            running.discard(key)
            done.append(key)
            if done.count("a") >= 2 and "b" in done:
                finished.set()

    crew = Crew("test", 4, work)
    for key in ("a", "b", "b"):
        crew.submit(key)
    assert again.wait(PATIENCE)
    assert finished.wait(PATIENCE)
    crew.stop(PATIENCE)
    assert clashes == []


def test_an_error_in_a_crew_does_not_end_its_thread() -> None:
    done = threading.Event()

    def work(key: str) -> None:
        if key == "bad":
            raise ValueError("bug")
        done.set()

    crew = Crew("test", 1, work)
    crew.submit("bad")
    crew.submit("good")
    assert done.wait(PATIENCE)
    crew.stop(PATIENCE)


def test_a_step_that_fails_is_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> None:
        raise ValueError("bí mật")

    guarded("test", work)
    assert [record.message for record in caplog.records] == ["step failed"]
