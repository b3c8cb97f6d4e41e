"""Edits before and after the turn was made; thumbs under a reply."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from tests.webhook.conversations.test_turns import asked
from tests.webhook.fakes import FakeGraph, FakeRasa, item, text_item
from webhook.conversations.engine import Engine
from webhook.conversations.models import InboxEvent, Message, OutboxPart, Turn
from webhook.db import Database

Post = Callable[..., Any]


def edit_item(mid: str, text: str, number: int = 1, **where: Any) -> dict[str, Any]:
    return item("message_edit", {"mid": mid, "text": text, "num_edit": number}, **where)


def outcomes(db: Database, kind: str) -> list[str | None]:
    with db.read() as session:
        return list(session.scalars(select(InboxEvent.outcome).where(InboxEvent.kind == kind).order_by(InboxEvent.id)))


def test_an_edit_before_the_turn_changes_the_words(
    post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database
) -> None:
    post(text_item("nợ lưng", mid="m_a"), text_item("2 tháng", after=1))
    post(edit_item("m_a", "nợ lươn", 1, after=2), edit_item("m_a", "nợ lương", 2, after=3))
    engine.drain()
    assert asked(fake_rasa) == ["nợ lương\n2 tháng"]
    assert outcomes(db, "edit") == ["edited", "edited"]
    with db.read() as session:
        first = session.scalars(select(Message.text).where(Message.mid == "m_a")).one()
    assert first == "nợ lương"


def test_a_later_edit_with_other_words_is_a_new_message(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("nợ lương", mid="m_a"))
    engine.drain()
    post(edit_item("m_a", "nợ lương 3 tháng", after=5))
    engine.drain()
    assert asked(fake_rasa) == ["nợ lương", "nợ lương 3 tháng"]


def test_a_later_edit_with_the_same_words_is_nothing(
    post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database
) -> None:
    post(text_item("nợ lương", mid="m_a"))
    engine.drain()
    post(edit_item("m_a", " nợ  lu\u031bo\u031bng", after=5))
    engine.drain()
    assert asked(fake_rasa) == ["nợ lương"]
    assert outcomes(db, "edit") == ["unchanged"]


def test_a_second_edit_is_compared_with_the_first(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("nợ lương", mid="m_a"))
    engine.drain()
    post(edit_item("m_a", "nợ thưởng", 1, after=5))
    engine.drain()
    post(edit_item("m_a", "nợ thưởng", 2, after=6))
    engine.drain()
    assert asked(fake_rasa) == ["nợ lương", "nợ thưởng"]


def test_an_edit_of_a_message_that_never_came_is_not_lost(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(edit_item("m_unknown", "nợ lương"))
    engine.drain()
    assert asked(fake_rasa) == ["nợ lương"]


def thumb(mid: str | None, feedback: str, **where: Any) -> dict[str, Any]:
    return item("response_feedback", {"mid": mid, "feedback": feedback}, **where)


def answered(post: Post, engine: Engine, db: Database) -> tuple[str, str]:
    """A turn that was answered, and the message that carried the answer."""
    post(text_item("nợ lương"))
    engine.drain()
    with db.read() as session:
        part = session.scalars(select(OutboxPart).where(OutboxPart.turn_id.is_not(None))).one()
    return str(part.turn_id), str(part.mid)


def test_thumbs_down_is_told_to_rasa_with_the_turn_that_it_is_about(
    post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database
) -> None:
    turn_id, mid = answered(post, engine, db)
    post(thumb(mid, "Bad response", after=9))
    engine.drain()
    assert fake_rasa.requests[-1]["payload"] == "/helped_no"
    assert fake_rasa.requests[-1]["context"]["about_turn"] == turn_id
    with db.read() as session:
        turns = session.scalars(select(Turn).where(Turn.payload == "/helped_no")).all()
    assert [turn.about_turn_id for turn in turns] == [turn_id]


def test_thumbs_up_is_noted_and_not_answered(
    post: Post, engine: Engine, fake_graph: FakeGraph, fake_rasa: FakeRasa, db: Database
) -> None:
    turn_id, mid = answered(post, engine, db)
    post(thumb(mid, "Good response", after=9))
    engine.drain()
    assert len(fake_rasa.requests) == 1
    assert len(fake_graph.sent) == 2
    with db.read() as session:
        event = session.scalars(select(InboxEvent).where(InboxEvent.kind == "response_feedback")).one()
    assert (event.outcome, event.turn_id) == ("helped", turn_id)


def test_a_thumb_under_an_unknown_message_is_still_heard(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(thumb("m_unknown", "Bad response"))
    engine.drain()
    assert fake_rasa.requests[-1]["payload"] == "/helped_no"
    assert fake_rasa.requests[-1]["context"]["about_turn"] is None
