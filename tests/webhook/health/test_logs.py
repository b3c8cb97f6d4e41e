"""Logs carry ids and reasons; never a text, a name or a secret."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from typing import Any

import pytest

from tests.webhook.fakes import FakeGraph, FakeRasa, text_item
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.health.logs import JsonFormatter
from webhook.messenger.graph import NoAnswer, Refused


def formatted(record: logging.LogRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(JsonFormatter().format(record))
    return found


def test_a_line_has_the_allowed_fields_only(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("webhook.test").warning("turn failed", extra={"turn": "t_1", "text": "bí mật"})
    line = formatted(caplog.records[0])
    assert (line["message"], line["turn"], line["level"]) == ("turn failed", "t_1", "WARNING")
    assert "text" not in line


def test_of_an_error_only_type_and_place_are_told(caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("bí mật")
    except ValueError:
        logging.getLogger("webhook.test").exception("turn broke")
    line = formatted(caplog.records[0])
    assert line["error_type"] == "ValueError"
    assert line["trace"][0].startswith("test_logs.py:")
    assert "bí mật" not in json.dumps(line, ensure_ascii=False)


def test_no_word_of_a_worker_is_logged_whatever_fails(
    post: Callable[..., Any],
    engine: Engine,
    fake_rasa: FakeRasa,
    fake_graph: FakeGraph,
    clock: FixedClock,
    capsys: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    fake_rasa.replies = [ValueError("sieubimat"), KeyError("sieubimat")]
    fake_graph.outcomes = [NoAnswer("x"), Refused(400, 100, None), Refused(401, 190, None)]
    post(text_item("sieubimat"))
    for _ in range(10):
        engine.drain()
        clock.forward(seconds=130)
    lines = [JsonFormatter().format(record) for record in caplog.records]
    assert any("turn broke" in line for line in lines)
    assert any("page stopped" in line for line in lines)
    for secret in ("sieubimat", "7001", "page-token", "app-secret", "internal-token"):
        assert not any(secret in line for line in lines)
        assert secret not in capsys.readouterr().err


def test_the_database_hides_its_parameters(db: Any) -> None:
    from sqlalchemy.exc import StatementError

    from webhook.conversations.models import Page

    with pytest.raises(StatementError) as caught, db.write() as session:
        session.add(Page(id="9", token=object(), name="sieubimat"))
    assert "sieubimat" not in str(caught.value)
