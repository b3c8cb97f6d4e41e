"""Buttons that end in the webhook, and what other rooms tell Rasa."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.webhook.fakes import FakeGraph, FakeRasa, quick_reply_item, text_item
from webhook.clock import FixedClock
from webhook.conversations import commands, context
from webhook.conversations.engine import Engine
from webhook.conversations.models import Conversation, Message, Turn
from webhook.db import Database

Post = Callable[..., Any]


@pytest.fixture(autouse=True)
def forget_registrations() -> Iterator[None]:
    """Put the registries back as they were."""
    handlers, providers = dict(commands._handlers), dict(context._providers)
    yield
    commands._handlers.clear()
    commands._handlers.update(handlers)
    context._providers.clear()
    context._providers.update(providers)


@pytest.mark.parametrize("name", ["TEST_ECHO", "WEBHOOK:TEST_ECHO", "WEBHOOK:TEST_ECHO:"])
def test_a_button_is_answered_by_the_room_that_registered_it(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, db: Database, clock: FixedClock, name: str
) -> None:
    calls: list[tuple[str, str, datetime]] = []

    def handler(session: Session, conversation: Conversation, argument: str, now: datetime) -> list[str]:
        calls.append((conversation.id, argument, now))
        return ["Cảm ơn anh/chị.", "Còn gì nữa không?"]

    commands.register(name, handler)
    post(quick_reply_item("👍", "WEBHOOK:TEST_ECHO:TV-7K2M:x"))
    engine.drain()
    assert fake_rasa.requests == []
    assert fake_graph.texts[1:] == ["Cảm ơn anh/chị.", "Còn gì nữa không?"]
    with db.read() as session:
        turn = session.scalars(select(Turn)).one()
        assert calls == [(turn.conversation_id, "TV-7K2M:x", clock.now())]
        assert (turn.status, turn.decision) == ("answered", "act")
        assert session.scalars(select(Message.text).where(Message.author == "worker")).one() == "👍"


def test_the_dialogue_goes_on_where_it_was(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    commands.register("TEST_ECHO", lambda *_: ["Cảm ơn."])
    post(text_item("một"))
    engine.drain()
    post(quick_reply_item("👍", "WEBHOOK:TEST_ECHO:1", after=1), text_item("hai", after=2))
    engine.drain()
    assert fake_rasa.requests[-1]["state"] == {"turns": 1}


def test_a_button_that_nobody_knows_gets_a_polite_word(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph
) -> None:
    post(quick_reply_item("Cũ", "WEBHOOK:GONE:1"))
    engine.drain()
    assert fake_rasa.requests == []
    assert "không còn dùng được" in fake_graph.texts[-1]


def test_a_handler_that_breaks_leaves_nothing_half_done_and_is_tried_again(
    post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock, db: Database
) -> None:
    tries: list[int] = []

    def handler(session: Session, conversation: Conversation, argument: str, now: datetime) -> list[str]:
        tries.append(1)
        session.add(Message(conversation_id=conversation.id, author="system", text="nửa chừng", sent_at=now))
        session.flush()
        if len(tries) == 1:
            raise RuntimeError("bug")
        return ["Xong."]

    commands.register("TEST_ECHO", handler)
    post(quick_reply_item("👍", "WEBHOOK:TEST_ECHO:1"))
    engine.drain()
    clock.forward(seconds=2)
    engine.drain()
    assert fake_graph.texts[1:] == ["Xong."]
    with db.read() as session:
        assert list(session.scalars(select(Message.text))).count("nửa chừng") == 1


def test_rooms_tell_rasa_what_they_know(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    context.register("ticket", lambda session, conversation, now: {"code": "TV-7K2M"})
    post(text_item("chào"))
    engine.drain()
    assert fake_rasa.requests[0]["context"]["ticket"] == {"code": "TV-7K2M"}
