"""Logging that cannot leak a worker's words: of other people's log lines only the place is written."""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import MutableMapping
from typing import Any, TextIO

import structlog

OURS = "bot"


class PlacesOnly(logging.Formatter):
    """Our own lines in full; a library's line as logger, file and line; an exception as types and places.

    Rasa puts texts into messages, and an exception's message may quote its input: neither is written at any level.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        ours = record.name == OURS or record.name.startswith(f"{OURS}.")
        words = record.getMessage() if ours else f"({record.filename}:{record.lineno})"
        if record.exc_info and record.exc_info[1] is not None:
            words += f" {_tell(record.exc_info[1])}"
        safe = logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, "%s", (words,), None)
        safe.created, safe.msecs = record.created, record.msecs
        return super().format(safe)


def configure(level: str = "INFO", stream: TextIO | None = None) -> None:
    """Send every log line and warning of this process through PlacesOnly; `level` is for our own lines."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(PlacesOnly())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger(OURS).setLevel(level)
    logging.lastResort = handler
    for name in ("sanic.root", "sanic.error", "sanic.access", "rasa"):
        logging.getLogger(name).handlers = []
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)  # captured so that none prints; none helps here
    _configure_structlog()


def _configure_structlog() -> None:
    """Rasa's structured lines: the event's name alone goes on to the standard logger."""
    structlog.configure(
        processors=[_name_only],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        cache_logger_on_first_use=False,
    )


def _name_only(_: Any, __: str, event: MutableMapping[str, Any]) -> str:
    return str(event.get("event", ""))


def _tell(error: BaseException) -> str:
    """The chain of an exception: type and innermost place of each, newest first."""
    told: list[str] = []
    link: BaseException | None = error
    while link is not None and len(told) < 6:
        frames = traceback.extract_tb(link.__traceback__)
        place = f" at {frames[-1].name}:{frames[-1].lineno}" if frames else ""
        told.append(f"{type(link).__name__}{place}")
        link = link.__cause__ or link.__context__
    return "; after ".join(told)
