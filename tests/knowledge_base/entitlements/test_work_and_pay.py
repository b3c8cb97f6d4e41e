"""What the scenarios of holidays, minimum wages and net pay cannot show: years not kept, places, what is not known."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base.entitlements import Declined, Missing, Refused, Result
from tests.knowledge_base.entitlements.conftest import Calculate

WAGE = {"monthly_wage": 7_800_000}


@pytest.mark.parametrize(
    ("day", "applies"),
    [("2024-05-01", True), ("2024-11-24", False), ("2028-11-24", True), ("2024-06-03", False)],
)
def test_a_year_that_is_not_kept_has_its_fixed_holidays(worked_out: Calculate, day: str, applies: bool) -> None:
    outcome = worked_out("holiday_pay", at=date(2027, 6, 1), **WAGE, holiday_date=day, worked_hours=8)
    assert isinstance(outcome, Result) and outcome.outputs["applies"] is applies


@pytest.mark.parametrize("day", ["2024-02-10", "2024-04-18", "2024-09-03", "2027-02-10"])
def test_a_day_that_is_decided_yearly_goes_to_a_person(worked_out: Calculate, day: str) -> None:
    outcome = worked_out("holiday_pay", **WAGE, holiday_date=day, worked_hours=8)
    assert isinstance(outcome, Declined) and outcome.reason == "holiday_not_decided"


def test_the_monday_after_a_sunday_holiday_is_told_as_a_day_in_lieu(worked_out: Calculate) -> None:
    outcome = worked_out("holiday_pay", **WAGE, holiday_date="2026-04-27", worked_hours=8)
    assert isinstance(outcome, Result) and [line.id for line in outcome.lines] == ["lieu"]


def test_days_in_lieu_of_tet_also_keep_a_deadline_open(worked_out: Calculate) -> None:
    said = {"ended": "2027-02-10", "working_week": "five_days"}
    outcome = worked_out("settlement_deadline", at=date(2027, 2, 20), **said)
    assert isinstance(outcome, Declined) and outcome.reason == "tet_not_decided"


def test_a_place_stands_for_its_region(worked_out: Calculate) -> None:
    outcome = worked_out("minimum_wage_check", hourly_wage=20_000, place="phường Biên Hòa")
    assert isinstance(outcome, Result) and outcome.outputs["amount"] == 25_500


def test_a_place_with_several_regions_is_asked_back(worked_out: Calculate) -> None:
    outcome = worked_out("minimum_wage_check", monthly_wage=5_000_000, place="Bình Dương")
    assert isinstance(outcome, Missing) and outcome.facts == ("region",)


def test_the_wage_said_tells_how_it_is_paid(worked_out: Calculate) -> None:
    outcome = worked_out("minimum_wage_check", daily_wage=200_000, region="region_1")
    assert isinstance(outcome, Result) and outcome.outputs["converted"] == 26 * 200_000


def test_tax_of_an_earlier_year_is_left_open_but_insurance_is_told(worked_out: Calculate) -> None:
    said = {"monthly_wage": 30_000_000, "dependents": 0, "union_member": True}
    outcome = worked_out("net_pay", at=date(2025, 9, 1), **said)
    assert isinstance(outcome, Declined) and outcome.reason == "tax_not_certain"
    assert outcome.outputs["insurance"] == 3_150_000 and "tax" not in outcome.outputs


def test_insurance_that_eats_the_whole_pay_is_asked_back(worked_out: Calculate) -> None:
    said = {"monthly_wage": 5_000_000, "dependents": 0, "union_member": False}
    outcome = worked_out("net_pay", **said, insured_wage=120_000_000, region="region_1")
    assert isinstance(outcome, Refused) and outcome.fact == "insured_wage"
