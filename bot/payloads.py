"""Taps on buttons: read against the allow-list of payloads.yaml, never by Rasa's own parser of "/…"."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ALLOWED: dict[str, dict[str, dict[str, str]]] = yaml.safe_load(
    (Path(__file__).parent / "payloads.yaml").read_text(encoding="utf-8")
)
MOST_ITEMS = 20
_PAYLOAD = re.compile(r"/([a-z_]{1,40})(\{.*\})?", re.DOTALL)


class PayloadError(ValueError):
    """A payload that no button of ours carries."""


def read_payload(payload: str) -> dict[str, Any]:
    """What Rasa takes as the message's NLU: the intent, sure, with the arguments as entities. Raises PayloadError."""
    match = _PAYLOAD.fullmatch(payload)
    if not match or match.group(1) not in ALLOWED:
        raise PayloadError("This payload is not in bot/payloads.yaml; send one that is, or send the words as text.")
    name = match.group(1)
    intent = {"name": name, "confidence": 1.0}
    arguments = _arguments(match.group(2), name)
    entities = [{"entity": key, "value": value, "start": 0, "end": len(payload)} for key, value in arguments.items()]
    return {"text": payload, "intent": intent, "intent_ranking": [intent], "entities": entities, "segments": []}


def _arguments(written: str | None, name: str) -> dict[str, Any]:
    try:
        arguments = json.loads(written) if written else {}
    except ValueError:
        raise PayloadError(f"The arguments of /{name} are not JSON; write them as in docs/flows.md.") from None
    wanted = ALLOWED[name]
    if set(arguments) != set(wanted):
        raise PayloadError(f"/{name} takes exactly these arguments: {', '.join(wanted) or 'none'}.")
    for key, rule in wanted.items():
        if not _fits(arguments[key], rule):
            raise PayloadError(f"The argument {key} of /{name} has a form that no button of ours has.")
    return dict(arguments)


def _fits(value: Any, rule: Mapping[str, str]) -> bool:
    if "list_of" in rule:
        pattern = {"is": rule["list_of"]}
        return isinstance(value, list) and 0 < len(value) <= MOST_ITEMS and all(_fits(item, pattern) for item in value)
    return isinstance(value, str) and re.fullmatch(rule["is"], value) is not None
