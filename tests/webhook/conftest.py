"""Shared by all tests of the webhook: a migrated SQLite file, a clock that stands, fakes of Rasa and the Graph API."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.webhook.fakes import PAGE, FakeGraph, FakeRasa, signed_post
from webhook.app import create_app
from webhook.clock import FixedClock
from webhook.config import Settings
from webhook.conversations.engine import Engine
from webhook.conversations.models import Page
from webhook.db import Database, open_database
from webhook.migrate import upgrade

KEY = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="


def make_settings(folder: Path) -> Settings:
    """Settings of a test: everything it writes goes below `folder`, every address leads nowhere."""
    return Settings(
        database_url=f"sqlite:///{folder}/data.db",
        internal_token="internal-token",
        secret_key="secret-key-of-the-tests",
        message_key=KEY,
        messenger_app_secret="app-secret",
        messenger_verify_token="verify-token",
        rasa_url="http://127.0.0.1:9",
        actions_url="http://127.0.0.1:9",
        graph_api_url="http://127.0.0.1:9",
        var_dir=folder / "var",
    )


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database at the newest revision, copied for every test."""
    settings = make_settings(tmp_path_factory.mktemp("migrated"))
    upgrade(settings)
    return Path(settings.database_url.removeprefix("sqlite:///"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return make_settings(tmp_path)


@pytest.fixture
def db(settings: Settings, migrated_file: Path) -> Iterator[Database]:
    """A migrated database with one page that has a token."""
    shutil.copy(migrated_file, settings.database_url.removeprefix("sqlite:///"))
    opened = open_database(settings.database_url, settings.message_key)
    with opened.write() as session:
        session.add(Page(id=PAGE, name="Công đoàn thử", token="page-token"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime(2026, 11, 23, 14, 0, tzinfo=UTC))


@pytest.fixture
def wakes() -> list[str]:
    """The conversations that the worker was woken for, in order."""
    return []


@pytest.fixture
def app(settings: Settings, clock: FixedClock, db: Database, wakes: list[str]) -> Flask:
    made = create_app(settings, clock, db, wakes.append)
    made.testing = True
    return made


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def fake_rasa() -> FakeRasa:
    return FakeRasa()


@pytest.fixture
def fake_graph() -> FakeGraph:
    return FakeGraph()


@pytest.fixture
def engine(app: Flask, fake_rasa: FakeRasa, fake_graph: FakeGraph) -> Engine:
    """The worker's work without its threads: `engine.drain()` does all that is due now."""
    return Engine(app.extensions["services"], fake_rasa, fake_graph)


@pytest.fixture
def post(client: FlaskClient, settings: Settings) -> Callable[..., Any]:
    """Post items of one page as Facebook does: `post(text_item("chào"))`; checks that it got 200."""

    def send(*items: dict[str, Any], page: str = PAGE) -> Any:
        body = {"object": "page", "entry": [{"id": page, "time": 1, "messaging": list(items)}]}
        response = signed_post(client, settings, body)
        assert response.status_code == 200
        return response

    return send
