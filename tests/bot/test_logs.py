"""No word of a worker reaches a log, whatever fails and however much is logged."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot import logs, turns
from tests.bot.conftest import FakeActions, Rasa, utter

WORDS = "bí-mật-của-công-nhân"
TEXT = f"công ty nợ lương {WORDS}"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    """Everything logged, libraries at DEBUG."""
    root = logging.getLogger()
    before = (root.handlers[:], root.level, logging.lastResort)
    stream = io.StringIO()
    logs.configure("DEBUG", stream)
    root.setLevel(logging.DEBUG)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.DEBUG))
    logging.getLogger("py.warnings").setLevel(logging.DEBUG)
    for name in ("rasa", "sanic.root", "sanic.error"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    yield stream
    root.handlers, root.level, logging.lastResort = before
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "answer",
    [
        (200, utter(TEXT)),
        (500, {"error": TEXT}),
        (400, {"error": TEXT, "action_name": TEXT}),
        (200, {"events": [{"event": TEXT}], "responses": []}),
        (200, {"events": 5, "responses": [TEXT]}),
        (200, {"events": [{"event": "slot", "name": TEXT, "value": TEXT}], "responses": utter(TEXT)["responses"]}),
    ],
)
def test_turns_log_no_words(
    rasa: Rasa,
    actions: FakeActions,
    written: io.StringIO,
    capfd: pytest.CaptureFixture[str],
    answer: tuple[int, object],
) -> None:
    actions.answer = lambda call: answer
    for text in (TEXT, f"/{TEXT}", f"/inform{{{TEXT}", f"//{WORDS}"):
        rasa.turn(text)
    rasa.turn(payload=f"/greet{{{TEXT}")
    rasa.post(f"{{{TEXT}".encode())
    printed = capfd.readouterr()
    for place in (written.getvalue(), printed.out, printed.err):
        assert WORDS not in place
    assert "turn t_1" in written.getvalue()


def test_action_server_down_logs_no_words(rasa: Rasa, written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.agent.processor.action_endpoint, "url", f"http://127.0.0.1:9/{WORDS}")
    rasa.turn(TEXT)
    assert WORDS not in written.getvalue()
    assert "ERROR" in written.getvalue()


def test_a_fault_of_ours_logs_its_place(rasa: Rasa, written: io.StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ValueError(TEXT)

    monkeypatch.setattr(turns, "save_state", broken)
    rasa.turn(TEXT)
    assert WORDS not in written.getvalue()
    assert "ValueError at broken:" in written.getvalue()


def test_a_library_is_told_by_place_at_every_level(written: io.StringIO) -> None:
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL):
        logging.getLogger("rasa.core.processor").log(level, "text: %s", WORDS)
        structlog.get_logger().log(level, f"event {WORDS}", text=WORDS)
    logging.getLogger("nobody.knows").error(WORDS)
    assert WORDS not in written.getvalue()
    assert written.getvalue().count("(test_logs.py:") == 11


def test_our_own_lines_are_whole(written: io.StringIO) -> None:
    logging.getLogger("bot.channel").info("turn %s", "t_9")
    assert written.getvalue().endswith("INFO bot.channel turn t_9\n")


def test_a_chain_of_exceptions_is_told_by_types(written: io.StringIO) -> None:
    try:
        try:
            raise KeyError(WORDS)
        except KeyError as error:
            raise RuntimeError(WORDS) from error
    except RuntimeError:
        logging.getLogger("bot").exception("failed")
    assert "RuntimeError at " in written.getvalue()
    assert "; after KeyError at " in written.getvalue()
    assert WORDS not in written.getvalue()
