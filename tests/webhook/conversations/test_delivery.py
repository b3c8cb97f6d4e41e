"""Delivery: order, refusals by the error table, unknown sends, windows, stopped pages."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from tests.webhook.fakes import PAGE, FakeGraph, FakeRasa, echo_item, item, reply_with, text_item
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.conversations.models import Conversation, Message, OutboxPart, Page
from webhook.conversations.outbox import queue_message
from webhook.db import Database
from webhook.messenger.graph import NoAnswer, NotReached, Refused
from webhook.messenger.pages import resume_page
from webhook.messenger.window import Way

Post = Callable[..., Any]


@pytest.fixture
def known(post: Post, engine: Engine, fake_graph: FakeGraph, db: Database) -> str:
    """The conversation of a person who was greeted already."""
    post(text_item("chào"))
    engine.drain()
    fake_graph.sent.clear()
    fake_graph.tried.clear()
    with db.read() as session:
        return session.scalars(select(Conversation.id)).one()


def queue(db: Database, clock: FixedClock, conversation: str, text: str, kind: str = "bot") -> list[int]:
    with db.write() as session:
        return [part.id for part in queue_message(session, conversation, text, now=clock.now(), kind=kind)]


def get_part(db: Database, part_id: int) -> OutboxPart:
    with db.read() as session:
        return session.get_one(OutboxPart, part_id)


def test_parts_go_out_in_order_and_into_the_transcript(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    long = "\n\n".join(f"Đoạn {number}. " + "x" * 1000 for number in range(4))
    parts = queue(db, clock, known, long)
    later = queue(db, clock, known, "Sau cùng")
    engine.drain()
    assert len(parts) == 4
    assert [text[:6] for text in fake_graph.texts] == ["Đoạn 0", "Đoạn 1", "Đoạn 2", "Đoạn 3", "Sau cù"]
    assert [get_part(db, part).previous_id for part in parts[1:] + later] == parts
    with db.read() as session:
        written = session.scalars(select(Message).where(Message.author == "bot").order_by(Message.id)).all()
    assert [message.text for message in written[1:]] == fake_graph.texts
    assert all(message.mid for message in written)


def test_quick_replies_ride_on_the_last_part(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph
) -> None:
    fake_rasa.replies = [reply_with("Câu. " * 600, quick_replies=[{"title": "👍", "payload": "/helped_yes"}])]
    post(text_item("hỏi"))
    engine.drain()
    assert [message.quick_replies for message in fake_graph.sent] == [(), (), (("👍", "/helped_yes"),)]


def test_part_n_waits_for_part_n_minus_one(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.outcomes = [NotReached("ConnectionError")]
    queue(db, clock, known, "một")
    queue(db, clock, known, "hai")
    engine.drain()
    assert fake_graph.texts == []
    clock.forward(seconds=2)
    engine.drain()
    assert fake_graph.texts == ["một", "hai"]


def test_graph_down_loses_nothing(post: Post, engine: Engine, fake_graph: FakeGraph, clock: FixedClock) -> None:
    fake_graph.down = NotReached("ConnectionError")
    post(text_item("một"))
    engine.drain()
    for _ in range(20):
        clock.forward(minutes=5)
        engine.drain()
    fake_graph.down = None
    clock.forward(minutes=5)
    engine.drain()
    assert fake_graph.texts[1:] == ["Trả lời: một"]


def refused(status: int, code: int, subcode: int | None = None) -> Refused:
    return Refused(status, code, subcode)


@pytest.mark.parametrize(
    ("error", "status", "kept"),
    [
        (refused(400, 10, 2018278), "held", "10/2018278 outside_window"),
        (refused(400, 2018300), "held", "2018300 other_app_holds_thread"),
        (refused(400, 551), "refused", "551 person_unavailable"),
        (refused(400, 100, 2018001), "refused", "100/2018001 no_such_person"),
        (refused(400, 100), "refused", "100 bad_request"),
        (refused(400, 613), "queued", "613 rate"),
        (refused(500, 2), "queued", "2 temporary"),
        (refused(401, 190), "queued", "190 token_invalid"),
        (NoAnswer("ReadTimeout"), "unknown", "no_answer"),
        (NotReached("ConnectionError"), "queued", "not_reached"),
    ],
)
def test_the_error_table_is_obeyed(
    engine: Engine,
    fake_graph: FakeGraph,
    db: Database,
    clock: FixedClock,
    known: str,
    error: Exception,
    status: str,
    kept: str,
) -> None:
    fake_graph.outcomes = [error]
    (part,) = queue(db, clock, known, "một")
    engine.drain()
    engine.drain()
    found = get_part(db, part)
    assert (found.status, found.error, len(fake_graph.tried)) == (status, kept, 1)


def test_a_passing_trouble_is_tried_again_and_then_given_up(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.down = refused(500, 2)
    (part,) = queue(db, clock, known, "một")
    for _ in range(50):
        engine.drain()
        clock.forward(minutes=10)
    assert (get_part(db, part).status, len(fake_graph.tried)) == ("refused", 9)


def test_a_refused_part_does_not_hold_up_the_next_reply(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.outcomes = [refused(400, 100)]
    queue(db, clock, known, "một")
    queue(db, clock, known, "hai")
    engine.drain()
    assert fake_graph.texts == ["hai"]


@pytest.mark.parametrize("error", [refused(401, 190), refused(403, 10, 1893063)])
def test_a_stopped_page_sends_nothing_until_it_is_resumed(
    post: Post, engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str, error: Refused
) -> None:
    fake_graph.outcomes = [error]
    queue(db, clock, known, "một")
    engine.drain()
    post(text_item("người khác", person="7002", after=1))
    for _ in range(5):
        clock.forward(minutes=10)
        engine.drain()
    assert len(fake_graph.tried) == 1
    with db.write() as session:
        assert session.get_one(Page, PAGE).blocked_reason
        resume_page(session, PAGE)
    engine.drain()
    assert "một" in fake_graph.texts
    assert "Trả lời: người khác" in fake_graph.texts


def test_an_unknown_send_is_settled_by_the_echo(
    post: Post, engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.outcomes = [NoAnswer("ReadTimeout")]
    (part,) = queue(db, clock, known, "một")
    queue(db, clock, known, "hai")
    engine.drain()
    assert fake_graph.texts == []
    post(echo_item(get_part(db, part).key, "m_echo"))
    engine.drain()
    found = get_part(db, part)
    assert (found.status, found.mid) == ("sent", "m_echo")
    assert fake_graph.texts == ["hai"]
    clock.forward(hours=1)
    engine.drain()
    assert [message.text for message in fake_graph.tried] == ["một", "hai"]
    with db.read() as session:
        texts = session.scalars(select(Message.text).where(Message.author == "bot")).all()
    assert list(texts).count("một") == 1


def test_without_an_echo_it_is_resent_after_two_minutes_where_echoes_work(
    post: Post, engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    (first,) = queue(db, clock, known, "không")
    engine.drain()
    post(echo_item(get_part(db, first).key, "m_first"))
    engine.drain()
    fake_graph.outcomes = [NoAnswer("ReadTimeout")]
    (part,) = queue(db, clock, known, "một")
    engine.drain()
    clock.forward(seconds=119)
    engine.drain()
    assert fake_graph.texts == ["không"]
    clock.forward(seconds=1)
    engine.drain()
    assert fake_graph.texts == ["không", "một"]
    assert len({message.key for message in fake_graph.tried if message.text == "một"}) == 1
    assert get_part(db, part).status == "sent"


def test_without_echoes_it_is_shown_and_never_said_twice(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.outcomes = [NoAnswer("ReadTimeout")]
    (part,) = queue(db, clock, known, "một")
    queue(db, clock, known, "hai")
    engine.drain()
    clock.forward(seconds=121)
    engine.drain()
    assert (get_part(db, part).status, get_part(db, part).error) == ("unknown", "unsettled")
    assert [message.text for message in fake_graph.tried] == ["một", "hai"]


def test_a_late_echo_after_the_show_still_settles_it(
    post: Post, engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    fake_graph.outcomes = [NoAnswer("ReadTimeout")]
    (part,) = queue(db, clock, known, "một")
    engine.drain()
    clock.forward(hours=1)
    engine.drain()
    post(echo_item(get_part(db, part).key, "m_late"))
    engine.drain()
    assert get_part(db, part).status == "sent"


def test_outside_the_window_it_is_held_until_the_person_writes(
    post: Post, engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    clock.forward(hours=24)
    (part,) = queue(db, clock, known, "trả lời của chuyên viên", "expert")
    engine.drain()
    assert (get_part(db, part).status, get_part(db, part).error) == ("held", "window_closed")
    assert fake_graph.tried == []
    post(text_item("alo", after=25 * 3600))
    clock.forward(hours=1)
    engine.drain()
    assert fake_graph.texts == ["trả lời của chuyên viên", "Trả lời: alo"]


def test_only_an_experts_words_use_the_seven_days(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    settings = dataclasses.replace(engine.services.settings, messenger_human_agent=True)
    engine.services = dataclasses.replace(engine.services, settings=settings)
    clock.forward(hours=30)
    queue(db, clock, known, "của chuyên viên", "expert")
    (system,) = queue(db, clock, known, "có giúp được không", "system")
    engine.drain()
    assert [(message.text, message.way) for message in fake_graph.sent] == [("của chuyên viên", Way.HUMAN_AGENT)]
    assert get_part(db, system).status == "held"


def test_facebooks_clock_wins_for_an_expert(
    engine: Engine, fake_graph: FakeGraph, db: Database, clock: FixedClock, known: str
) -> None:
    settings = dataclasses.replace(engine.services.settings, messenger_human_agent=True)
    engine.services = dataclasses.replace(engine.services, settings=settings)
    fake_graph.outcomes = [refused(400, 10, 2018278)]
    queue(db, clock, known, "của chuyên viên", "expert")
    engine.drain()
    assert [message.way for message in fake_graph.tried] == [Way.RESPONSE, Way.HUMAN_AGENT]


def test_an_edit_or_a_thumb_does_not_open_the_window(
    post: Post, engine: Engine, db: Database, clock: FixedClock, known: str
) -> None:
    clock.forward(hours=25)
    post(item("response_feedback", {"mid": "m", "feedback": "Bad response"}, after=25 * 3600))
    engine.drain()
    with db.read() as session:
        last = session.scalars(select(Conversation.last_user_at)).one()
    assert last is not None
    assert clock.now() - last >= timedelta(hours=25)


def test_delivered_and_read_up_to_the_watermark(
    post: Post, engine: Engine, db: Database, clock: FixedClock, known: str
) -> None:
    (first,) = queue(db, clock, known, "một")
    engine.drain()
    clock.forward(seconds=10)
    (second,) = queue(db, clock, known, "hai")
    engine.drain()
    between = int((clock.now() - timedelta(seconds=5)).timestamp() * 1000)
    post(item("delivery", {"watermark": between, "mids": []}), item("read", {"watermark": between}))
    engine.drain()
    assert get_part(db, first).delivered_at == get_part(db, first).read_at == clock.now() - timedelta(seconds=5)
    assert (get_part(db, second).delivered_at, get_part(db, second).read_at) == (None, None)
    post(item("delivery", {"watermark": 1, "mids": [get_part(db, second).mid]}))
    engine.drain()
    assert get_part(db, second).delivered_at is not None


def test_what_a_person_writes_in_the_page_inbox_is_in_the_transcript_once(
    post: Post, engine: Engine, db: Database, known: str
) -> None:
    typed = echo_item(None, "m_inbox", text="Chị gọi lại giúp em")
    typed["message"]["app_id"] = 263902037430900
    post(typed)
    post(typed | {"timestamp": typed["timestamp"] + 1})
    engine.drain()
    with db.read() as session:
        found = session.scalars(select(Message).where(Message.mid == "m_inbox")).all()
    assert [(message.author, message.text) for message in found] == [("expert", "Chị gọi lại giúp em")]


def test_an_echo_of_a_thread_that_we_do_not_know_is_let_be(post: Post, engine: Engine, db: Database) -> None:
    post(echo_item(None, "m_x", person="9999"))
    engine.drain()
    with db.read() as session:
        assert session.scalars(select(Message)).all() == []


def test_a_message_without_words_is_refused_at_once(db: Database, clock: FixedClock, known: str) -> None:
    with pytest.raises(ValueError, match="without words"):
        queue(db, clock, known, "  ")
