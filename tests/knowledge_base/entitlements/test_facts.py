"""Bad input is asked back, never computed with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knowledge_base.entitlements import Declined, Missing, Refused, Result
from tests.knowledge_base.entitlements.conftest import Calculate

SEVERANCE = {
    "monthly_wage": 10_000_000,
    "started": "2006-03-15",
    "ended": "2026-10-31",
    "end_reason": "agreed",
}


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        ("monthly_wage", -8_000_000),
        ("monthly_wage", 5),
        ("monthly_wage", 9_000_000_000),
        ("monthly_wage", "8 triệu"),
        ("monthly_wage", "1000 USD"),
        ("monthly_wage", 8_000_000.5),
        ("monthly_wage", True),
        ("monthly_wage", float("nan")),
        ("started", "2027-01-01"),
        ("started", "hôm qua"),
        ("started", "2026-02-30"),
        ("ended", "2006-03-14"),
        ("ui_duration", {"months": 400}),
        ("ui_duration", {"months": -3}),
        ("ui_duration", {"fortnights": 3}),
        ("ui_duration", {}),
        ("end_reason", "bored"),
        ("shoe_size", 42),
    ],
)
def test_a_fact_that_cannot_be_right_is_refused(worked_out: Calculate, fact: str, value: Any) -> None:
    facts = {**SEVERANCE, "ui_duration": {"months": 12}, fact: value}
    outcome = worked_out("severance", **facts)
    assert isinstance(outcome, Refused)
    assert outcome.fact == fact
    assert outcome.message


def test_400_months_of_work_are_refused_only_beyond_a_working_life(worked_out: Calculate) -> None:
    asked = {"monthly_wage": 10_000_000, "end_reason": "agreed", "ui_duration": {"months": 0}}
    assert isinstance(worked_out("severance", worked={"months": 400}, **asked), Result)
    assert isinstance(worked_out("severance", worked={"months": 700}, **asked), Refused)


def test_a_birth_too_far_ahead_is_refused(worked_out: Calculate) -> None:
    outcome = worked_out("maternity", birth_date="2027-12-01")
    assert isinstance(outcome, Refused) and outcome.fact == "birth_date"


def test_insured_time_longer_than_the_work_is_refused(worked_out: Calculate) -> None:
    outcome = worked_out("severance", **SEVERANCE, ui_duration={"years": 25})
    assert isinstance(outcome, Refused) and outcome.fact == "ui_duration"


def test_what_is_missing_is_listed_in_order(worked_out: Calculate) -> None:
    outcome = worked_out("severance", monthly_wage=10_000_000)
    assert isinstance(outcome, Missing)
    assert outcome.facts == ("started", "ui_duration", "end_reason")


def test_a_fact_that_stands_in_for_others_spares_the_question(worked_out: Calculate) -> None:
    outcome = worked_out("overtime", hourly_wage=50_000)
    assert isinstance(outcome, Missing)
    assert "monthly_wage" not in outcome.facts


def test_a_condition_opens_a_question(worked_out: Calculate) -> None:
    outcome = worked_out("annual_leave", started="2020-01-01", leaving=True)
    assert isinstance(outcome, Missing)
    assert outcome.facts == ("ended", "monthly_wage")


def test_a_fact_that_turns_out_to_matter_is_asked(worked_out: Calculate) -> None:
    facts = {
        "birth_date": "2026-12-01",
        "si_months_last_12": 4,
        "insured_wage": 7_000_000,
        "second_child": False,
    }
    outcome = worked_out("maternity", prescribed_rest=True, **facts)
    assert isinstance(outcome, Missing) and outcome.facts == ("si_duration",)


def test_who_does_not_know_hears_where_to_look(worked_out: Calculate) -> None:
    outcome = worked_out("severance", **{**SEVERANCE, "started": "unknown", "ui_duration": {"months": 0}})
    assert isinstance(outcome, Missing)
    assert outcome.facts == ("started",) and "VssID" in outcome.look_up["started"]


def test_not_knowing_the_insured_time_gives_a_range(worked_out: Calculate) -> None:
    outcome = worked_out("severance", **SEVERANCE, ui_duration="unknown")
    assert isinstance(outcome, Result)
    assert outcome.outputs["range"] == [15_000_000, 105_000_000]
    assert any("VssID" in warning for warning in outcome.warnings)


def test_one_wage_serves_for_another_and_is_owned_up_to(worked_out: Calculate) -> None:
    facts = {"birth_date": "2026-12-01", "si_months_last_12": 8, "second_child": False}
    outcome = worked_out("maternity", monthly_wage=7_000_000, **facts)
    assert isinstance(outcome, Result)
    assert outcome.outputs["amount"] == 42_000_000
    assert "insured_wage" in [assumption.fact for assumption in outcome.assumed]


def test_only_assumptions_that_mattered_are_told(worked_out: Calculate) -> None:
    facts = {"piece_price": 5_000, "pieces": 100, "overtime_kind": "weekly_rest", "part_of_day": "day"}
    outcome = worked_out("overtime", **facts)
    assert isinstance(outcome, Result)
    assert outcome.outputs["amount"] == 1_000_000
    assert outcome.assumed == ()


def test_a_day_without_a_parameter_names_it_and_the_day(worked_out: Calculate) -> None:
    facts = {
        "birth_date": "2023-03-10",
        "si_months_last_12": 8,
        "insured_wage": 7_000_000,
        "second_child": False,
    }
    outcome = worked_out("maternity", at=date(2023, 1, 5), **facts)
    assert isinstance(outcome, Declined)
    assert outcome.reason == "no_value_on_date"
    assert "Lương cơ sở" in outcome.message and "10/3/2023" in outcome.message
    assert "base_salary" not in outcome.message
