"""What every calculation has in common: pure, told line by line, with the law of the right day."""

from __future__ import annotations

import json
from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import (
    Declined,
    Result,
    calculate,
    find_calculator,
    get_spec,
    list_calculations,
    list_names,
)
from knowledge_base.entitlements.cli import outcome_json
from tests.knowledge_base.entitlements.conftest import Calculate

MATERNITY = {"si_months_last_12": 8, "insured_wage": 7_000_000, "second_child": True}


def test_the_first_calculators_stand() -> None:
    first = {"overtime", "severance", "annual_leave", "notice_period", "maternity"}
    assert first <= set(list_calculations()) <= set(list_names())


def test_a_calculation_without_arithmetic_goes_to_a_person(
    shipped: KnowledgeBase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge_base.entitlements.engine.find_calculator", lambda name: None)
    facts = {"contract_kind": "indefinite"}
    outcome = calculate("notice_period", facts, shipped, date(2026, 11, 23))
    assert isinstance(outcome, Declined) and outcome.reason == "not_built"
    assert outcome.facts == facts


def test_lines_carry_their_articles_and_the_working_adds_up(worked_out: Calculate) -> None:
    facts = {"monthly_wage": 8_000_000, "overtime_kind": "weekday", "part_of_day": "night_after_day"}
    outcome = worked_out("overtime", overtime_hours=2, **facts)
    assert isinstance(outcome, Result)
    assert outcome.outputs == {"hourly": 38_462, "rate": 210, "amount": 161_538}
    assert [(c.document, c.article) for c in outcome.citations] == [
        ("45/2019/QH14", "98"),
        ("145/2020/NĐ-CP", "55"),
        ("145/2020/NĐ-CP", "57"),
    ]
    assert all(line.citation for line in outcome.lines)


def test_the_law_of_the_birth_decides_not_that_of_the_question(worked_out: Calculate) -> None:
    old = worked_out("maternity", birth_date="2025-06-30", **{**MATERNITY, "second_child": False})
    assert isinstance(old, Result)
    assert (old.on, old.law_on) == (date(2026, 11, 23), date(2025, 6, 30))
    assert "58/2014/QH13" in {citation.document for citation in old.citations}
    new = worked_out("maternity", birth_date="2026-07-01", **MATERNITY)
    assert isinstance(new, Result) and new.outputs["months"] == 7


def test_declined_tells_what_is_sure(worked_out: Calculate) -> None:
    outcome = worked_out("maternity", birth_date="2026-06-30", **MATERNITY)
    assert isinstance(outcome, Declined)
    assert outcome.reason == "second_child_transition"
    assert outcome.outputs["months"] == 6 and outcome.outputs["grant"] == 4_680_000
    assert outcome.facts["birth_date"] == "2026-06-30"


def test_a_breach_names_its_department(worked_out: Calculate) -> None:
    facts = {
        "monthly_wage": 8_000_000,
        "overtime_kind": "weekday",
        "part_of_day": "day",
        "overtime_hours": 10,
    }
    outcome = worked_out("overtime", paid_amount=400_000, overtime_hours_month=41, **facts)
    assert isinstance(outcome, Result)
    told = {violation.id: violation for violation in outcome.violations}
    assert set(told) == {"over_month_cap", "underpaid"}
    assert told["underpaid"].department == "quan_he_lao_dong" and "176.923đ" in told["underpaid"].text


def test_left_over_days_that_decide_half_a_year_give_a_range(worked_out: Calculate) -> None:
    facts = {"monthly_wage": 10_000_000, "end_reason": "resigned", "ui_duration": {"months": 0}}
    outcome = worked_out("severance", started="2024-01-01", ended="2026-07-10", **facts)
    assert isinstance(outcome, Result)
    assert outcome.outputs["range"] == [12_500_000, 15_000_000]


def test_every_output_is_described_and_json(worked_out: Calculate) -> None:
    asked = {
        "notice_period": {"contract_kind": "fixed_12_36"},
        "annual_leave": {"started": "2020-05-04"},
        "maternity": {"birth_date": "2026-12-01", "leave_start": "2026-11-01", **MATERNITY},
    }
    for name, facts in asked.items():
        outcome = worked_out(name, **facts)
        assert isinstance(outcome, Result)
        assert set(outcome.outputs) <= set(get_spec(name).outputs)
        assert json.loads(json.dumps(outcome_json(outcome), ensure_ascii=False))["kind"] == "result"


def test_facts_are_not_changed(shipped: KnowledgeBase) -> None:
    facts = {"contract_kind": "indefinite"}
    calculate("notice_period", facts, shipped, date(2026, 11, 23))
    assert facts == {"contract_kind": "indefinite"}


def test_a_calculator_is_found_by_its_name() -> None:
    assert find_calculator("severance") is not None
    assert find_calculator("pocket_money") is None
