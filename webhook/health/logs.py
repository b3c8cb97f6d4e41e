"""Logging: one JSON object a line, with ids and reasons; never a text, a name or a secret."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

FIELDS = ("turn", "part", "page", "conversation", "ticket", "reason", "error", "error_type", "status", "sweep", "step")


class JsonFormatter(logging.Formatter):
    """Time, level, logger, message and the allowed fields. Of an error only its type and place are told."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error_type"] = record.exc_info[0].__name__
            line["trace"] = _places(record)
        return json.dumps(line, ensure_ascii=False, default=str)


def _places(record: logging.LogRecord) -> list[str]:
    """File, line and function of each frame; the error's own words may hold data and stay out."""
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rpartition('/')[2]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]


def configure_logging() -> None:
    """Send our loggers to standard error; keep the chatter of libraries at warnings. May be called twice."""
    for name in ("webhook", "huey"):
        logger = logging.getLogger(name)
        if not any(isinstance(handler.formatter, JsonFormatter) for handler in logger.handlers):
            handler = logging.StreamHandler(sys.stderr)
            handler.setFormatter(JsonFormatter())
            logger.addHandler(handler)
    logging.getLogger("webhook").setLevel(logging.INFO)
    logging.getLogger("huey").setLevel(logging.ERROR)
    logging.getLogger("urllib3").setLevel(logging.ERROR)
