"""What time does: reminders, the late word, overdue, silence; twice is once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webhook.desk import Desk, Worker, open_ticket
from tests.webhook.tickets.test_answering import parts
from tests.webhook.tickets.test_moves import read
from webhook import jobs
from webhook.clock import FixedClock
from webhook.conversations.models import OutboxPart
from webhook.db import Database
from webhook.staff.models import Staff
from webhook.tickets.live import count_tickets
from webhook.tickets.models import StaffMail
from webhook.tickets.sweep import sweep


@pytest.fixture
def shared(office: Flask) -> Any:
    """The services that a sweep gets."""
    return office.extensions["services"]


def mails(db: Database, *, without: str = "new") -> list[tuple[str, str]]:
    with db.read() as session:
        query = select(StaffMail.kind, Staff.login).join(Staff, Staff.id == StaffMail.staff_id).order_by(StaffMail.id)
        return [(row[0], row[1]) for row in session.execute(query) if row[0] != without]


def twice(shared: Any) -> None:
    sweep(shared)
    sweep(shared)


def test_nothing_happens_in_the_first_twenty_hours(
    office: Flask, shared: Any, db: Database, lan: Staff, worker: Worker, clock: FixedClock
) -> None:
    open_ticket(office, worker)
    clock.forward(hours=19, minutes=59)
    twice(shared)
    assert mails(db) == []
    assert parts(db) == []


def test_the_twentieth_hour_reminds_once(
    office: Flask, shared: Any, db: Database, lan: Staff, minh: Staff, dung: Staff, worker: Worker, clock: FixedClock
) -> None:
    open_ticket(office, worker)
    clock.forward(hours=20)
    twice(shared)
    assert mails(db) == [("reminder", "lan"), ("reminder", "minh")]


def test_the_holder_alone_is_reminded(
    office: Flask, shared: Any, db: Database, desk: Desk, minh: Staff, worker: Worker, clock: FixedClock
) -> None:
    desk.claim(open_ticket(office, worker))
    clock.forward(hours=20)
    twice(shared)
    assert mails(db) == [("reminder", "lan")]


def test_the_twenty_third_hour_says_so_to_the_worker_once(
    office: Flask, shared: Any, db: Database, worker: Worker, clock: FixedClock, wakes: list[str]
) -> None:
    code = open_ticket(office, worker)
    clock.forward(hours=23)
    twice(shared)
    (word,) = parts(db)
    assert word.kind == "system"
    assert word.text.startswith("Công đoàn hẹn trả lời trước 21:00 thứ Ba, 24/11 nhưng chưa xong")
    assert code in word.text
    assert word.quick_replies == [{"title": "Tôi vẫn cần", "payload": "/still_need_help"}]
    assert worker.conversation in wakes


def test_no_late_word_when_the_window_is_over(
    office: Flask, shared: Any, db: Database, worker: Worker, clock: FixedClock
) -> None:
    open_ticket(office, worker)
    worker.write_again(clock.now() - timedelta(hours=2))
    clock.forward(hours=23)
    twice(shared)
    assert parts(db) == []


def test_overdue_is_flagged_once_told_by_mail_and_shown_red(
    office: Flask, shared: Any, db: Database, desk: Desk, dung: Staff, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    clock.forward(hours=24)
    twice(shared)
    assert mails(db) == [("overdue", "lan"), ("overdue", "dung")]
    ticket = read(db, code)
    assert ticket.overdue_at == clock.now()
    assert [event.move for event in ticket.events] == ["opened", "overdue"]
    page = desk.get("/console/queue").get_data(as_text=True)
    assert 'class="row late"' in page
    assert "Quá hạn" in page
    with db.read() as session:
        assert count_tickets(session, clock.now()) == {"open": 1, "claimed": 0, "answered": 0, "overdue": 1}
    metrics = office.test_client().get("/metrics", headers={"Authorization": "Bearer internal-token"})
    assert 'tuvan_tickets{status="overdue"} 1.0' in metrics.get_data(as_text=True)


def test_a_reopened_ticket_is_reminded_anew(
    office: Flask, shared: Any, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    clock.forward(hours=20)
    sweep(shared)
    desk.answer(code, "Trả lời.")
    desk.post(f"/console/tickets/{code}/reopen", {"version": desk.version(code)})
    clock.forward(hours=20)
    twice(shared)
    assert [kind for kind, _ in mails(db)].count("reminder") == 2


def test_an_answered_ticket_is_neither_reminded_nor_overdue(
    office: Flask, shared: Any, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    desk.answer(code, "Trả lời.")
    clock.forward(hours=30)
    twice(shared)
    assert mails(db) == []
    assert read(db, code).overdue_at is None


def test_asked_back_the_clock_stands_until_the_worker_writes(
    office: Flask, shared: Any, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    desk.answer(code, "Hợp đồng loại gì?", basis_kind="asking_more", citation=[])
    clock.forward(hours=40)
    twice(shared)
    assert mails(db) == []
    worker.write_again(clock.now())
    clock.forward(minutes=1)
    twice(shared)
    ticket = read(db, code)
    assert mails(db) == [("question", "lan")]
    assert (ticket.waiting_since, ticket.due_at) == (None, clock.now() - timedelta(minutes=1) + timedelta(hours=24))
    assert [event.move for event in ticket.events].count("worker_replied") == 1


def settle(db: Database, status: str) -> None:
    with db.write() as session:
        for part in session.scalars(select(OutboxPart).where(OutboxPart.kind == "expert")):
            part.status = status


@pytest.mark.parametrize(("status", "told"), [("refused", True), ("unknown", True), ("sent", False), ("held", False)])
def test_an_answer_that_did_not_arrive_is_told_once(
    office: Flask, shared: Any, db: Database, desk: Desk, worker: Worker, status: str, told: bool
) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    desk.answer(code, "Trả lời.")
    settle(db, status)
    twice(shared)
    assert mails(db) == ([("undelivered", "lan")] if told else [])


@pytest.mark.parametrize(("status", "closes"), [("sent", True), ("held", False), ("refused", False)])
def test_a_week_of_silence_closes_what_was_delivered(
    office: Flask, shared: Any, db: Database, desk: Desk, worker: Worker, clock: FixedClock, status: str, closes: bool
) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    desk.answer(code, "Trả lời.")
    settle(db, status)
    clock.forward(days=7)
    twice(shared)
    assert read(db, code).status == ("closed" if closes else "answered")


def test_both_sweeps_are_registered_with_the_worker(office: Flask) -> None:
    assert {"tickets", "staff_mail"} <= {known.name for known in jobs.list_sweeps()}
