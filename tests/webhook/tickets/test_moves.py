"""Claim, release, transfer, close, reopen through the console's routes: who may, what it leaves behind."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select

from tests.webhook.desk import Desk, Worker, escalate, escalation, open_ticket
from webhook.clock import FixedClock
from webhook.db import Database
from webhook.staff.models import Staff
from webhook.tickets.models import StaffMail, Ticket


def read(db: Database, code: str) -> Ticket:
    """The ticket with its events and holder loaded."""
    with db.read() as session:
        ticket = session.scalars(select(Ticket).where(Ticket.code == code)).one()
        _ = ticket.events, ticket.holder, ticket.questions
        return ticket


def move(desk: Desk, code: str, name: str, **values: Any) -> str:
    """Make a move and return the page that follows."""
    version = values.pop("version", None) or desk.version(code)
    assert desk.post(f"/console/tickets/{code}/{name}", {"version": version, **values}).status_code == 302
    return str(desk.get(f"/console/tickets/{code}").get_data(as_text=True))


def test_claiming_and_releasing_write_who_and_when(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    assert "Anh/chị giữ phiếu này" in move(desk, code, "claim")
    assert read(db, code).holder.login == "lan"  # type: ignore[union-attr]
    assert "Chưa ai nhận" in move(desk, code, "release")
    ticket = read(db, code)
    assert (ticket.status, ticket.claimed_by, ticket.version) == ("open", None, 3)
    assert [(event.move, event.actor) for event in ticket.events] == [
        ("opened", "worker"),
        ("claim", "staff"),
        ("release", "staff"),
    ]


def test_of_two_who_claim_at_once_one_gets_it(
    office: Flask, db: Database, desk: Desk, minh: Staff, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    desks = [desk, Desk(office, "minh")]
    forms = [{"version": one.version(code), "csrf_token": one.token("/console/password")} for one in desks]
    gate = threading.Barrier(2)

    def run(one: Desk, form: dict[str, str]) -> None:
        gate.wait()
        one.client.post(f"/console/tickets/{code}/claim", data=form)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(desks, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [event.move for event in read(db, code).events] == ["opened", "claim"]
    pages = [one.get(f"/console/tickets/{code}").get_data(as_text=True) for one in desks]
    assert sum("Anh/chị đã nhận phiếu này" in page for page in pages) == 1
    assert sum("vừa thay đổi" in page for page in pages) == 1


def test_an_expert_of_another_department_cannot_claim(
    office: Flask, db: Database, desk: Desk, hoa: Staff, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    page = move(Desk(office, "hoa"), code, "claim", version=desk.version(code))
    assert "thuộc Ban Quan hệ lao động" in page
    assert read(db, code).status == "open"


def test_a_supporting_department_can_claim(office: Flask, db: Database, hoa: Staff, worker: Worker) -> None:
    code = open_ticket(office, worker)
    turn_id, message_id = worker.ask("chuyện khác")
    escalate(office, escalation(worker, turn_id, message_id, topic="sexual_harassment"))
    move(Desk(office, "hoa"), code, "claim")
    assert read(db, code).holder.login == "hoa"  # type: ignore[union-attr]


def test_only_holder_or_dispatcher_releases(
    office: Flask, db: Database, desk: Desk, minh: Staff, dung: Staff, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    move(desk, code, "claim")
    version = desk.version(code)
    assert "Lan đang giữ phiếu" in move(Desk(office, "minh"), code, "release", version=version)
    assert read(db, code).status == "claimed"
    move(Desk(office, "dung"), code, "release")
    assert read(db, code).status == "open"


def test_a_transfer_keeps_the_promise_and_tells_the_new_department(
    office: Flask, db: Database, desk: Desk, hoa: Staff, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    due = read(db, code).due_at
    move(desk, code, "claim")
    page = move(desk, code, "transfer", to="nu_cong", note="việc của lao động nữ")
    ticket = read(db, code)
    assert (ticket.department, ticket.status, ticket.claimed_by, ticket.due_at) == ("nu_cong", "open", None, due)
    assert ticket.questions[0].department == "nu_cong"
    assert "việc của lao động nữ" in page
    with db.read() as session:
        mails = session.scalars(select(StaffMail).where(StaffMail.kind == "transfer")).all()
    assert [mail.staff_id for mail in mails] == [hoa.id]


def test_a_transfer_needs_another_real_department(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    assert "Chọn bộ phận khác" in move(desk, code, "transfer", to="quan_he_lao_dong")
    assert "Chọn một bộ phận" in move(desk, code, "transfer", to="ban_trang_tri")
    assert read(db, code).version == 1


def test_illegal_moves_are_refused_with_a_sentence(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    for name in ("release", "close", "reopen"):
        assert "đang ở bước “Chờ nhận”" in move(desk, code, name)
    assert [event.move for event in read(db, code).events] == ["opened"]


def test_an_old_page_cannot_move_a_ticket_that_moved_on(
    office: Flask, db: Database, desk: Desk, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    old = desk.version(code)
    move(desk, code, "claim")
    assert "vừa thay đổi (Lan: nhận phiếu)" in move(desk, code, "release", version=old)
    assert read(db, code).status == "claimed"


def test_closing_and_reopening_an_answered_ticket(
    office: Flask, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    move(desk, code, "claim")
    assert desk.answer(code, "Công ty phải trả.").status_code == 302
    move(desk, code, "close")
    assert read(db, code).status == "closed"
    clock.forward(hours=30)
    move(desk, code, "reopen")
    ticket = read(db, code)
    assert (ticket.status, ticket.claimed_by, ticket.live_for) == ("open", None, worker.conversation)
    assert ticket.due_at == clock.now() + timedelta(hours=24)


def test_an_answered_ticket_is_no_longer_live_so_a_new_question_opens_another(
    office: Flask, db: Database, desk: Desk, worker: Worker
) -> None:
    code = open_ticket(office, worker)
    move(desk, code, "claim")
    desk.answer(code, "Công ty phải trả.")
    second = open_ticket(office, worker, "chuyện khác")
    assert second != code
    assert f"/console/tickets/{code}" in desk.get(f"/console/tickets/{second}").get_data(as_text=True)
