"""What tests of tickets, staff and console share: a small law, people at the desk, a worker with a question."""

from __future__ import annotations

import dataclasses
import functools
import itertools
import shutil
import tempfile
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient

import knowledge_base
from tests.webhook.fakes import PAGE
from webhook.conversations.models import Conversation, Message, Turn
from webhook.db import Database
from webhook.messenger.identity import identify
from webhook.staff.models import Staff

PASSWORD = "mat-khau-thu-nghiem"
_numbers = itertools.count(1)


@functools.cache
def sample_law() -> Any:
    """Four small documents with the real topics and departments: two in force, one repealed, one to come."""
    source = Path(knowledge_base.__file__).parent
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        shutil.copytree(Path(__file__).parent / "law_sample", root, dirs_exist_ok=True)
        shutil.copytree(source / "directory", root / "directory")
        for name in ("meta.yaml", "phrases.yaml"):
            shutil.copy(source / name, root / name)
        return knowledge_base.load(root)


def use_sample_law(app: Flask) -> Flask:
    """Let an app answer from the small law."""
    shared = app.extensions["services"]
    app.extensions["services"] = dataclasses.replace(shared, knowledge=sample_law)
    return app


@functools.cache
def _hash() -> str:
    """A hash that is cheap to check; its parameters travel with it."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)


def add_staff(db: Database, login: str, now: datetime, **values: Any) -> Staff:
    """A person with PASSWORD; an expert of quan_he_lao_dong unless told otherwise."""
    told = {"name": login.title(), "role": "expert", "department": "quan_he_lao_dong", "email": f"{login}@example.vn"}
    staff = Staff(login=login, password_hash=_hash(), created_at=now, **(told | values))
    with db.write() as session:
        session.add(staff)
    return staff


@dataclass
class Worker:
    """A person with a conversation; each `ask` stores a message and its turn. `of_psid`: known to the webhook too."""

    db: Database
    now: datetime
    conversation: str = field(default_factory=lambda: f"c_{next(_numbers):06d}")
    person_hash: str = ""

    @classmethod
    def of_psid(cls, db: Database, now: datetime, psid: str, key: str) -> Worker:
        found = identify(key, PAGE, psid)
        return cls(db, now, found.conversation_id, found.person_hash)

    def __post_init__(self) -> None:
        with self.db.write() as session:
            session.add(
                Conversation(
                    id=self.conversation,
                    page_id=PAGE,
                    person_hash=self.person_hash or self.conversation,
                    psid=f"psid-{self.conversation}",
                    created_at=self.now,
                    last_user_at=self.now,
                )
            )

    def ask(
        self,
        text: str | None,
        *,
        files: list[dict[str, Any]] | None = None,
        at: datetime | None = None,
        record: dict[str, Any] | None = None,
    ) -> tuple[str, int]:
        """Store what the worker wrote; returns the ids of turn and message."""
        at = at or self.now
        turn_id = f"t_{next(_numbers):06d}"
        message = Message(
            conversation_id=self.conversation,
            author="worker",
            mid=f"m_{turn_id}",
            text=text,
            attachments=files or [],
            sent_at=at,
            turn_id=turn_id,
        )
        with self.db.write() as session:
            session.add(
                Turn(
                    id=turn_id,
                    conversation_id=self.conversation,
                    sent_at=at,
                    created_at=at,
                    next_try_at=at,
                    status="answered",
                    record=record,
                )
            )
            session.flush()
            session.add(message)
            session.get_one(Conversation, self.conversation).last_user_at = at
        return turn_id, message.id

    def hear(self, text: str, turn_id: str | None, at: datetime) -> None:
        """Store what the assistant said."""
        with self.db.write() as session:
            session.add(
                Message(
                    conversation_id=self.conversation,
                    author="bot",
                    text=text,
                    attachments=[],
                    sent_at=at,
                    turn_id=turn_id,
                )
            )

    def write_again(self, at: datetime) -> None:
        """Only move the window."""
        with self.db.write() as session:
            session.get_one(Conversation, self.conversation).last_user_at = at


def escalation(worker: Worker, turn_id: str, message_id: int, **changes: Any) -> dict[str, Any]:
    """A right body of POST /escalations, with changes."""
    body = {
        "key": turn_id,
        "conversation": worker.conversation,
        "turn_id": turn_id,
        "question_message_ids": [message_id],
        "cause": "low_confidence",
        "topic": "unpaid_late_wages",
        "on": "2026-11-23",
        "facts": {},
        "calculation": None,
        "candidates": [{"document": "45/2019/QH14", "article": "97", "score": 0.4}],
        "consent": {"text_version": "2026-11", "at": worker.now.isoformat()},
    }
    return body | changes


def escalate(app: Flask, body: dict[str, Any], token: str = "internal-token") -> Any:
    """Post it as the action server does."""
    return app.test_client().post("/escalations", json=body, headers={"Authorization": f"Bearer {token}"})


def open_ticket(app: Flask, worker: Worker, text: str | None = "cty no luong 2 thang roi", **changes: Any) -> str:
    """Ask and escalate; returns the code."""
    files = changes.pop("files", None)
    turn_id, message_id = worker.ask(text, files=files)
    answer = escalate(app, escalation(worker, turn_id, message_id, **changes))
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["code"])


class Desk:
    """A browser at the console: keeps its cookie, sends each form with the token that its page carries."""

    def __init__(self, app: Flask, login: str | None = None, password: str = PASSWORD) -> None:
        self.client: FlaskClient = app.test_client()
        if login:
            assert self.log_in(login, password).status_code == 302

    def get(self, path: str, **values: Any) -> Any:
        return self.client.get(path, **values)

    def log_in(self, login: str, password: str = PASSWORD, **more: str) -> Any:
        return self.post("/console/login", {"login": login, "password": password, **more}, page="/console/login")

    def post(self, path: str, data: dict[str, Any], page: str = "/console/password") -> Any:
        """Send a form as the page `page` would."""
        return self.client.post(path, data={**data, "csrf_token": self.token(page)})

    def token(self, page: str) -> str:
        html = self.client.get(page).get_data(as_text=True)
        return html.partition('name="csrf_token" value="')[2].partition('"')[0]

    def version(self, code: str) -> str:
        """The row version that the ticket's page carries."""
        html = self.get(f"/console/tickets/{code}").get_data(as_text=True)
        return html.partition('name="version" value="')[2].partition('"')[0]

    def claim(self, code: str) -> Any:
        return self.post(f"/console/tickets/{code}/claim", {"version": self.version(code)})

    def answer(self, code: str, text: str, **values: Any) -> Any:
        data = {"version": self.version(code), "text": text, "basis_kind": "law", "citation": "45/2019/QH14|97|4"}
        return self.post(f"/console/tickets/{code}/answer", data | values)


HOUR = timedelta(hours=1)
