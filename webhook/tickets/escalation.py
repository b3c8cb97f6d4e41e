"""The body of POST /escalations, read field by field. Pure."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

CAUSES = ("low_confidence", "asked_for_human", "bad_answer", "missing_fact", "not_in_force", "sensitive", "danger")
LONGEST_JSON = 20_000
CLOCKS_MAY_DIFFER = timedelta(minutes=5)


class FieldError(Exception):
    """A field is wrong: `status` is the HTTP status, the message names the field and what it should be."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.status = status


@dataclass(frozen=True)
class Escalation:
    """A question on its way to a person, with the worker's consent."""

    key: str
    conversation: str
    turn_id: str
    question_message_ids: tuple[int, ...]
    cause: str
    topic: str | None
    on: date
    facts: dict[str, Any]
    calculation: Any
    candidates: tuple[dict[str, Any], ...]
    consent_version: str
    consent_at: datetime


def read_escalation(body: object, topics: Collection[str], now: datetime) -> Escalation:
    """Check every field. Raises FieldError: 400 names the wrong field, 422 says that consent is missing."""
    if not isinstance(body, Mapping):
        raise FieldError("The body must be a JSON object.")
    cause = _one_of(body, "cause", CAUSES)
    topic = None if body.get("topic") is None else _one_of(body, "topic", topics)
    version, consent_at = _consent(body, now)
    return Escalation(
        key=_identifier(body, "key", 80),
        conversation=_identifier(body, "conversation", 40),
        turn_id=_identifier(body, "turn_id", 40),
        question_message_ids=_message_ids(body),
        cause=cause,
        topic=topic,
        on=_day(body),
        facts=_small(_typed(body, "facts", dict, "an object", {}), "facts"),
        calculation=_calculation(body),
        candidates=tuple(_candidate(item) for item in _typed(body, "candidates", list, "a list", [])),
        consent_version=version,
        consent_at=consent_at,
    )


def _identifier(body: Mapping[str, Any], name: str, longest: int) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not 1 <= len(value) <= longest:
        raise FieldError(f"{name}: a text of 1 to {longest} characters is needed.")
    return value


def _one_of(body: Mapping[str, Any], name: str, allowed: Collection[str]) -> str:
    value = body.get(name)
    if not isinstance(value, str) or value not in allowed:
        raise FieldError(f"{name}: {str(value)[:60]!r} is not in the vocabulary.")
    return value


def _typed(body: Mapping[str, Any], name: str, kind: type, told: str, default: Any) -> Any:
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise FieldError(f"{name}: {told} is needed.")
    return value


def _calculation(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """{name, on, outputs, lines, assumed, citations} of a calculation, or None."""
    value = _typed(body, "calculation", dict, "an object or null", None)
    return None if value is None else _small(value, "calculation")


def _small(value: dict[str, Any], name: str) -> dict[str, Any]:
    if len(json.dumps(value)) > LONGEST_JSON:
        raise FieldError(f"{name}: at most {LONGEST_JSON} characters of JSON are taken.")
    return value


def _message_ids(body: Mapping[str, Any]) -> tuple[int, ...]:
    value = body.get("question_message_ids")
    good = isinstance(value, list) and value and all(type(item) is int and item > 0 for item in value)
    if not good or len(value) > 200:  # type: ignore[arg-type]
        raise FieldError("question_message_ids: a list of 1 to 200 message ids is needed.")
    return tuple(dict.fromkeys(value))  # type: ignore[arg-type]


def _day(body: Mapping[str, Any]) -> date:
    try:
        return date.fromisoformat(body.get("on", ""))
    except (TypeError, ValueError) as error:
        raise FieldError("on: a date such as 2026-11-23 is needed.") from error


def _candidate(item: object) -> dict[str, Any]:
    checks: dict[str, Callable[[Any], bool]] = {
        "document": lambda value: isinstance(value, str) and 0 < len(value) <= 60,
        "article": lambda value: isinstance(value, str) and 0 < len(value) <= 20,
        "score": lambda value: value is None or (isinstance(value, int | float) and not isinstance(value, bool)),
    }
    if not isinstance(item, Mapping) or not all(check(item.get(name)) for name, check in checks.items()):
        raise FieldError("candidates: each needs document, article and a number as score.")
    return {name: item.get(name) for name in checks}


def _consent(body: Mapping[str, Any], now: datetime) -> tuple[str, datetime]:
    consent = body.get("consent")
    if not isinstance(consent, Mapping) or not consent.get("at") or not consent.get("text_version"):
        raise FieldError("consent: the worker has not agreed; text_version and at are needed.", 422)
    version = consent["text_version"]
    if not isinstance(version, str) or len(version) > 40:
        raise FieldError("consent.text_version: a text of at most 40 characters is needed.")
    try:
        at = datetime.fromisoformat(consent["at"])
    except (TypeError, ValueError) as error:
        raise FieldError("consent.at: an ISO time such as 2026-11-23T21:05:00+07:00 is needed.") from error
    if at.tzinfo is None:
        raise FieldError("consent.at: the time needs its zone, such as +07:00.")
    if at > now + CLOCKS_MAY_DIFFER:
        raise FieldError("consent.at: lies in the future; compare the clocks of the two machines.")
    return version, at
