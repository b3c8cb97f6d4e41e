"""How messages become turns, and turns replies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.webhook.fakes import (
    FakeGraph,
    FakeRasa,
    attachment_item,
    item,
    new_mid,
    postback_item,
    quick_reply_item,
    reply_with,
    text_item,
)
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.conversations.models import Conversation, InboxEvent, Message, OutboxPart, Turn
from webhook.conversations.rasa_client import RasaRefused
from webhook.db import Database

Post = Callable[..., Any]


def asked(rasa: FakeRasa) -> list[str]:
    """What Rasa was asked, in order."""
    return [request["payload"] or request["text"] for request in rasa.requests]


def sticker_item(**where: Any) -> dict[str, Any]:
    files = [{"type": "image", "payload": {"url": "u", "sticker_id": 369239263222822}}]
    return item("message", {"mid": new_mid(), "attachments": files}, **where)


def test_one_question_one_reply(post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph) -> None:
    post(text_item("cty e no luong"))
    engine.drain()
    (request,) = fake_rasa.requests
    assert request["text"] == "cty e no luong"
    assert request["payload"] is None
    assert request["sent_at"] == "2026-11-23T21:00:00+07:00"
    assert request["state"] is None
    assert fake_graph.texts[1:] == ["Trả lời: cty e no luong"]


def test_rasa_never_sees_a_facebook_id(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("chào"))
    engine.drain()
    assert "7001" not in repr(fake_rasa.requests)
    assert fake_rasa.requests[0]["conversation"].startswith("c_")


def test_messages_that_wait_are_one_turn(post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database) -> None:
    post(text_item("ad ơi"), text_item("cty nợ lương", after=1))
    post(text_item("2 tháng rồi", after=2))
    engine.drain()
    assert asked(fake_rasa) == ["ad ơi\ncty nợ lương\n2 tháng rồi"]
    with db.read() as session:
        assert len(session.scalars(select(Turn)).all()) == 1
        messages = session.scalars(select(Message).where(Message.author == "worker")).all()
    assert fake_rasa.requests[0]["context"]["message_ids"] == [message.id for message in messages]
    assert {message.turn_id for message in messages} == {fake_rasa.requests[0]["turn_id"]}


def test_the_platforms_time_orders_and_not_arrival(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("sau", after=5))
    post(text_item("trước", after=1))
    engine.drain()
    assert asked(fake_rasa) == ["trước\nsau"]


def test_the_next_turn_gets_the_state_of_the_one_before(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("một"))
    engine.drain()
    post(text_item("hai", after=1))
    engine.drain()
    assert [request["state"] for request in fake_rasa.requests] == [None, {"turns": 1}]


def test_words_and_buttons_and_files_are_turns_of_their_own(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(
        text_item("xem giúp", after=0),
        attachment_item("image", "audio", after=1),
        attachment_item("file", after=2),
        quick_reply_item("👍", "/helped_yes", after=3),
        quick_reply_item("Gặp chuyên viên", "/ask_human", after=4),
        sticker_item(after=5),
        sticker_item(after=6),
        text_item("cảm ơn", after=7),
    )
    engine.drain()
    assert asked(fake_rasa) == [
        "xem giúp",
        '/attachment{"kinds": ["image", "audio", "file"]}',
        "/helped_yes",
        "/ask_human",
        "/sticker",
        "cảm ơn",
    ]
    assert all((request["text"] is None) != (request["payload"] is None) for request in fake_rasa.requests)


def test_a_kind_of_file_that_nobody_knows_is_a_file(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(attachment_item("Hologram-3D"))
    engine.drain()
    assert asked(fake_rasa) == ['/attachment{"kinds": ["file"]}']


def test_get_started_greets(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(postback_item("Bắt đầu", "GET_STARTED"))
    engine.drain()
    assert asked(fake_rasa) == ["/greet"]


def test_a_button_of_somebody_else_is_read_as_its_words(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(postback_item("Lương tối thiểu", "CHATFUEL_17"))
    engine.drain()
    assert fake_rasa.requests[0]["text"] == "Lương tối thiểu"


@pytest.mark.parametrize("typed", ["/restart", "/affirm", '/inform{"money":5}', "WEBHOOK:TICKET_HELPED:TV-7K2M"])
def test_typed_commands_are_words(post: Post, engine: Engine, fake_rasa: FakeRasa, typed: str) -> None:
    post(text_item(typed))
    engine.drain()
    assert (fake_rasa.requests[0]["text"], fake_rasa.requests[0]["payload"]) == (typed, None)


@pytest.mark.parametrize("empty", ["", "   ", "\n\t", "\u200b\u200d", "\u202e", "\x00\x07"])
def test_what_cannot_be_seen_is_ignored(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, db: Database, empty: str
) -> None:
    post(text_item(empty))
    engine.drain()
    assert fake_rasa.requests == []
    assert fake_graph.tried == []
    with db.read() as session:
        event = session.scalars(select(InboxEvent)).one()
    assert (event.outcome, event.processed_at is not None) == ("empty", True)


@pytest.mark.parametrize(
    "text",
    [
        "😡",
        "👍🏽👨‍👩‍👧",
        "???",
        "'; DROP TABLE turns; --",
        "<script>alert(1)</script>",
        "\u202eإجازة מה",
        "{days} {0} %s",
    ],
)
def test_odd_texts_arrive_as_they_are(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, db: Database, text: str
) -> None:
    post(text_item(text))
    engine.drain()
    assert fake_rasa.requests[0]["text"] == text
    assert fake_graph.texts[-1] == f"Trả lời: {text}"
    with db.read() as session:
        assert session.scalars(select(Message.text).where(Message.author == "worker")).one() == text


def test_control_characters_do_not_reach_rasa(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("nợ\x00 lương\x1b[31m\r\nhai tháng"))
    engine.drain()
    assert fake_rasa.requests[0]["text"] == "nợ lương[31m\nhai tháng"


def test_twenty_thousand_characters_are_cut_for_rasa_and_stored_whole(
    post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database
) -> None:
    long = "nợ lương " * 2_222
    post(text_item(long))
    engine.drain()
    assert fake_rasa.requests[0]["text"] == long[:2000]
    with db.read() as session:
        assert session.scalars(select(Message.text).where(Message.author == "worker")).one() == long


def test_the_introduction_comes_once_and_first(post: Post, engine: Engine, fake_graph: FakeGraph) -> None:
    post(text_item("chào"))
    engine.drain()
    post(text_item("còn nữa", after=1))
    engine.drain()
    assert fake_graph.texts[1:] == ["Trả lời: chào", "Trả lời: còn nữa"]
    introduction = fake_graph.texts[0]
    for promise in ("trợ lý tự động", "không phải luật sư", "365 ngày", "xóa dữ liệu của tôi", "mã OTP", "tiền"):
        assert promise in introduction
    assert len(introduction) <= 900


def test_first_contact_is_told(post: Post, engine: Engine, fake_rasa: FakeRasa) -> None:
    post(text_item("chào"))
    engine.drain()
    post(text_item("nữa", after=1))
    engine.drain()
    assert [request["context"]["first_contact"] for request in fake_rasa.requests] == [True, False]


def test_the_record_of_the_turn_is_kept(post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database) -> None:
    fake_rasa.replies = [reply_with("Được.", state={"s": 1}, topic="unpaid_late_wages", confidence=0.93, model="m1")]
    post(text_item("nợ lương"))
    engine.drain()
    with db.read() as session:
        turn = session.scalars(select(Turn)).one()
        conversation = session.scalars(select(Conversation)).one()
        event = session.scalars(select(InboxEvent)).one()
        parts = session.scalars(select(OutboxPart).where(OutboxPart.turn_id == turn.id)).all()
    assert (turn.status, turn.decision, turn.topic, turn.confidence) == (
        "answered",
        "answer",
        "unpaid_late_wages",
        0.93,
    )
    assert turn.record["model"] == "m1"
    assert conversation.state == {"s": 1}
    assert (conversation.lease_owner, conversation.lease_until) == (None, None)
    assert (event.outcome, event.turn_id) == ("answered", turn.id)
    assert [part.text for part in parts] == ["Được."]


def test_people_do_not_mix(post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph) -> None:
    post(*(text_item(f"{person}-{number}", person=str(person)) for number in range(5) for person in range(8000, 8020)))
    engine.drain()
    assert len(fake_rasa.requests) == 20
    for message in fake_graph.sent:
        if message.text.startswith("Trả lời"):
            assert set(message.text.removeprefix("Trả lời: ").split()) <= {f"{message.psid}-{n}" for n in range(5)}


def test_the_same_person_on_two_pages_is_two_conversations(
    post: Post, engine: Engine, fake_rasa: FakeRasa, db: Database
) -> None:
    from webhook.conversations.models import Page

    with db.write() as session:
        session.add(Page(id="2002", token="other-token"))
    post(text_item("một"))
    post(text_item("hai", page="2002"), page="2002")
    engine.drain()
    assert len({request["conversation"] for request in fake_rasa.requests}) == 2


def test_an_unfinished_message_waits_for_more(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.replies = [reply_with("Anh/chị hỏi gì?", incomplete=True)]
    post(text_item("ad ơi cho e hỏi"))
    engine.drain()
    assert fake_graph.sent == []
    clock.forward(seconds=2)
    post(text_item("cty nợ lương", after=2))
    engine.drain()
    assert asked(fake_rasa) == ["ad ơi cho e hỏi", "ad ơi cho e hỏi\ncty nợ lương"]
    assert len({request["turn_id"] for request in fake_rasa.requests}) == 1
    assert fake_graph.texts[1:] == ["Trả lời: ad ơi cho e hỏi\ncty nợ lương"]


def test_an_unfinished_message_alone_is_answered_after_four_seconds(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.replies = [reply_with("?", incomplete=True), reply_with("Anh/chị hỏi gì?", incomplete=True)]
    post(text_item("ad ơi"))
    engine.drain()
    clock.forward(seconds=3.9)
    engine.drain()
    assert len(fake_rasa.requests) == 1
    clock.forward(seconds=0.1)
    engine.drain()
    assert [request["context"]["patience"] for request in fake_rasa.requests] == [True, False]
    assert fake_graph.texts[1:] == ["Anh/chị hỏi gì?"]


def test_a_button_ends_the_patience(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.replies = [reply_with("?", incomplete=True), reply_with("Anh/chị hỏi gì?", incomplete=True)]
    post(text_item("ad ơi"))
    engine.drain()
    clock.forward(seconds=1)
    post(quick_reply_item("Gặp chuyên viên", "/ask_human", after=1))
    engine.drain()
    assert asked(fake_rasa) == ["ad ơi", "ad ơi", "/ask_human"]
    assert fake_graph.texts[1:] == ["Anh/chị hỏi gì?", "Trả lời: /ask_human"]


def test_a_payload_that_rasa_refuses_gets_a_polite_word_and_ends(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph, clock: FixedClock
) -> None:
    fake_rasa.replies = [RasaRefused("HTTP 400")]
    post(quick_reply_item("Cũ", "/gone"))
    engine.drain()
    clock.forward(minutes=5)
    engine.drain()
    assert len(fake_rasa.requests) == 1
    assert "không còn dùng được" in fake_graph.texts[-1]
    assert fake_graph.sent[-1].quick_replies == (("Gặp chuyên viên", "/ask_human"),)


def test_a_fast_answer_shows_no_typing(post: Post, engine: Engine, fake_graph: FakeGraph) -> None:
    engine.typing_after = 3600.0
    post(text_item("chào"))
    engine.drain()
    assert fake_graph.actions == []


def test_typing_is_shown_while_rasa_thinks(
    post: Post, engine: Engine, fake_rasa: FakeRasa, fake_graph: FakeGraph
) -> None:
    import threading

    shown = threading.Event()
    act = fake_graph.act

    def watched(page_id: str, token: str, psid: str, action: str) -> None:
        act(page_id, token, psid, action)
        if action == "typing_on":
            shown.set()

    fake_graph.act = watched  # type: ignore[method-assign]
    fake_rasa.before = lambda request: None if shown.wait(30) else pytest.fail("typing was not shown")
    engine.typing_after = 0.0
    post(text_item("chào"))
    engine.drain()
    assert fake_graph.actions == [("7001", "mark_seen"), ("7001", "typing_on")]
    assert len(fake_graph.sent) == 2
