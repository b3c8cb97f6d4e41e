"""Killed between any two steps: nothing is lost and nothing is said twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.webhook.fakes import FakeGraph, FakeRasa, echo_item, text_item
from webhook.clock import FixedClock
from webhook.conversations import delivery, replies
from webhook.conversations.delivery import settle_stale
from webhook.conversations.engine import Engine
from webhook.conversations.leases import LEASE, clear_leases
from webhook.conversations.models import Conversation, Message, OutboxPart, Turn
from webhook.db import Database
from webhook.messenger.graph import Outgoing

Post = Callable[..., Any]


class Killed(BaseException):
    """Stands for SIGKILL: no handler of ours may catch it."""


def restart(engine: Engine, db: Database, clock: FixedClock) -> None:
    """What the worker does when it starts after a kill."""
    with db.write() as session:
        clear_leases(session)
        settle_stale(session, clock.now(), stale_after=timedelta(0))
    engine.drain()


def kill_at(engine: Engine) -> None:
    with pytest.raises(Killed):
        engine.drain()


def check_one_answer(db: Database, graph: FakeGraph) -> None:
    """Exactly one turn, one stored reply, one answer at Facebook, one line in the transcript."""
    assert graph.texts.count("Trả lời: nợ lương") == 1
    assert sum("trợ lý tự động" in text for text in graph.texts) == 1
    with db.read() as session:
        assert [turn.status for turn in session.scalars(select(Turn))] == ["answered"]
        assert {part.status for part in session.scalars(select(OutboxPart))} == {"sent"}
        assert list(session.scalars(select(Message.text))).count("Trả lời: nợ lương") == 1
        assert list(session.scalars(select(Message.text))).count("nợ lương") == 1


def test_killed_while_rasa_is_asked(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    post(text_item("nợ lương"))
    fake_rasa.down = Killed()  # type: ignore[assignment]
    kill_at(engine)
    fake_rasa.down = None
    restart(engine, db, clock)
    check_one_answer(db, fake_graph)
    assert len({request["turn_id"] for request in fake_rasa.requests}) == 1
    assert [request["state"] for request in fake_rasa.requests] == [None, None]


def test_killed_after_rasa_answered_before_the_commit(
    post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(text_item("nợ lương"))
    with monkeypatch.context() as patch:
        patch.setattr(replies, "commit_reply", _killer)
        kill_at(engine)
    restart(engine, db, clock)
    check_one_answer(db, fake_graph)


def test_killed_in_the_middle_of_the_commit(
    post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(text_item("nợ lương"))
    with monkeypatch.context() as patch:
        patch.setattr(replies, "queue_message", _killer)
        kill_at(engine)
    with db.read() as session:
        assert [turn.status for turn in session.scalars(select(Turn))] == ["open"]
    restart(engine, db, clock)
    check_one_answer(db, fake_graph)


def test_killed_after_the_commit_before_delivery(
    post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock, db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    post(text_item("nợ lương"))
    with monkeypatch.context() as patch:
        patch.setattr(engine, "deliver", _killer)
        kill_at(engine)
    restart(engine, db, clock)
    check_one_answer(db, fake_graph)


def _killer(*args: Any, **more: Any) -> None:
    raise Killed


@pytest.mark.parametrize("echo_first", [True, False])
def test_killed_after_the_send_before_it_is_written_down(
    post: Post,
    engine: Engine,
    fake_graph: FakeGraph,
    clock: FixedClock,
    db: Database,
    monkeypatch: pytest.MonkeyPatch,
    echo_first: bool,
) -> None:
    post(text_item("nợ lương"))
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "record_sent", _killer)
        kill_at(engine)
    echo = echo_item(fake_graph.sent[0].key, "m_echo", text=fake_graph.sent[0].text)
    if echo_first:
        post(echo)
    restart(engine, db, clock)
    if not echo_first:
        assert len(fake_graph.sent) == 1
        clock.forward(seconds=100)
        post(echo)
    engine.drain()
    engine.drain()
    check_one_answer(db, fake_graph)


def test_killed_before_the_send_left(
    post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    with db.write() as session:
        from tests.webhook.fakes import PAGE
        from webhook.conversations.models import Page

        session.get_one(Page, PAGE).echoes_seen_at = clock.now()
    post(text_item("nợ lương"))
    fake_graph.outcomes = [Killed()]  # type: ignore[list-item]
    kill_at(engine)
    restart(engine, db, clock)
    assert fake_graph.sent == []
    clock.forward(seconds=120)
    engine.drain()
    check_one_answer(db, fake_graph)


def test_a_lease_of_a_killed_worker_expires_by_itself(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    post(text_item("nợ lương"))
    fake_rasa.down = Killed()  # type: ignore[assignment]
    kill_at(engine)
    fake_rasa.down = None
    engine.drain()
    assert fake_graph.sent == []
    clock.forward(seconds=LEASE.total_seconds() + 1)
    engine.drain()
    check_one_answer(db, fake_graph)


def test_two_workers_at_one_person_store_one_reply(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    other = Engine(engine.services, FakeRasa(), fake_graph)

    def overtaken(request: dict[str, Any]) -> None:
        fake_rasa.before = lambda request: None
        clock.forward(seconds=LEASE.total_seconds() + 1)
        other.drain()

    fake_rasa.before = overtaken
    post(text_item("nợ lương"))
    engine.drain()
    check_one_answer(db, fake_graph)


def test_a_held_lease_keeps_others_away(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, db: Database
) -> None:
    other_rasa = FakeRasa()
    other = Engine(engine.services, other_rasa, fake_graph)
    fake_rasa.before = lambda request: other.drain()
    post(text_item("nợ lương"))
    engine.drain()
    assert other_rasa.requests == []
    check_one_answer(db, fake_graph)


def test_two_deliverers_send_a_part_once(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, db: Database
) -> None:
    other = Engine(engine.services, fake_rasa, FakeGraph())
    send = fake_graph.send

    def slow(message: Outgoing) -> str:
        with db.read() as session:
            conversation = session.scalars(select(Conversation.id)).one()
        other.deliver(conversation)
        return send(message)

    fake_graph.send = slow  # type: ignore[method-assign]
    post(text_item("nợ lương"))
    engine.drain()
    assert other.graph.tried == []  # type: ignore[attr-defined]
    check_one_answer(db, fake_graph)
