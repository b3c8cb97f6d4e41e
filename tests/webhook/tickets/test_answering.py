"""An expert's answer: what the worker reads, what is refused, which way it goes."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webhook.desk import Desk, Worker, escalate, escalation, open_ticket
from tests.webhook.tickets.test_moves import read
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.conversations.models import OutboxPart
from webhook.conversations.outbox import release_held
from webhook.db import Database
from webhook.staff.models import Staff
from webhook.tickets.models import TicketAnswer


def parts(db: Database) -> list[OutboxPart]:
    with db.read() as session:
        return list(session.scalars(select(OutboxPart).order_by(OutboxPart.id)))


@pytest.fixture
def code(office: Flask, desk: Desk, worker: Worker) -> str:
    """A ticket that Lan holds."""
    made = open_ticket(office, worker)
    desk.claim(made)
    return made


def test_the_worker_reads_code_question_answer_basis_and_is_asked_whether_it_helped(
    db: Database, desk: Desk, code: str, worker: Worker, wakes: list[str]
) -> None:
    answer = desk.answer(code, "Công ty phải trả đủ lương.\r\n\r\nGiữ bảng công.", citation=["45/2019/QH14|97|4"])
    assert answer.status_code == 302
    first, second = parts(db)
    assert first.text == (
        f"Phiếu {code}: anh/chị hỏi “cty no luong 2 thang roi”\n\nCông ty phải trả đủ lương.\n\nGiữ bảng công.\n\n"
        "Căn cứ: Điều 97 (khoản 4) Bộ luật Lao động 2019."
    )
    assert (first.kind, second.kind) == ("expert", "system")
    assert second.text == "Câu trả lời này có giúp được anh/chị không?"
    assert [reply["payload"] for reply in second.quick_replies] == [
        f"WEBHOOK:TICKET_HELPED:{code}",
        f"WEBHOOK:TICKET_NOT_HELPED:{code}",
    ]
    assert second.previous_id == first.id
    assert wakes == [worker.conversation]
    ticket = read(db, code)
    assert (ticket.status, ticket.live_for, ticket.events[-1].move) == ("answered", None, "answer")
    with db.read() as session:
        stored = session.scalars(select(TicketAnswer)).one()
        assert stored.outbox_ids == [first.id, second.id]
        assert stored.citations == [{"document": "45/2019/QH14", "article": "97", "clause": "4", "point": None}]


def test_several_questions_are_counted_in_the_opening(
    office: Flask, db: Database, desk: Desk, code: str, worker: Worker
) -> None:
    escalate(office, escalation(worker, *worker.ask("còn bảo hiểm thì sao")))
    desk.answer(code, "Trả lời.")
    assert parts(db)[0].text.startswith(f"Phiếu {code}: anh/chị hỏi “cty no luong 2 thang roi” và 1 câu khác\n")


def test_a_photo_is_named_in_the_opening(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker, None, files=[{"type": "image", "url": "https://cdn.example/a.jpg"}])
    desk.claim(code)
    desk.answer(code, "Đã xem.", basis_kind="none_needed", citation=[])
    assert parts(db)[0].text == f"Phiếu {code}: anh/chị đã gửi hình ảnh\n\nĐã xem."


def test_a_second_send_is_refused(office: Flask, db: Database, desk: Desk, code: str) -> None:
    version = desk.version(code)
    assert desk.answer(code, "Một.").status_code == 302
    again = desk.answer(code, "Hai.", version=version)
    assert again.status_code == 409
    page = again.get_data(as_text=True)
    assert "vừa thay đổi (Lan: trả lời)" in page
    assert "Hai." in page
    assert len(parts(db)) == 2


def test_of_two_sends_at_once_one_goes_out(office: Flask, db: Database, desk: Desk, code: str) -> None:
    desks = [desk, Desk(office, "lan")]
    forms: list[dict[str, Any]] = [
        {
            "version": one.version(code),
            "csrf_token": one.token("/console/password"),
            "text": f"Câu {number}",
            "basis_kind": "none_needed",
        }
        for number, one in enumerate(desks)
    ]
    gate, seen = threading.Barrier(2), []

    def run(one: Desk, form: dict[str, Any]) -> None:
        gate.wait()
        seen.append(one.client.post(f"/console/tickets/{code}/answer", data=form).status_code)

    threads = [threading.Thread(target=run, args=pair) for pair in zip(desks, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == [302, 409]
    assert [part.kind for part in parts(db)] == ["expert", "system"]


def test_only_the_holder_answers_not_even_a_dispatcher(
    office: Flask, db: Database, desk: Desk, code: str, minh: Staff, dung: Staff
) -> None:
    version = desk.version(code)
    for login in ("minh", "dung"):
        answer = Desk(office, login).answer(code, "Tôi trả lời hộ.", version=version)
        assert answer.status_code == 409
        assert "Lan đang giữ phiếu" in answer.get_data(as_text=True)
    assert parts(db) == []


def test_an_unclaimed_ticket_cannot_be_answered(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    assert desk.answer(code, "Vội quá.").status_code == 409
    assert parts(db) == []


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "  \n "}, "Chưa có nội dung"),
        ({"text": "x" * 4001}, "dài 4001 ký tự"),
        ({"citation": []}, "Chưa chọn căn cứ"),
        ({"basis_kind": ""}, "Chưa chọn căn cứ"),
        ({"basis_kind": "none_needed"}, "vẫn còn căn cứ"),
        ({"citation": "45/2019/QH14|999"}, "Không tìm thấy căn cứ"),
        ({"citation": "45/2019/QH14|97|99"}, "Không tìm thấy căn cứ"),
        ({"citation": "nothing"}, "Chưa chọn căn cứ"),
        ({"citation": "12/2022/NĐ-CP|35|1"}, "đã hết hiệu lực"),
        ({"citation": "99/2027/NĐ-CP|35"}, "chưa có hiệu lực"),
        ({"search": "zzzz qqqq"}, "Không tìm thấy căn cứ"),
    ],
)
def test_what_is_refused_says_why_and_keeps_the_text(
    db: Database, desk: Desk, code: str, change: dict[str, Any], sentence: str
) -> None:
    text = change.pop("text", "Nội dung tôi viết")
    answer = desk.answer(code, text, **change)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert sentence in page
    assert text.strip() in page
    assert parts(db) == []
    assert read(db, code).status == "claimed"


def test_a_repealed_citation_goes_out_when_confirmed(db: Database, desk: Desk, code: str) -> None:
    old = "12/2022/NĐ-CP|35|1"
    desk.answer(code, "Lúc đó áp dụng nghị định cũ.", citation=old, confirmed=old)
    assert parts(db)[0].text.endswith("Căn cứ: Điều 35 (khoản 1) NĐ 12/2022.")


def test_a_place_typed_but_not_chosen_counts_when_it_means_one(db: Database, desk: Desk, code: str) -> None:
    desk.answer(code, "Báo trước.", citation=[], search="khoản 1 điều 35 blld")
    assert parts(db)[0].text.endswith("Căn cứ: Điều 35 (khoản 1) Bộ luật Lao động 2019.")


def test_asking_back_keeps_the_ticket_and_stops_the_clock_until_the_worker_writes(
    db: Database, desk: Desk, code: str, worker: Worker
) -> None:
    desk.answer(code, "Hợp đồng của anh/chị loại gì?", basis_kind="asking_more", citation=[])
    (only,) = parts(db)
    assert only.text.endswith("Anh/chị trả lời ngay tại đây, chuyên viên sẽ xem.")
    ticket = read(db, code)
    assert (ticket.status, ticket.waiting_since) == ("claimed", worker.now)
    assert "Chờ người hỏi" in desk.get("/console/queue").get_data(as_text=True)


def test_a_long_answer_goes_in_several_parts_one_behind_the_other(db: Database, desk: Desk, code: str) -> None:
    desk.answer(code, "Câu dài nối câu dài. " * 150)
    made = parts(db)
    assert [part.kind for part in made] == ["expert", "expert", "system"]
    assert [part.previous_id for part in made] == [None, made[0].id, made[1].id]


@pytest.mark.parametrize(
    ("hours", "human_agent", "told", "button"),
    [
        (1, False, "RESPONSE", "Gửi cho người hỏi"),
        (30, True, "HUMAN_AGENT", "Gửi cho người hỏi"),
        (30, False, "tự gửi ngay khi người hỏi nhắn lại", "Lưu, gửi khi người hỏi nhắn lại"),
        (24 * 8, True, "tự gửi ngay khi người hỏi nhắn lại", "Lưu, gửi khi người hỏi nhắn lại"),
    ],
)
def test_the_preview_says_by_which_way_it_goes(
    office: Flask,
    db: Database,
    desk: Desk,
    code: str,
    clock: FixedClock,
    hours: int,
    human_agent: bool,
    told: str,
    button: str,
) -> None:
    object.__setattr__(office.extensions["services"].settings, "messenger_human_agent", human_agent)
    clock.forward(hours=hours)
    form = {"version": desk.version(code), "text": "Trả lời", "basis_kind": "none_needed"}
    page = desk.post(f"/console/tickets/{code}/preview", form).get_data(as_text=True)
    assert told in page
    assert button in page
    assert parts(db) == []


def test_an_answer_after_the_window_is_held_and_delivered_when_the_worker_writes(
    db: Database, desk: Desk, code: str, worker: Worker, clock: FixedClock, engine: Engine, fake_graph: Any
) -> None:
    clock.forward(hours=30)
    page = desk.get("/console/queue?show=all").get_data(as_text=True)
    assert "Cửa sổ nhắn tin đã đóng" in page
    assert desk.answer(code, "Công ty phải trả.").status_code == 302
    engine.drain()
    assert fake_graph.sent == []
    assert "Giữ lại, chờ người hỏi nhắn" in desk.get(f"/console/tickets/{code}").get_data(as_text=True)
    clock.forward(hours=2)
    worker.write_again(clock.now())
    with db.write() as session:
        release_held(session, worker.conversation, clock.now())
    engine.drain()
    assert [text.partition(":")[0] for text in fake_graph.texts] == [
        f"Phiếu {code}",
        "Câu trả lời này có giúp được anh/chị không?",
    ]


def test_a_refused_part_is_shown_red_with_the_reason(
    office: Flask, db: Database, desk: Desk, code: str, worker: Worker, dung: Staff
) -> None:
    desk.answer(code, "Công ty phải trả.")
    with db.write() as session:
        part = session.get_one(OutboxPart, parts(db)[0].id)
        part.status, part.error = "refused", "551 person_unavailable"
    page = desk.get(f"/console/tickets/{code}").get_data(as_text=True)
    assert "Bị từ chối: Người hỏi hiện không nhận được tin" in page
    assert "Chưa gửi được" in desk.get("/console/queue").get_data(as_text=True)
    troubles = Desk(office, "dung").get("/console/conversations").get_data(as_text=True)
    assert code in troubles
    assert "Người hỏi hiện không nhận được tin" in troubles
    assert "cty no luong" not in troubles


def test_the_promise_is_not_moved_by_answering(db: Database, desk: Desk, code: str, worker: Worker) -> None:
    desk.answer(code, "Trả lời.")
    assert read(db, code).due_at == worker.now + timedelta(hours=24)
