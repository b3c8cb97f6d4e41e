"""The buttons under an answer, pressed by the right person and by others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webhook.desk import Desk, Worker, open_ticket
from tests.webhook.fakes import PERSON, FakeGraph, FakeRasa, quick_reply_item
from tests.webhook.tickets.test_moves import read
from webhook.clock import FixedClock
from webhook.config import Settings
from webhook.conversations.commands import run_command
from webhook.conversations.engine import Engine
from webhook.conversations.models import Conversation
from webhook.db import Database
from webhook.tickets.live import live_context
from webhook.tickets.models import StaffMail, TicketQuestion


@pytest.fixture
def code(office: Flask, desk: Desk, worker: Worker) -> str:
    """A ticket that Lan has answered."""
    made = open_ticket(office, worker)
    desk.claim(made)
    assert desk.answer(made, "Công ty phải trả đủ.").status_code == 302
    return made


def press(db: Database, who: Worker, payload: str, clock: FixedClock) -> str:
    """Press a button as this person; what they read."""
    with db.write() as session:
        conversation = session.get_one(Conversation, who.conversation)
        replies = run_command(session, conversation, payload, clock.now())
    assert replies is not None
    return "\n".join(replies)


def test_helped_closes_with_thanks(db: Database, code: str, worker: Worker, clock: FixedClock) -> None:
    said = press(db, worker, f"WEBHOOK:TICKET_HELPED:{code}", clock)
    assert said.startswith("Cảm ơn anh/chị")
    ticket = read(db, code)
    assert (ticket.status, ticket.closed_at) == ("closed", clock.now())
    assert (ticket.events[-1].move, ticket.events[-1].actor) == ("close", "worker")


def test_helped_twice_is_thanks_twice_and_one_event(db: Database, code: str, worker: Worker, clock: FixedClock) -> None:
    said = [press(db, worker, f"WEBHOOK:TICKET_HELPED:{code}", clock) for _ in range(2)]
    assert said[0] == said[1]
    assert [event.move for event in read(db, code).events].count("close") == 1


def test_not_helped_reopens_for_the_same_department_with_a_new_hour(
    db: Database, code: str, worker: Worker, clock: FixedClock
) -> None:
    clock.forward(hours=5)
    said = press(db, worker, f"WEBHOOK:TICKET_NOT_HELPED:{code}", clock)
    ticket = read(db, code)
    assert (ticket.status, ticket.department, ticket.claimed_by) == ("open", "quan_he_lao_dong", None)
    assert ticket.due_at == clock.now() + timedelta(hours=24)
    assert said.startswith("Xin lỗi anh/chị vì câu trả lời chưa giúp được.")
    assert "trước 02:00 thứ Tư, 25/11" in said
    with db.read() as session:
        assert "reopen" in session.scalars(select(StaffMail.kind)).all()


def test_not_helped_twice_reopens_once(db: Database, code: str, worker: Worker, clock: FixedClock) -> None:
    press(db, worker, f"WEBHOOK:TICKET_NOT_HELPED:{code}", clock)
    said = press(db, worker, f"WEBHOOK:TICKET_NOT_HELPED:{code}", clock)
    assert "đang được xem lại" in said
    assert [event.move for event in read(db, code).events].count("reopen") == 1


def test_not_helped_after_helped_reopens(db: Database, code: str, worker: Worker, clock: FixedClock) -> None:
    press(db, worker, f"WEBHOOK:TICKET_HELPED:{code}", clock)
    press(db, worker, f"WEBHOOK:TICKET_NOT_HELPED:{code}", clock)
    ticket = read(db, code)
    assert (ticket.status, ticket.closed_at) == ("open", None)


def test_not_helped_joins_the_ticket_that_is_live_by_now(
    office: Flask, db: Database, code: str, worker: Worker, clock: FixedClock
) -> None:
    live = open_ticket(office, worker, "chuyện khác")
    for _ in range(2):
        assert live in press(db, worker, f"WEBHOOK:TICKET_NOT_HELPED:{code}", clock)
    assert read(db, code).status == "answered"
    with db.read() as session:
        causes = session.scalars(select(TicketQuestion.cause).order_by(TicketQuestion.id)).all()
    assert causes == ["low_confidence", "low_confidence", "bad_answer"]


@pytest.mark.parametrize("name", ["TICKET_HELPED", "TICKET_NOT_HELPED"])
@pytest.mark.parametrize("argument", ["{code}", "TV-22222", "", "'; drop table tickets", "x" * 900])
def test_a_code_opens_nothing_from_another_account(
    db: Database, code: str, clock: FixedClock, name: str, argument: str
) -> None:
    stranger = Worker(db, clock.now())
    said = press(db, stranger, f"WEBHOOK:{name}:{argument.format(code=code)}", clock)
    assert said.startswith("Không tìm thấy phiếu này")
    assert code not in said
    ticket = read(db, code)
    assert (ticket.status, ticket.version) == ("answered", 3)


def test_the_button_works_through_the_whole_webhook(
    office: Flask,
    db: Database,
    desk: Desk,
    clock: FixedClock,
    settings: Settings,
    post: Callable[..., Any],
    engine: Engine,
    fake_rasa: FakeRasa,
    fake_graph: FakeGraph,
) -> None:
    """Answer and question arrive, the person presses, thanks come back; Rasa hears nothing of it."""
    person = Worker.of_psid(db, clock.now(), PERSON, settings.message_key)
    code = open_ticket(office, person)
    desk.claim(code)
    desk.answer(code, "Công ty phải trả đủ.")
    engine.drain()
    assert fake_graph.texts[0].startswith(f"Phiếu {code}")
    title, payload = fake_graph.sent[-1].quick_replies[0]
    post(quick_reply_item(title, payload))
    engine.drain()
    assert fake_rasa.requests == []
    assert read(db, code).status == "closed"
    assert fake_graph.texts[-1].startswith("Cảm ơn anh/chị đã cho biết.")


def test_rasa_is_told_of_the_live_ticket_only(
    office: Flask, db: Database, code: str, worker: Worker, clock: FixedClock
) -> None:
    def told() -> Any:
        with db.read() as session:
            return live_context(session, session.get_one(Conversation, worker.conversation), clock.now())

    assert told() is None
    live = open_ticket(office, worker, "chuyện khác")
    assert told() == {
        "code": live,
        "department": "bộ phận Quan hệ lao động của Công đoàn",
        "department_id": "quan_he_lao_dong",
        "due_at": (clock.now() + timedelta(hours=24)).isoformat(),
        "status": "open",
        "consent_at": clock.now().isoformat(),
    }
