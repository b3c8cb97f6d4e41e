"""The parser: every kind, every shape, times that cannot be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.webhook.fakes import (
    PAGE,
    PERSON,
    START_MS,
    attachment_item,
    echo_item,
    item,
    postback_item,
    quick_reply_item,
    text_item,
)
from webhook.messenger.events import Event, parse_events

NOW = datetime(2026, 11, 23, 14, 0, 1, tzinfo=UTC)


def parse(*items: dict[str, Any], **entry: Any) -> list[Event]:
    return parse_events({"object": "page", "entry": [{"id": PAGE, "messaging": list(items), **entry}]}, NOW)


def test_a_text() -> None:
    (event,) = parse(text_item("cty nợ lương", mid="m_1"))
    assert (event.page_id, event.kind, event.key, event.person) == (PAGE, "text", "m_1", PERSON)
    assert event.payload == {
        "mid": "m_1",
        "text": "cty nợ lương",
        "payload": None,
        "attachments": [],
        "psid": PERSON,
    }
    assert event.sent_at == datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("made", "kind"),
    [
        (quick_reply_item("👍", "/helped_yes"), "quick_reply"),
        (postback_item("Bắt đầu", "GET_STARTED"), "postback"),
        (attachment_item("image"), "attachment"),
        (attachment_item("image", "audio"), "attachment"),
        (item("message", {"mid": "m", "attachments": [{"type": "image", "payload": {"sticker_id": 1}}]}), "sticker"),
        (item("message", {"mid": "m", "attachments": [{"type": "sticker"}]}), "sticker"),
        (item("message", {"mid": "m", "attachments": [{"type": "fallback"}]}), "attachment"),
        (item("message", {"mid": "m", "text": "xem", "attachments": [{"type": "fallback"}]}), "text"),
        (item("message", {"mid": "m"}), "text"),
        (item("message_edit", {"mid": "m", "text": "mới", "num_edit": 2}), "edit"),
        (item("response_feedback", {"mid": "m", "feedback": "Bad response"}), "response_feedback"),
        (item("delivery", {"watermark": START_MS, "mids": ["m"]}), "delivery"),
        (item("read", {"watermark": START_MS}), "read"),
        (echo_item("o_1", "m_9"), "echo"),
        (item("reaction", {"mid": "m"}), "reaction"),
        (item("optin", {}), "optin"),
        (item("referral", {}), "referral"),
        (item("request_thread_control", {}), "request_thread_control"),
        ({"sender": {"id": PERSON}, "timestamp": START_MS}, "other"),
    ],
)
def test_kinds(made: dict[str, Any], kind: str) -> None:
    assert [event.kind for event in parse(made)] == [kind]


def test_standby_and_changes_carry_no_words() -> None:
    events = parse(standby=[text_item("riêng tư")], changes=[{"field": "feed", "value": {"message": "riêng tư"}}])
    assert [(event.kind, event.payload) for event in events] == [("standby", None), ("changes", None)]


def test_an_edit_keeps_its_number() -> None:
    first, second = parse(
        item("message_edit", {"mid": "m", "text": "a", "num_edit": 1}),
        item("message_edit", {"mid": "m", "text": "b", "num_edit": 2}),
    )
    assert (first.key, first.edit_number, second.key, second.edit_number) == ("m", 1, "m", 2)


def test_an_echo_belongs_to_the_person_who_received_it() -> None:
    (event,) = parse(echo_item("o_1", "m_9", text="Chào"))
    assert event.person == PERSON
    assert event.payload is not None
    assert (event.payload["metadata"], event.payload["mid"]) == ("o_1", "m_9")


def test_two_reads_are_two_events_and_the_same_read_is_one() -> None:
    first, again, later = parse(
        item("read", {"watermark": 1}), item("read", {"watermark": 1}), item("read", {"watermark": 2})
    )
    assert first.key == again.key != later.key


@pytest.mark.parametrize("stamp", [None, "soon", -5, 0, True, 10**40, 1.5, {}])
def test_a_time_that_cannot_be_becomes_the_time_of_the_entry(stamp: Any) -> None:
    made = text_item("a") | {"timestamp": stamp}
    (event,) = parse(made, time=START_MS - 1000)
    assert event.sent_at == datetime(2026, 11, 23, 13, 59, 59, tzinfo=UTC)


def test_without_any_time_it_is_the_time_of_arrival() -> None:
    assert parse(text_item("a") | {"timestamp": None})[0].sent_at == NOW


def test_a_time_in_the_future_is_the_time_of_arrival() -> None:
    made = text_item("a", after=timedelta(days=400).total_seconds())
    assert parse(made)[0].sent_at == NOW


def test_half_an_emoji_does_not_break_storing() -> None:
    (event,) = parse(text_item("a\ud83d b"))
    assert event.payload is not None
    assert event.payload["text"].encode() == b"a? b"


def test_a_message_that_the_page_sends_to_itself_is_kept_as_other() -> None:
    assert parse(text_item("a", person=PAGE))[0].kind == "other"
