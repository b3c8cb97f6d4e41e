"""`python -m knowledge_base calculate NAME --facts JSON --date DAY [--json]`: the same as text or JSON.

Exit codes: 0 calculated, 1 unknown calculation or bad input, 3 something is missing, refused or declined.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from knowledge_base import KnowledgeBase, load
from knowledge_base.entitlements.engine import calculate, list_calculations
from knowledge_base.entitlements.models import Declined, Missing, Outcome, Refused, Result
from knowledge_base.entitlements.present import present
from knowledge_base.entitlements.registry import get_spec
from knowledge_base.entitlements.wording import say
from knowledge_base.law.faults import KnowledgeError
from knowledge_base.text.resolve_date import VIETNAM

OK, FAULTY, OPEN = 0, 1, 3


def as_json(value: Any) -> Any:
    """An outcome as plain JSON values; dates as ISO days."""
    if is_dataclass(value):
        return {field.name: as_json(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(item) for item in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """An outcome with its kind: result, missing, refused, declined."""
    return {"kind": type(outcome).__name__.lower(), **as_json(outcome)}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("cli.bad_date", text=text)) from None


def _facts(text: str) -> Any:
    try:
        facts = json.loads(text)
    except json.JSONDecodeError as error:
        raise argparse.ArgumentTypeError(say("cli.bad_json", detail=error)) from None
    if not isinstance(facts, dict):
        raise argparse.ArgumentTypeError(say("cli.bad_json", detail=type(facts).__name__))
    return facts


def _parser(today: date) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("python -m knowledge_base calculate", description=say("cli.description"))
    parser.add_argument("name", nargs="?", help=say("cli.name"))
    parser.add_argument("--facts", type=_facts, default={}, help=say("cli.facts"))
    parser.add_argument("--date", type=_day, default=today, help=say("cli.date"))
    parser.add_argument("--json", action="store_true", help=say("cli.json"))
    return parser


def told(outcome: Outcome, kb: KnowledgeBase) -> str:
    """An outcome as text for a terminal."""
    if isinstance(outcome, Missing):
        spec = get_spec(outcome.calculation)
        questions = [f"- {name}: {outcome.look_up.get(name) or spec.facts[name].question}" for name in outcome.facts]
        return "\n".join([say("cli.missing"), *questions])
    if isinstance(outcome, Refused):
        return say("cli.refused", fact=outcome.fact, message=outcome.message)
    if isinstance(outcome, Declined):
        return say("cli.declined", reason=outcome.reason, message=present(outcome, kb))
    return present(outcome, kb)


def run(arguments: list[str], kb: KnowledgeBase | None = None, today: date | None = None) -> int:
    """Calculate as asked on the command line; without a name list what can be calculated."""
    asked = _parser(today or datetime.now(VIETNAM).date()).parse_args(arguments)
    if not asked.name:
        print("\n".join(f"{name}: {get_spec(name).title}" for name in list_calculations()))
        return OK
    try:
        kb = kb or load()
        outcome = calculate(asked.name, asked.facts, kb, asked.date)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return FAULTY
    if asked.json:
        print(json.dumps(outcome_json(outcome), ensure_ascii=False, indent=1))
    else:
        print(told(outcome, kb))
    return OK if isinstance(outcome, Result) else OPEN
