"""The law scenarios of tests/law/<calculation>.yaml against the calculations. The contract is told in
knowledge_base/entitlements/README.md; the expected figures are worked by hand."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import (
    Declined,
    Missing,
    Outcome,
    Refused,
    Result,
    calculate,
    find_calculator,
    get_spec,
    list_names,
)
from knowledge_base.law.faults import Faults
from knowledge_base.law.yaml_files import parse_yaml

HERE = Path(__file__).parent
KEYS = {"says", "on", "facts", "expect", "arithmetic", "article", "calculation"}
SPECIAL = {"missing", "refused", "declined", "violation", "no_violation", "assumed"}


@cache
def law() -> KnowledgeBase:
    return knowledge_base.load()


def plain(value: Any) -> Any:
    """YAML's dates as the ISO days of the contract."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    return [plain(item) for item in value] if isinstance(value, list) else value


def scenarios() -> list[Any]:
    found, faults = [], Faults()
    for path in sorted(HERE.glob("*.yaml")):
        for number, raw in enumerate(parse_yaml(path.read_bytes(), path.name, faults) or [], 1):
            name = raw.get("calculation", path.stem)
            found.append(pytest.param(name, raw, id=f"{path.stem}-{number}"))
    faults.raise_if_any()
    return found


def check_special(expect: dict[str, Any], outcome: Outcome) -> None:
    kinds = {"missing": Missing, "refused": Refused, "declined": Declined}
    wanted = next((kind for key, kind in kinds.items() if key in expect), Result)
    assert isinstance(outcome, wanted), outcome
    if isinstance(outcome, Missing):
        assert list(outcome.facts) == expect["missing"]
    elif isinstance(outcome, Refused):
        assert outcome.fact == expect["refused"]
    elif isinstance(outcome, Declined):
        assert outcome.reason == expect["declined"], outcome.message


def check_worked(expect: dict[str, Any], outcome: Result | Declined) -> None:
    breaches = [violation.id for violation in outcome.violations]
    wanted = expect.get("violation", [])
    assert set([wanted] if isinstance(wanted, str) else wanted) <= set(breaches), breaches
    if expect.get("no_violation"):
        assert breaches == []
    if "assumed" in expect:
        assert set(expect["assumed"]) <= {assumption.fact for assumption in outcome.assumed}
    outputs = {key: value for key, value in expect.items() if key not in SPECIAL}
    assert {key: outcome.outputs.get(key) for key in outputs} == outputs, [line.text for line in outcome.lines]


@pytest.mark.parametrize(("name", "raw"), scenarios())
def test_scenario(name: str, raw: dict[str, Any]) -> None:
    assert set(raw) <= KEYS and {"says", "on", "facts", "expect"} <= set(raw), sorted(raw)
    assert name in list_names()
    expect = plain(raw["expect"])
    assert expect and set(expect) - SPECIAL <= set(get_spec(name).outputs), sorted(expect)
    if find_calculator(name) is None:
        pytest.skip(f"{name} is described but not built yet")
    outcome = calculate(name, plain(raw["facts"]), law(), raw["on"])
    check_special(expect, outcome)
    if isinstance(outcome, Result | Declined):
        check_worked(expect, outcome)
