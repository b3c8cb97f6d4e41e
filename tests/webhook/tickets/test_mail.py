"""Mails to staff: who, what, once, and never a word of the worker's."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from typing import Any, ClassVar

import pytest
from flask import Flask
from sqlalchemy import select

from tests.webhook.desk import Worker, open_ticket
from webhook.clock import FixedClock
from webhook.db import Database
from webhook.staff.models import Staff
from webhook.tickets.mail_sending import send_waiting
from webhook.tickets.mailer import LogMailer, MailError, SmtpMailer, choose_mailer
from webhook.tickets.models import StaffMail, Ticket
from webhook.tickets.words import read


class FakeMailer:
    """Keeps what it gets; fails as long as `broken`."""

    def __init__(self) -> None:
        self.messages: list[EmailMessage] = []
        self.broken = False

    def send(self, message: EmailMessage) -> str:
        if self.broken:
            raise MailError("ConnectionRefusedError")
        self.messages.append(message)
        return "sent"


@pytest.fixture
def mailer() -> FakeMailer:
    return FakeMailer()


@pytest.fixture
def shared(office: Flask, lan: Staff, worker: Worker) -> Any:
    """Services with one mail waiting for Lan."""
    open_ticket(office, worker, "bi mat cua toi: cty no luong")
    return office.extensions["services"]


def test_a_mail_names_code_hour_and_link_and_nothing_of_the_worker(shared: Any, mailer: FakeMailer) -> None:
    assert send_waiting(shared, mailer) == 1
    (message,) = mailer.messages
    with shared.db.read() as session:
        code = session.scalars(select(Ticket.code)).one()
    body = message.get_content()
    assert message["To"] == "lan@example.vn"
    assert code in message["Subject"]
    assert "21:00 24/11/2026" in body
    assert "Nợ lương" in body
    assert f"/console/tickets/{code}" in body
    assert "bi mat" not in message.as_string()


def test_a_mail_goes_once(shared: Any, mailer: FakeMailer) -> None:
    assert [send_waiting(shared, mailer) for _ in range(3)] == [1, 0, 0]


def test_a_broken_server_is_tried_again_later_and_given_up_in_the_end(
    shared: Any, db: Database, mailer: FakeMailer, clock: FixedClock
) -> None:
    mailer.broken = True
    assert send_waiting(shared, mailer) == 0
    assert send_waiting(shared, mailer) == 0
    with db.read() as session:
        assert session.scalars(select(StaffMail.attempts)).one() == 1
    clock.forward(minutes=2)
    mailer.broken = False
    assert send_waiting(shared, mailer) == 1
    mailer.broken = True
    with db.write() as session:
        session.scalars(select(StaffMail)).one().sent_at = None
        session.scalars(select(StaffMail)).one().outcome = None
    for _ in range(6):
        clock.forward(hours=2)
        send_waiting(shared, mailer)
    with db.read() as session:
        assert session.scalars(select(StaffMail.outcome)).one() == "failed: ConnectionRefusedError"


def test_every_kind_of_mail_can_be_written(shared: Any, db: Database, mailer: FakeMailer) -> None:
    kinds = [kind for kind in read("mails") if kind != "urgent_mark"]
    with db.write() as session:
        first = session.scalars(select(StaffMail)).one()
        for kind in kinds:
            session.add(
                StaffMail(
                    key=kind,
                    ticket_id=first.ticket_id,
                    staff_id=first.staff_id,
                    kind=kind,
                    created_at=first.created_at,
                    next_try_at=first.created_at,
                )
            )
    assert send_waiting(shared, mailer) == 1 + len(kinds)
    assert not any("{" in message.as_string() for message in mailer.messages)


def test_without_smtp_url_mails_are_only_logged(shared: Any, db: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    mailer = choose_mailer(shared.settings)
    assert isinstance(mailer, LogMailer)
    send_waiting(shared, mailer)
    with db.read() as session:
        assert session.scalars(select(StaffMail.outcome)).one() == "logged"
    assert "bi mat" not in caplog.text


class FakeServer:
    """Stands where smtplib.SMTP stood."""

    made: ClassVar[list[FakeServer]] = []

    def __init__(self, host: str, port: int, **_more: Any) -> None:
        self.address, self.logins, self.sent = (host, port), [], []
        FakeServer.made.append(self)

    def __enter__(self) -> FakeServer:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def ehlo(self) -> None: ...

    def has_extn(self, name: str) -> bool:
        return False

    def login(self, user: str, password: str) -> None:
        self.logins.append((user, password))

    def send_message(self, message: EmailMessage) -> None:
        self.sent.append(message)


def test_smtp_url_is_read_with_user_and_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtplib, "SMTP", FakeServer)
    message = EmailMessage()
    assert SmtpMailer("smtp://bot%40vn:p%3Ass@mail.example.vn:2525").send(message) == "sent"
    server = FakeServer.made[-1]
    assert server.address == ("mail.example.vn", 2525)
    assert server.logins == [("bot@vn", "p:ss")]
    assert server.sent == [message]


def test_a_server_that_is_away_is_a_mail_error() -> None:
    with pytest.raises(MailError):
        SmtpMailer("smtp://127.0.0.1:9").send(EmailMessage())
