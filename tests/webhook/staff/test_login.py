"""The door: right and wrong, lock-out, CSRF, where one lands."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.webhook.desk import PASSWORD, Desk
from webhook.clock import FixedClock
from webhook.db import Database
from webhook.staff import security
from webhook.staff.__main__ import _parser, run
from webhook.staff.accounts import AccountError, check_login, create_staff
from webhook.staff.models import Staff
from webhook.staff.passwords import is_right, make_password


def test_the_right_password_lets_in_and_logout_lets_out(office: Flask, lan: Staff) -> None:
    desk = Desk(office)
    answer = desk.log_in("lan")
    assert (answer.status_code, answer.location) == (302, "/console/")
    assert desk.get("/console/queue").status_code == 200
    assert desk.post("/console/logout", {}).status_code == 302
    assert desk.get("/console/queue").status_code == 302


def test_name_is_read_without_regard_to_case_and_spaces(office: Flask, lan: Staff) -> None:
    assert Desk(office).log_in(" LAN ").status_code == 302


@pytest.mark.parametrize(("login", "password"), [("lan", "wrong"), ("nobody", PASSWORD), ("", ""), ("lan", "")])
def test_a_wrong_login_says_the_same_whoever_it_is(office: Flask, lan: Staff, login: str, password: str) -> None:
    answer = Desk(office).log_in(login, password)
    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu chưa đúng." in answer.get_data(as_text=True)


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(db: Database, lan: Staff, clock: FixedClock) -> None:
    results = [check_login(db, "lan", "wrong", clock.now()).problem for _ in range(5)]
    assert results == ["wrong"] * 4 + ["locked"]
    assert check_login(db, "lan", PASSWORD, clock.now()).problem == "locked"
    clock.forward(minutes=15, seconds=1)
    assert check_login(db, "lan", PASSWORD, clock.now()).staff is not None


def test_a_right_password_forgets_the_wrong_ones(db: Database, lan: Staff, clock: FixedClock) -> None:
    for _ in range(3):
        for _ in range(4):
            check_login(db, "lan", "wrong", clock.now())
        assert check_login(db, "lan", PASSWORD, clock.now()).problem is None


def test_the_lock_is_told_in_words(office: Flask, lan: Staff) -> None:
    desk = Desk(office)
    for _ in range(5):
        answer = desk.log_in("lan", "wrong")
    assert "tạm khóa 15 phút" in answer.get_data(as_text=True)


def test_ten_tries_a_minute_are_enough(office: Flask, lan: Staff) -> None:
    security.limiter.reset()
    desk = Desk(office)
    codes = [desk.log_in(f"nobody{number}", "x").status_code for number in range(11)]
    security.limiter.reset()
    assert codes == [401] * 10 + [429]


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/console/tickets/TV-7K2MX", "/console/tickets/TV-7K2MX"),
        ("https://evil.example/console/", "/console/"),
        ("//evil.example/console/", "/console/"),
        ("/console/\\evil.example", "/console/"),
        ("javascript:alert(1)", "/console/"),
        ("/messenger/webhook", "/console/"),
        ("", "/console/"),
    ],
)
def test_after_the_login_one_lands_where_one_wanted_but_only_inside(
    office: Flask, lan: Staff, wanted: str, lands: str
) -> None:
    assert Desk(office).log_in("lan", next=wanted).location == lands


def test_a_stranger_is_sent_to_the_login_and_back(office: Flask) -> None:
    answer = Desk(office).get("/console/tickets/TV-7K2MX?all=1")
    assert answer.status_code == 302
    assert answer.location == "/console/login?next=/console/tickets/TV-7K2MX?all%3D1"


@pytest.mark.parametrize("path", ["login", "logout", "password", "tickets/TV-7K2MX/claim", "tickets/TV-7K2MX/answer"])
def test_no_form_without_its_token(office: Flask, desk: Desk, path: str) -> None:
    answer = desk.client.post(f"/console/{path}", data={"login": "lan", "password": PASSWORD})
    assert answer.status_code == 400
    assert "Trang đã cũ" in answer.get_data(as_text=True)
    assert desk.get("/console/queue").status_code == 200


def test_a_token_of_another_session_does_not_fit(office: Flask, desk: Desk) -> None:
    stolen = Desk(office).token("/console/login")
    assert desk.client.post("/console/logout", data={"csrf_token": stolen}).status_code == 400


def test_the_cookie_is_http_only_and_same_site(office: Flask, lan: Staff) -> None:
    cookie = Desk(office).log_in("lan").headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_whoever_is_switched_off_is_out_at_once(office: Flask, db: Database, desk: Desk, lan: Staff) -> None:
    with db.write() as session:
        session.get_one(Staff, lan.id).active = False
    assert desk.get("/console/queue").status_code == 302
    assert Desk(office).log_in("lan").status_code == 401


def test_a_new_password_ends_other_logins(office: Flask, desk: Desk) -> None:
    other = Desk(office, "lan")
    form = {"old": PASSWORD, "new": "mat-khau-moi-dai", "again": "mat-khau-moi-dai"}
    assert desk.post("/console/password", form).status_code == 302
    assert desk.get("/console/queue").status_code == 200
    assert other.get("/console/queue").status_code == 302
    assert Desk(office).log_in("lan", "mat-khau-moi-dai").status_code == 302


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"old": "wrong"}, "Mật khẩu đang dùng chưa đúng"),
        ({"again": "khac"}, "không giống nhau"),
        ({"new": "ngan", "again": "ngan"}, "ít nhất 12 ký tự"),
    ],
)
def test_a_new_password_that_will_not_do(desk: Desk, change: dict[str, str], sentence: str) -> None:
    form = {"old": PASSWORD, "new": "mat-khau-moi-dai", "again": "mat-khau-moi-dai"} | change
    answer = desk.post("/console/password", form)
    assert answer.status_code == 400
    assert sentence in answer.get_data(as_text=True)


def test_passwords_are_stored_as_argon2_only(db: Database, clock: FixedClock) -> None:
    with db.write() as session:
        staff, password = create_staff(
            session, login="moi", name="Mới", role="dispatcher", department=None, now=clock.now()
        )
    assert staff.password_hash.startswith("$argon2id$")
    assert password not in staff.password_hash
    assert is_right(staff.password_hash, password)
    assert len({make_password() for _ in range(50)}) == 50


def command(db: Database, clock: FixedClock, *words: str) -> str:
    return run(db, _parser().parse_args(words), clock.now())


def test_the_command_line_adds_lists_resets_and_switches_off(db: Database, clock: FixedClock) -> None:
    said = command(db, clock, "add", "thu", "--name", "Lê Thu", "--department", "nu_cong", "--email", "thu@example.vn")
    password = said.rpartition(" ")[2]
    assert check_login(db, "thu", password, clock.now()).staff is not None
    assert "Lê Thu" in command(db, clock, "list")
    fresh = command(db, clock, "reset", "thu").rpartition(" ")[2]
    assert check_login(db, "thu", password, clock.now()).staff is None
    assert check_login(db, "thu", fresh, clock.now()).staff is not None
    command(db, clock, "off", "thu")
    assert check_login(db, "thu", fresh, clock.now()).staff is None


@pytest.mark.parametrize(
    "words",
    [
        ("add", "lan", "--name", "Lan", "--department", "nu_cong"),
        ("add", "x", "--name", "X", "--department", "nu_cong"),
        ("add", "thu", "--name", "Thu"),
        ("add", "thu", "--name", "Thu", "--department", "ban_trang_tri"),
        ("add", "thu", "--name", "Thu", "--department", "nu_cong", "--email", "thu@example.vn\nBcc: x@y.z"),
        ("reset", "nobody"),
        ("off", "nobody"),
    ],
)
def test_the_command_line_refuses_with_a_next_step(
    db: Database, lan: Staff, clock: FixedClock, words: tuple[str, ...]
) -> None:
    with pytest.raises(AccountError):
        command(db, clock, *words)


def test_a_reset_unlocks(db: Database, lan: Staff, clock: FixedClock) -> None:
    for _ in range(5):
        check_login(db, "lan", "wrong", clock.now())
    fresh = command(db, clock, "reset", "lan").rpartition(" ")[2]
    assert check_login(db, "lan", fresh, clock.now()).staff is not None


def test_nothing_of_a_login_is_logged(office: Flask, lan: Staff, caplog: Any) -> None:
    caplog.set_level("DEBUG")
    Desk(office).log_in("lan", "geheim-geheim")
    assert "geheim" not in caplog.text
