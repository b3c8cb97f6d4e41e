"""POST /escalations: every field, once per key, one live ticket per person."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.webhook.desk import Worker, escalate, escalation, open_ticket
from webhook.clock import FixedClock
from webhook.db import Database
from webhook.staff.models import Staff
from webhook.tickets.codes import find_code
from webhook.tickets.models import StaffMail, Ticket, TicketEvent, TicketQuestion


def count(db: Database, model: type) -> int:
    with db.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_the_first_call_opens_and_tells_code_department_and_hour(
    office: Flask, db: Database, worker: Worker, clock: FixedClock
) -> None:
    turn_id, message_id = worker.ask("cty no luong 2 thang")
    answer = escalate(office, escalation(worker, turn_id, message_id))
    told = answer.get_json()
    assert answer.status_code == 201
    assert find_code(told["code"]) == told["code"]
    assert told["department"] == {"id": "quan_he_lao_dong", "name": "bộ phận Quan hệ lao động của Công đoàn"}
    assert datetime.fromisoformat(told["due_at"]) == clock.now() + timedelta(hours=24)
    with db.read() as session:
        ticket = session.scalars(select(Ticket)).one()
        assert (ticket.status, ticket.live_for, ticket.urgent) == ("open", worker.conversation, False)
        assert [event.move for event in ticket.events] == ["opened"]


def test_the_promise_counts_from_consent_not_from_arrival(office: Flask, worker: Worker, clock: FixedClock) -> None:
    turn_id, message_id = worker.ask("hỏi")
    body = escalation(worker, turn_id, message_id)
    clock.forward(hours=3)
    due = datetime.fromisoformat(escalate(office, body).get_json()["due_at"])
    assert due == worker.now + timedelta(hours=24)


def test_a_repeated_key_gets_the_same_body_even_after_the_ticket_moved(
    office: Flask, db: Database, worker: Worker, clock: FixedClock
) -> None:
    turn_id, message_id = worker.ask("hỏi")
    body = escalation(worker, turn_id, message_id)
    first = escalate(office, body)
    with db.write() as session:
        session.scalars(select(Ticket)).one().department = "nu_cong"
    clock.forward(hours=1)
    again = escalate(office, body)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.get_json() == first.get_json()
    assert (count(db, Ticket), count(db, TicketQuestion), count(db, TicketEvent)) == (1, 1, 1)


def test_a_second_question_joins_the_live_ticket(
    office: Flask, db: Database, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    clock.forward(hours=2)
    turn_id, message_id = worker.ask("tổ trưởng đụng chạm em", at=clock.now())
    consent = {"text_version": "2026-11", "at": clock.now().isoformat()}
    answer = escalate(
        office,
        escalation(worker, turn_id, message_id, topic="sexual_harassment", cause="sensitive", consent=consent),
    )
    assert answer.status_code == 201
    assert answer.get_json()["code"] == code
    with db.read() as session:
        ticket = session.scalars(select(Ticket)).one()
        assert ticket.topics == ["unpaid_late_wages", "sexual_harassment"]
        assert [question.department for question in ticket.questions] == ["quan_he_lao_dong", "nu_cong"]
        assert (ticket.department, ticket.urgent, ticket.version) == ("quan_he_lao_dong", True, 2)
        assert ticket.due_at == worker.now + timedelta(hours=24)
        assert [event.move for event in ticket.events] == ["opened", "add_question"]


def test_two_people_have_two_tickets(office: Flask, db: Database, worker: Worker, clock: FixedClock) -> None:
    assert open_ticket(office, worker) != open_ticket(office, Worker(db, clock.now()))


def test_a_ticket_without_a_topic_goes_to_the_dispatchers(office: Flask, db: Database, worker: Worker) -> None:
    open_ticket(office, worker, topic=None, cause="asked_for_human")
    with db.read() as session:
        assert session.scalars(select(Ticket)).one().department == "tuyen_giao"


def test_the_same_key_at_the_same_moment_opens_once(office: Flask, db: Database, worker: Worker) -> None:
    turn_id, message_id = worker.ask("hỏi")
    body = escalation(worker, turn_id, message_id)
    answers = at_once([lambda: escalate(office, body)] * 4)
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.get_data() for answer in answers}) == 1
    assert count(db, Ticket) == 1


def test_two_keys_of_one_person_at_the_same_moment_open_one_ticket(office: Flask, db: Database, worker: Worker) -> None:
    bodies = [escalation(worker, *worker.ask(f"hỏi {number}")) for number in range(4)]
    answers = at_once([lambda body=body: escalate(office, body) for body in bodies])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.get_json()["code"] for answer in answers}) == 1
    assert (count(db, Ticket), count(db, TicketQuestion)) == (1, 4)


def at_once(calls: list[Any]) -> list[Any]:
    """Run calls in threads that start together; their results in any order."""
    gate, results = threading.Barrier(len(calls)), []

    def run(call: Any) -> None:
        gate.wait()
        results.append(call())

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == len(calls)
    return results


WRONG: list[tuple[str, Any]] = [
    ("key", None),
    ("key", ""),
    ("key", "x" * 81),
    ("key", 7),
    ("conversation", None),
    ("turn_id", []),
    ("question_message_ids", []),
    ("question_message_ids", "12"),
    ("question_message_ids", [True]),
    ("question_message_ids", [-1]),
    ("question_message_ids", [999_999]),
    ("cause", "bored"),
    ("cause", None),
    ("topic", "weather"),
    ("topic", 5),
    ("on", "23/11/2026"),
    ("on", None),
    ("facts", []),
    ("facts", {"x": "y" * 20_001}),
    ("calculation", "overtime"),
    ("calculation", {"x": "y" * 20_001}),
    ("candidates", {}),
    ("candidates", [{"document": "45/2019/QH14"}]),
    ("candidates", [{"document": "45/2019/QH14", "article": "97", "score": "high"}]),
    ("consent.at", {"text_version": "2026-11", "at": "yesterday"}),
    ("consent.at", {"text_version": "2026-11", "at": "2026-11-23T21:00:00"}),
    ("consent.at", {"text_version": "2026-11", "at": "2027-11-23T21:00:00+07:00"}),
    ("consent.text_version", {"text_version": 5, "at": "2026-11-23T21:00:00+07:00"}),
]


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_400_names_the_wrong_field(office: Flask, db: Database, worker: Worker, field: str, value: Any) -> None:
    turn_id, message_id = worker.ask("hỏi")
    changed = escalation(worker, turn_id, message_id) | {field.partition(".")[0]: value}
    answer = escalate(office, changed)
    assert answer.status_code == 400
    assert answer.get_json()["error"].startswith(field)
    assert count(db, Ticket) == 0


@pytest.mark.parametrize("consent", [None, {}, {"text_version": "2026-11"}, {"at": "2026-11-23T21:00:00+07:00"}, "yes"])
def test_no_ticket_without_consent(office: Flask, db: Database, worker: Worker, consent: Any) -> None:
    turn_id, message_id = worker.ask("hỏi")
    assert escalate(office, escalation(worker, turn_id, message_id, consent=consent)).status_code == 422
    assert count(db, Ticket) == 0


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"null"])
def test_what_is_no_object_is_refused(office: Flask, body: bytes) -> None:
    headers = {"Authorization": "Bearer internal-token", "Content-Type": "application/json"}
    assert office.test_client().post("/escalations", data=body, headers=headers).status_code == 400


def test_unknown_conversation_or_turn_is_404(office: Flask, db: Database, worker: Worker, clock: FixedClock) -> None:
    turn_id, message_id = worker.ask("hỏi")
    other_turn, _ = Worker(db, clock.now()).ask("khác")
    assert escalate(office, escalation(worker, turn_id, message_id, conversation="c_nobody")).status_code == 404
    assert escalate(office, escalation(worker, "t_nothing", message_id)).status_code == 404
    assert escalate(office, escalation(worker, turn_id, message_id) | {"turn_id": other_turn}).status_code == 404


def test_a_key_of_another_conversation_tells_nothing(
    office: Flask, db: Database, worker: Worker, clock: FixedClock
) -> None:
    code = open_ticket(office, worker)
    other = Worker(db, clock.now())
    with db.read() as session:
        key = session.scalars(select(TicketQuestion.key)).one()
    answer = escalate(office, escalation(other, *other.ask("hỏi"), key=key))
    assert answer.status_code == 400
    assert code not in answer.get_data(as_text=True)


def test_a_message_of_another_person_is_refused(office: Flask, db: Database, worker: Worker, clock: FixedClock) -> None:
    turn_id, _ = worker.ask("hỏi")
    _, foreign = Worker(db, clock.now()).ask("chuyện riêng")
    assert escalate(office, escalation(worker, turn_id, foreign)).status_code == 400


@pytest.mark.parametrize("token", ["", "wrong", "internal-token2"])
def test_only_our_own_programs_may_ask(office: Flask, worker: Worker, token: str) -> None:
    turn_id, message_id = worker.ask("hỏi")
    assert escalate(office, escalation(worker, turn_id, message_id), token=token).status_code == 401


def test_a_new_ticket_makes_mails_for_the_department_and_urgent_ones_for_dispatchers(
    office: Flask, db: Database, lan: Staff, hoa: Staff, dung: Staff, worker: Worker, clock: FixedClock
) -> None:
    open_ticket(office, worker)
    assert mailed(db) == {("new", "lan")}
    open_ticket(office, Worker(db, clock.now()), cause="danger")
    assert mailed(db) == {("new", "lan"), ("new", "dung")}


def test_a_department_without_people_reaches_the_dispatchers(
    office: Flask, db: Database, lan: Staff, dung: Staff, worker: Worker
) -> None:
    open_ticket(office, worker, topic="sexual_harassment")
    assert mailed(db) == {("new", "dung")}


def mailed(db: Database) -> set[tuple[str, str]]:
    with db.read() as session:
        return {
            (kind, login)
            for kind, login in session.execute(
                select(StaffMail.kind, Staff.login).join(Staff, Staff.id == StaffMail.staff_id)
            )
        }
