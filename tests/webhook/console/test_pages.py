"""The console's pages: order, filters, what stands on a ticket, escaping, the menu."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.webhook.desk import Desk, Worker, escalate, escalation, open_ticket
from webhook.clock import FixedClock
from webhook.console.menu import read_menu
from webhook.conversations.models import Conversation, Page
from webhook.db import Database
from webhook.staff.models import Staff

RECORD = {
    "decision": "answer",
    "confidence": 0.83,
    "topic": "unpaid_late_wages",
    "on": "2026-11-23",
    "citations": [{"document": "45/2019/QH14", "article": "97", "clause": "4"}],
    "candidates": [{"document": "45/2019/QH14", "article": "35", "score": 0.3}],
}


def page(desk: Desk, path: str) -> str:
    answer = desk.get(path)
    assert answer.status_code == 200, path
    return str(answer.get_data(as_text=True))


def codes_in(html: str) -> list[str]:
    """The codes on a page in order, each once."""
    pieces = html.split('<strong class="code">')[1:]
    return [piece.partition("<")[0] for piece in pieces]


def test_the_console_begins_with_the_queue(desk: Desk) -> None:
    assert desk.get("/console/").location == "/console/queue"
    assert "Không có phiếu nào chờ" in page(desk, "/console/queue")


def test_the_queue_is_sorted_by_what_is_nearer_promise_or_window(
    office: Flask, db: Database, desk: Desk, clock: FixedClock
) -> None:
    def ticket(age: float, wrote: float) -> str:
        """Consent `age` hours ago, last message `wrote` hours ago."""
        person = Worker(db, clock.now() - timedelta(hours=age))
        code = open_ticket(office, person)
        person.write_again(clock.now() - timedelta(hours=wrote))
        return code

    later = ticket(2, 2)
    overdue = ticket(26, 26)
    window = ticket(4, 20)
    promise = ticket(10, 1)
    assert codes_in(page(desk, "/console/queue")) == [overdue, window, promise, later]
    html = page(desk, "/console/queue")
    assert "quá 2 giờ" in html
    assert "Cửa sổ nhắn tin đóng lúc" in html


def test_filters_mine_department_all(office: Flask, db: Database, desk: Desk, minh: Staff, clock: FixedClock) -> None:
    mine, open_one, foreign = (
        open_ticket(office, Worker(db, clock.now()), topic=topic)
        for topic in ("unpaid_late_wages", "resign_notice", "sexual_harassment")
    )
    desk.claim(mine)
    assert set(codes_in(page(desk, "/console/queue?show=mine"))) == {mine}
    assert set(codes_in(page(desk, "/console/queue?show=department"))) == {mine, open_one}
    assert set(codes_in(page(desk, "/console/queue?show=all"))) == {mine, open_one, foreign}
    assert set(codes_in(page(desk, "/console/queue?show=nonsense"))) == {mine, open_one}
    assert "Lan đang giữ" in page(Desk(office, "minh"), "/console/queue")


def test_a_row_tells_cause_topic_holder_and_urgency_in_words(
    office: Flask, db: Database, desk: Desk, worker: Worker
) -> None:
    open_ticket(office, worker, "tổ trưởng đụng chạm", topic="unpaid_late_wages", cause="danger")
    html = page(desk, "/console/queue")
    for words in ("Khẩn", "Có nguy hiểm", "Nợ lương", "Quan hệ lao động", "Chưa ai nhận", "tổ trưởng đụng chạm"):
        assert words in html


def test_the_ticket_shows_the_conversation_and_why_the_assistant_spoke(
    office: Flask, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    turn_id, _ = worker.ask("no luong 2 thang", at=clock.now() - timedelta(minutes=9), record=RECORD)
    worker.hear("Nợ lương là trái luật.", turn_id, clock.now() - timedelta(minutes=8))
    code = open_ticket(office, worker, "vậy kiện ở đâu", facts={"lương tháng": 9_000_000, "đã nghỉ": True})
    html = page(desk, f"/console/tickets/{code}")
    for words in (
        "no luong 2 thang",
        "Nợ lương là trái luật.",
        "vậy kiện ở đâu",
        "Vì sao trợ lý nói vậy",
        "Trả lời, chắc 83%",
        "23/11/2026",
        "Khoản 4 Điều 97 Bộ luật Lao động 2019",
        "Kỳ hạn trả lương",
        "Người lao động tự xin nghỉ việc",
        "9.000.000",
        "Trợ lý đã xem 1 điều luật",
        "20:51",
    ):
        assert words in html
    assert html.index("no luong 2 thang") < html.index("Nợ lương là trái luật.")


def test_a_long_conversation_shows_its_end_first(
    office: Flask, db: Database, desk: Desk, worker: Worker, clock: FixedClock
) -> None:
    for number in range(70):
        worker.hear(f"tin số {number}.", None, clock.now() - timedelta(minutes=100 - number))
    code = open_ticket(office, worker)
    html = page(desk, f"/console/tickets/{code}")
    assert "tin số 69." in html
    assert "tin số 3." not in html
    assert "Xem cả tin cũ hơn" in html
    assert "tin số 3." in page(desk, f"/console/tickets/{code}?all=1")


EVIL = '<script>alert("x")</script><img src=x onerror=alert(1)>\' OR 1=1 --'


def test_a_workers_text_is_never_markup(office: Flask, db: Database, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker, EVIL, facts={EVIL: EVIL}, calculation={"x": EVIL})
    desk.claim(code)
    form = {"version": desk.version(code), "text": EVIL, "basis_kind": "none_needed"}
    pages = [
        page(desk, "/console/queue"),
        page(desk, f"/console/tickets/{code}"),
        desk.post(f"/console/tickets/{code}/preview", form).get_data(as_text=True),
        desk.post(f"/console/tickets/{code}/draft", form).get_data(as_text=True),
    ]
    desk.post(f"/console/tickets/{code}/transfer", {"version": desk.version(code), "to": "nu_cong", "note": EVIL})
    pages.append(page(desk, f"/console/tickets/{code}"))
    for html in pages:
        assert "<script>alert" not in html
        assert "<img src=x" not in html
        assert "&lt;script&gt;alert" in html


def test_no_page_carries_inline_script_or_style(office: Flask, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    for path in ("/console/queue", f"/console/tickets/{code}", "/console/closed", "/console/password"):
        html = page(desk, path)
        assert " style=" not in html
        assert " onclick=" not in html
        assert html.count("<script") == html.count("<script src=")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://cdn.example/a.jpg", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/x.jpg", False),
        (None, False),
    ],
)
def test_a_photo_is_a_thumbnail_only_from_a_web_address(
    office: Flask, db: Database, desk: Desk, worker: Worker, url: str | None, shown: bool
) -> None:
    code = open_ticket(office, worker, None, files=[{"type": "image", "url": url}])
    html = page(desk, f"/console/tickets/{code}")
    assert ('<img class="thumb"' in html) is shown
    assert "javascript:" not in html
    assert "Gửi hình hoặc tệp" in page(desk, "/console/queue")


def test_other_files_are_links(office: Flask, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker, None, files=[{"type": "audio", "url": "https://cdn.example/a.mp3"}])
    assert "Mở: Ghi âm" in page(desk, f"/console/tickets/{code}")


def test_the_preview_is_what_goes_out_and_going_back_loses_nothing(office: Flask, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    form = {
        "version": desk.version(code),
        "text": "Dòng một\r\n\r\nDòng hai",
        "basis_kind": "law",
        "citation": ["45/2019/QH14|97|4", "12/2022/NĐ-CP|35"],
    }
    html = desk.post(f"/console/tickets/{code}/preview", form).get_data(as_text=True)
    assert f"Phiếu {code}: anh/chị hỏi “cty no luong 2 thang roi”" in html
    assert "Căn cứ: Điều 97 (khoản 4) Bộ luật Lao động 2019; Điều 35 NĐ 12/2022." in html
    assert "Câu trả lời này có giúp được anh/chị không?" in html
    assert 'name="confirmed" value="12/2022/NĐ-CP|35" required' in html
    back = desk.post(f"/console/tickets/{code}/draft", form).get_data(as_text=True)
    assert "Dòng một\n\nDòng hai</textarea>" in back
    assert back.count('name="citation"') == 2


def test_a_preview_of_a_ticket_that_moved_on_is_refused(office: Flask, desk: Desk, worker: Worker) -> None:
    code = open_ticket(office, worker)
    desk.claim(code)
    version = desk.version(code)
    escalate(office, escalation(worker, *worker.ask("còn nữa")))
    form = {"version": version, "text": "Chưa biết câu mới", "basis_kind": "none_needed"}
    answer = desk.post(f"/console/tickets/{code}/preview", form)
    assert answer.status_code == 409
    html = answer.get_data(as_text=True)
    assert "vừa thay đổi (Người hỏi: thêm câu hỏi)" in html
    assert "Chưa biết câu mới" in html
    assert "còn nữa" in html


def test_the_closed_list_finds_by_code(office: Flask, db: Database, desk: Desk, clock: FixedClock) -> None:
    done = open_ticket(office, Worker(db, clock.now()))
    desk.claim(done)
    desk.answer(done, "Trả lời.")
    waiting = open_ticket(office, Worker(db, clock.now()))
    assert codes_in(page(desk, "/console/closed")) == [done]
    assert codes_in(page(desk, f"/console/closed?code={done[3:6].lower()}")) == [done]
    assert desk.get(f"/console/closed?code={done.lower()}").location == f"/console/tickets/{done}"
    assert desk.get(f"/console/closed?code={waiting}").location == f"/console/tickets/{waiting}"
    assert "Không tìm thấy phiếu" in page(desk, "/console/closed?code=%25%27--")


def test_pages_of_the_closed_list(
    office: Flask, db: Database, desk: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhook.console.closed.PER_PAGE", 2)
    for _ in range(3):
        code = open_ticket(office, Worker(db, clock.now()))
        desk.claim(code)
        desk.answer(code, "Trả lời.")
        clock.forward(minutes=1)
    first, second = (codes_in(page(desk, f"/console/closed?page={number}")) for number in (1, 2))
    assert (len(first), len(second)) == (2, 1)
    assert second[0] not in first
    assert first[0] == code


@pytest.mark.parametrize("code", ["TV-22222", "TV-OOOOO", "x", "%27%3B--"])
def test_an_unknown_ticket_is_a_page_not_a_crash(desk: Desk, code: str) -> None:
    answer = desk.get(f"/console/tickets/{code}")
    assert answer.status_code == 404
    assert "Không có trang này" in answer.get_data(as_text=True)


@pytest.mark.parametrize("move", ["claim", "preview", "answer", "transfer"])
def test_moves_on_an_unknown_ticket(desk: Desk, move: str) -> None:
    form = {"version": "1", "text": "x", "basis_kind": "none_needed"}
    assert desk.post(f"/console/tickets/TV-22222/{move}", form).status_code in (302, 404)


def test_a_stopped_page_is_told(office: Flask, db: Database, desk: Desk, dung: Staff, worker: Worker) -> None:
    code = open_ticket(office, worker)
    with db.write() as session:
        conversation = session.get_one(Conversation, worker.conversation)
        session.get_one(Page, conversation.page_id).blocked_reason = "190 token_invalid"
    assert "Trang đang ngừng gửi" in page(desk, f"/console/tickets/{code}")
    assert "Khóa truy cập của trang đã hết hiệu lực" in page(Desk(office, "dung"), "/console/conversations")


def test_every_page_is_in_the_menu_or_excluded_by_name(office: Flask) -> None:
    menu: dict[str, Any] = read_menu()
    named = {entry["endpoint"] for entry in menu["pages"] + menu["account"]} | set(menu["not_in_menu"])
    pages = {
        rule.endpoint
        for rule in office.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/console")
    }
    assert pages == named


def test_the_menu_shows_dispatchers_more(office: Flask, desk: Desk, dung: Staff) -> None:
    assert "/console/conversations" not in page(desk, "/console/queue")
    assert "/console/conversations" in page(Desk(office, "dung"), "/console/queue")
