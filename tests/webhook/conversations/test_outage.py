"""Rasa down, slow, back; turns that can never be answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.webhook.fakes import FakeGraph, FakeRasa, text_item
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.conversations.models import Turn
from webhook.conversations.rasa_client import RasaFailed
from webhook.db import Database

Post = Callable[..., Any]
DELAYED = "Hệ thống đang trục trặc"


def pass_time(engine: Engine, clock: FixedClock, seconds: int) -> None:
    for _ in range(seconds):
        clock.forward(seconds=1)
        engine.drain()


def notices(graph: FakeGraph) -> int:
    return sum(text.startswith(DELAYED) for text in graph.texts)


def test_down_then_back_says_so_once_and_answers_once(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("nợ lương"))
    engine.drain()
    pass_time(engine, clock, 19)
    assert fake_graph.sent == []
    pass_time(engine, clock, 120)
    assert notices(fake_graph) == 1
    fake_rasa.down = None
    pass_time(engine, clock, 16)
    assert fake_graph.texts[-1] == "Trả lời: nợ lương"
    assert (notices(fake_graph), len(fake_graph.sent)) == (1, 3)
    assert {request["turn_id"] for request in fake_rasa.requests} == {fake_rasa.requests[0]["turn_id"]}
    assert all(request["state"] is None for request in fake_rasa.requests)


def test_a_short_hiccup_is_not_worth_a_word(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.replies = [RasaFailed("HTTP 502"), RasaFailed("HTTP 502")]
    post(text_item("nợ lương"))
    engine.drain()
    pass_time(engine, clock, 10)
    assert fake_graph.texts[1:] == ["Trả lời: nợ lương"]


def test_the_introduction_comes_before_the_notice_and_not_again(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("nợ lương"))
    engine.drain()
    pass_time(engine, clock, 40)
    assert "trợ lý tự động" in fake_graph.texts[0]
    assert fake_graph.texts[1].startswith(DELAYED)
    fake_rasa.down = None
    pass_time(engine, clock, 20)
    assert fake_graph.texts[2:] == ["Trả lời: nợ lương"]


def test_what_is_written_meanwhile_is_the_next_turn_in_order(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("một"))
    engine.drain()
    post(text_item("hai", after=5), text_item("ba", after=6))
    pass_time(engine, clock, 60)
    fake_rasa.down = None
    pass_time(engine, clock, 20)
    assert [text for text in fake_graph.texts if text.startswith("Trả lời")] == ["Trả lời: một", "Trả lời: hai\nba"]
    assert notices(fake_graph) == 1


def test_everybody_hears_it_and_everybody_is_answered(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    people = [str(8000 + number) for number in range(30)]
    post(*(text_item("nợ lương", person=person) for person in people))
    engine.drain()
    pass_time(engine, clock, 45)
    assert notices(fake_graph) == 30
    fake_rasa.down = None
    pass_time(engine, clock, 20)
    answers = [message.psid for message in fake_graph.sent if message.text.startswith("Trả lời")]
    assert sorted(answers) == people


def test_resting_turns_do_not_keep_the_loop_busy(
    post: Post, engine: Engine, fake_rasa: FakeRasa, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("một"))
    engine.drain()
    post(text_item("hai", after=1))
    assert engine.list_due() == []
    clock.forward(seconds=1)
    assert len(engine.list_due()) == 1


def test_pauses_grow_to_fifteen_seconds(
    post: Post, engine: Engine, fake_rasa: FakeRasa, clock: FixedClock, db: Database
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("một"))
    engine.drain()
    pauses = []
    for _ in range(6):
        with db.read() as session:
            turn = session.scalars(select(Turn)).one()
        pauses.append((turn.next_try_at - clock.now()).total_seconds())
        clock.at = turn.next_try_at
        engine.drain()
    assert pauses == [1, 2, 4, 8, 15, 15]


@pytest.mark.parametrize("broken", [ValueError("bug"), KeyError("bug")])
def test_a_bug_is_a_failed_turn_and_not_a_dead_worker(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, broken: Exception
) -> None:
    fake_rasa.replies = [broken]
    post(text_item("một"))
    engine.drain()
    pass_time(engine, clock, 2)
    assert fake_graph.texts[1:] == ["Trả lời: một"]


def test_a_turn_that_fails_while_all_is_healthy_is_given_up_with_a_way_to_a_person(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    engine._healthy = lambda: True
    fake_rasa.before = lambda request: None
    fake_rasa.down = RasaFailed("HTTP 502")
    post(text_item("câu độc"))
    engine.drain()
    pass_time(engine, clock, 120)
    assert "chưa trả lời được" in fake_graph.texts[-1]
    assert fake_graph.sent[-1].quick_replies == (("Gặp chuyên viên", "/ask_human"),)
    with db.read() as session:
        turn = session.scalars(select(Turn)).one()
    assert (turn.status, turn.decision) == ("answered", "failed")
    fake_rasa.down = None
    post(text_item("câu khác", after=120))
    engine.drain()
    assert fake_graph.texts[-1] == "Trả lời: câu khác"


def test_while_a_part_is_down_no_turn_is_given_up(
    post: Post, engine: Engine, fake_rasa: FakeRasa, clock: FixedClock, db: Database
) -> None:
    engine._healthy = lambda: False
    fake_rasa.down = RasaFailed("HTTP 502")
    post(text_item("một"))
    engine.drain()
    for _ in range(100):
        clock.forward(seconds=60)
        engine.drain()
    with db.read() as session:
        turn = session.scalars(select(Turn)).one()
    assert (turn.status, turn.attempts > 50) == ("open", True)


def test_a_notice_does_not_wait_for_the_next_try(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    fake_rasa.down = RasaFailed("ConnectionError")
    post(text_item("một"))
    engine.drain()
    with db.write() as session:
        session.scalars(select(Turn)).one().next_try_at = clock.now() + timedelta(minutes=5)
    clock.forward(seconds=20)
    engine.drain()
    assert notices(fake_graph) == 1
