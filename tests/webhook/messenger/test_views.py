"""Facebook's door: who is let in, what is stored, and that bad input gets a plain no."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from tests.webhook.fakes import PAGE, PERSON, attachment_item, item, signed_post, text_item
from webhook.app import create_app
from webhook.clock import FixedClock
from webhook.config import Settings
from webhook.conversations.models import InboxEvent
from webhook.db import Database
from webhook.messenger import views
from webhook.messenger.identity import identify
from webhook.messenger.signature import sign

URL = "/messenger/webhook"


def count(db: Database) -> int:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(InboxEvent)) or 0


def body_of(*items: dict[str, Any], page: str = PAGE) -> dict[str, Any]:
    return {"object": "page", "entry": [{"id": page, "time": 1, "messaging": list(items)}]}


def ask(client: FlaskClient, **query: str) -> Any:
    return client.get(URL, query_string={f"hub.{name}": value for name, value in query.items()})


def test_the_challenge_comes_back_raw_for_the_right_token(client: FlaskClient) -> None:
    answer = ask(client, mode="subscribe", verify_token="verify-token", challenge="1158<b>")
    assert (answer.status_code, answer.text, answer.mimetype) == (200, "1158<b>", "text/plain")


@pytest.mark.parametrize(
    "query",
    [
        {"mode": "subscribe", "verify_token": "wrong", "challenge": "1"},
        {"mode": "subscribe", "verify_token": "verify-tokén", "challenge": "1"},
        {"mode": "subscribe", "challenge": "1"},
        {"mode": "unsubscribe", "verify_token": "verify-token", "challenge": "1"},
        {},
    ],
)
def test_a_wrong_verification_is_refused(client: FlaskClient, query: dict[str, str]) -> None:
    assert ask(client, **query).status_code == 403


def test_a_verification_without_a_challenge_is_a_bad_request(client: FlaskClient) -> None:
    assert ask(client, mode="subscribe", verify_token="verify-token").status_code == 400


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "sha256=",
        "sha256=" + "0" * 64,
        "sha1={sha256}",
        "{upper}",
        "{sha256}0",
        "sha256={sha256} ",
        "sha256=é",
    ],
)
def test_a_wrong_signature_is_refused_and_nothing_is_stored(
    client: FlaskClient, db: Database, header: str | None
) -> None:
    data = json.dumps(body_of(text_item("chào"))).encode()
    good = sign("app-secret", data)
    digest = good.removeprefix("sha256=")
    given = header and header.format(sha256=digest, upper="sha256=" + digest.upper())
    answer = client.post(URL, data=data, headers={"X-Hub-Signature-256": given} if given is not None else {})
    assert answer.status_code == 403
    assert count(db) == 0


def test_the_signature_is_over_the_bytes_as_they_came(client: FlaskClient, db: Database, settings: Settings) -> None:
    raw = json.dumps(body_of(text_item("nợ lương"))).encode()
    assert b"\\u1ee3" in raw
    respelled = json.dumps(json.loads(raw), ensure_ascii=False).encode()
    headers = {"X-Hub-Signature-256": sign(settings.messenger_app_secret, raw)}
    assert client.post(URL, data=respelled, headers=headers).status_code == 403
    assert client.post(URL, data=raw, headers=headers).status_code == 200
    assert count(db) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"not json",
        b'{"object": "page", "entry": [{"id": "1001", "messaging": [{"sen',
        b"[]",
        b'"page"',
        b"null",
        b"\xff\xfe\x00",
        b"[" * 100_000,
    ],
)
def test_what_is_not_a_json_object_is_a_bad_request(client: FlaskClient, settings: Settings, raw: bytes) -> None:
    assert signed_post(client, settings, raw).status_code == 400


@pytest.mark.parametrize("name", ["instagram", "user", None, {"a": 1}])
def test_an_unknown_object_is_not_found(client: FlaskClient, settings: Settings, name: Any) -> None:
    assert signed_post(client, settings, {"object": name, "entry": []}).status_code == 404


def test_ten_megabytes_are_too_much(client: FlaskClient, settings: Settings, db: Database) -> None:
    answer = signed_post(client, settings, body_of(text_item("a" * 10_000_000)))
    assert answer.status_code == 413
    assert count(db) == 0


@pytest.mark.parametrize(
    "entry",
    [
        None,
        "x",
        [None, 1, "x", []],
        [{"id": PAGE}],
        [{"id": PAGE, "messaging": None}],
        [{"messaging": [{}]}],
        [{"id": {"a": 1}, "messaging": [{"message": {"text": "a"}}]}],
        [{"id": PAGE, "messaging": [None, 3, {"message": None}, {"sender": "x", "message": {"text": {"a": 1}}}]}],
        [{"id": PAGE, "time": "soon", "messaging": [{"sender": {"id": "1"}, "timestamp": 10**40, "delivery": {}}]}],
        [{"id": PAGE, "messaging": [{"sender": {"id": "1"}, "message": {"mid": ["x"], "attachments": "no"}}]}],
        [{"id": PAGE, "changes": [{"field": "feed", "value": {}}], "standby": [{"message": {"text": "x"}}]}],
        [{"id": "1" * 500, "messaging": [{"sender": {"id": "2" * 500}, "message": {"mid": "3" * 500, "text": "a"}}]}],
    ],
)
def test_malformed_events_are_taken_without_an_error(client: FlaskClient, settings: Settings, entry: Any) -> None:
    assert signed_post(client, settings, {"object": "page", "entry": entry}).status_code == 200


def test_the_same_event_fifty_times_is_stored_once(client: FlaskClient, settings: Settings, db: Database) -> None:
    body = body_of(text_item("nợ lương", mid="m_same"))
    for _ in range(50):
        assert signed_post(client, settings, body).status_code == 200
    assert signed_post(client, settings, body_of(*body["entry"][0]["messaging"] * 50)).status_code == 200
    assert count(db) == 1


def test_a_repeated_event_wakes_nobody(
    client: FlaskClient, settings: Settings, wakes: list[str], post: Callable[..., Any]
) -> None:
    body = text_item("nợ lương", mid="m_same")
    post(body)
    post(body)
    assert wakes == [identify(settings.message_key, PAGE, PERSON).conversation_id]


def test_a_hundred_events_of_twenty_people_wake_each_once(
    post: Callable[..., Any], db: Database, wakes: list[str]
) -> None:
    post(*(text_item(f"câu {number}", person=str(8000 + number % 20)) for number in range(100)))
    assert count(db) == 100
    assert len(wakes) == len(set(wakes)) == 20


def test_several_entries_are_all_read(client: FlaskClient, settings: Settings, db: Database) -> None:
    body = {
        "object": "page",
        "entry": [
            {"id": PAGE, "time": 1, "messaging": [text_item("một"), text_item("hai", person="2")]},
            {"id": PAGE, "time": 1, "messaging": [attachment_item("image")]},
        ],
    }
    assert signed_post(client, settings, body).status_code == 200
    assert count(db) == 3


def test_a_page_that_is_not_ours_is_stored_without_its_words(
    post: Callable[..., Any], db: Database, wakes: list[str]
) -> None:
    post(text_item("bí mật", page="999"), page="999")
    with db.read() as session:
        event = session.scalars(select(InboxEvent)).one()
    assert (event.outcome, event.payload, event.conversation_id) == ("unknown_page", None, None)
    assert event.processed_at is not None
    assert wakes == []


@pytest.mark.parametrize("name", ["reaction", "optin", "referral", "pass_thread_control", "policy_enforcement"])
def test_kinds_that_are_not_used_are_stored_and_ignored(
    post: Callable[..., Any], db: Database, wakes: list[str], name: str
) -> None:
    post(item(name, {"mid": "m_1"}))
    with db.read() as session:
        event = session.scalars(select(InboxEvent)).one()
    assert (event.kind, event.outcome, event.payload) == (name, "ignored", None)
    assert wakes == []


def test_a_queue_that_fails_is_counted_and_facebook_still_gets_200(
    settings: Settings, clock: FixedClock, db: Database
) -> None:
    def full_disk(conversation_id: str) -> None:
        raise OSError("No space left on device")

    app = create_app(settings, clock, db, full_disk)
    answer = signed_post(app.test_client(), settings, body_of(text_item("nợ lương")))
    assert answer.status_code == 200
    assert count(db) == 1


def test_a_queue_file_that_cannot_be_opened_is_no_error_either(
    settings: Settings, clock: FixedClock, db: Database
) -> None:
    (settings.var_dir / "queue.db").mkdir(parents=True)
    app = create_app(settings, clock, db)
    assert signed_post(app.test_client(), settings, body_of(text_item("nợ lương"))).status_code == 200
    assert count(db) == 1


def test_what_could_not_be_stored_is_not_confirmed(
    app: Flask, client: FlaskClient, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full_disk(*_: Any) -> None:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    monkeypatch.setattr(views, "store_events", full_disk)
    app.testing = False
    answer = signed_post(client, settings, body_of(text_item("bí mật")))
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "disk" not in answer.text


def test_what_is_stored_is_encrypted(post: Callable[..., Any], db: Database) -> None:
    post(text_item("sieubimat"))
    with db.engine.connect() as connection:
        raw = connection.exec_driver_sql("SELECT * FROM inbox_events").all()
    assert "sieubimat" not in repr(raw)
    assert PERSON not in repr(raw)
