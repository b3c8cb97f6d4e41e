"""Facts out of what workers type."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from knowledge_base.entitlements import get_spec
from knowledge_base.entitlements.readers import read_text

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("name", "text", "asked", "facts"),
    [
        (
            "overtime",
            "lương 8 triệu rưỡi, tăng ca 10 tiếng ngày thường ban ngày",
            None,
            {
                "monthly_wage": 8_500_000,
                "overtime_hours": 10,
                "overtime_kind": "weekday",
                "part_of_day": "day",
            },
        ),
        (
            "overtime",
            "luong 8tr5 tang ca chu nhat 8 tieng",
            None,
            {"monthly_wage": 8_500_000, "overtime_hours": 8, "overtime_kind": "weekly_rest"},
        ),
        ("overtime", "à nhầm, 9 triệu", None, {"monthly_wage": 9_000_000}),
        ("overtime", "10", "overtime_hours", {"overtime_hours": 10}),
        (
            "severance",
            "em làm từ tháng 3 năm ngoái đến 15/10/2026, lương 9 triệu, đóng thất nghiệp 14 tháng",
            None,
            {
                "monthly_wage": 9_000_000,
                "started": "2025-03-01",
                "ended": "2026-10-15",
                "ui_duration": {"months": 14},
            },
        ),
        ("severance", "làm gần 4 năm rồi", None, {"worked": {"years": 4, "approx": "under"}}),
        ("severance", "không biết", "ui_duration", {"ui_duration": "unknown"}),
        ("severance", "2 năm 3 tháng", "ui_duration", {"ui_duration": {"years": 2, "months": 3}}),
        ("maternity", "không", "second_child", {"second_child": False}),
        ("maternity", "dạ đúng rồi", "second_child", {"second_child": True}),
        ("maternity", "không biết nữa", "second_child", {"second_child": "unknown"}),
        ("maternity", "8", "si_months_last_12", {"si_months_last_12": 8}),
        ("minimum_wage_check", "vùng Biên Hòa", "region", {"region": "region_1"}),
        ("minimum_wage_check", "vùng 2", "region", {"region": "region_2"}),
        ("notice_period", "không xác định thời hạn", "contract_kind", {"contract_kind": "indefinite"}),
        (
            "notice_period",
            "em ký hđ 1 năm giờ muốn nghỉ vì bị nợ lương",
            None,
            {"contract_kind": "fixed_12_36", "contract_months": 12, "leave_reason": "unpaid_wages"},
        ),
        (
            "annual_leave",
            "vào làm 10/4/2026, nghỉ rồi 3 ngày phép",
            None,
            {"started": "2026-04-10", "used_days": 3},
        ),
        ("annual_leave", "chưa nghỉ việc", None, {"leaving": False}),
        ("pension", "tháng 4/1966", "born", {"born": "1966-04"}),
        ("pension", "sinh năm 1966", "born", {}),
        ("work_accident", "giám định 25%", "disability_percent", {"disability_percent": 25}),
    ],
)
def test_facts_are_read(name: str, text: str, asked: str | None, facts: dict[str, Any]) -> None:
    reading = read_text(text, get_spec(name), ON, asked)
    assert {key: reading.facts[key] for key in reading.facts if key != "place"} == facts
    assert reading.doubts == ()


def test_five_alone_as_money_is_asked_back_with_buttons() -> None:
    reading = read_text("5", get_spec("overtime"), ON, "monthly_wage")
    assert reading.facts == {}
    assert reading.doubts[0].fact == "monthly_wage"
    assert reading.doubts[0].choices == (("5.000đ", 5_000), ("5.000.000đ", 5_000_000))


def test_foreign_money_is_asked_back() -> None:
    reading = read_text("lương 1000 đô", get_spec("overtime"), ON, "monthly_wage")
    assert reading.facts == {} and len(reading.doubts) == 1


def test_several_places_of_a_name_are_asked_back() -> None:
    reading = read_text("thuan an", get_spec("minimum_wage_check"), ON, "region")
    assert "region" not in reading.facts
    assert len(reading.doubts[0].choices) == 3


def test_gan_is_told_as_a_round_figure() -> None:
    reading = read_text("gần 4 năm", get_spec("severance"), ON, "ui_duration")
    assert "ui_duration" in reading.approx


def test_words_without_facts_give_none() -> None:
    reading = read_text("cho em hỏi chút với ạ", get_spec("severance"), ON)
    assert reading.facts == {} and reading.doubts == ()


@pytest.mark.parametrize(
    ("name", "text", "facts"),
    [
        ("minimum_wage_check", "luong cb 5tr2, phu cap 1tr, vung 2", {"monthly_wage": 5_200_000}),
        ("minimum_wage_check", "lương 25k một giờ", {"hourly_wage": 25_000, "monthly_wage": None}),
        ("holiday_pay", "làm 2/9/2026, lương ngày 350k", {"daily_wage": 350_000, "monthly_wage": None}),
        ("overtime", "lương 8 triệu, à nhầm, 9 triệu", {"monthly_wage": 9_000_000}),
        ("overtime", "lương -8 triệu", {"monthly_wage": -8_000_000}),
        ("overtime", "tăng ca âm 3 tiếng", {"overtime_hours": None}),
        ("overtime", "luong 8tr do cong ty tra, trong do tien an ca 700k", {"excluded_allowances": 700_000}),
        ("overtime", "tăng ca 50 tiếng một tháng", {"overtime_hours_month": 50}),
        ("overtime", "tăng ca 10h", {"overtime_hours": 10}),
        ("overtime", "công ty bắt tăng ca", {"agreed": False}),
        ("overtime", "tang ca dem 30/4", {"overtime_kind": "holiday"}),
        ("probation_pay", "thử việc lương 6tr, lương chính thức 7tr", {"offered_wage": 6_000_000}),
        ("probation_pay", "thử việc lương 6tr, lương chính thức 7tr", {"monthly_wage": 7_000_000}),
        ("minors_hours", "em 16 tuổi làm ngày 9 tiếng", {"minor_age": 16, "hours_per_day": 9}),
        ("minors_hours", "em 17t làm 1 ngày 10 tiếng", {"minor_age": 17, "hours_per_day": 10}),
        ("minors_hours", "giờ làm của người dưới 18 tuổi", {"minor_age": None}),
        ("annual_leave", "con phep chua nghi khi nghi viec", {"leaving": True}),
        ("annual_leave", "không phải nghỉ việc", {"leaving": False}),
        ("annual_leave", "năm nay nghỉ không lương", {"ended": None}),
        ("maternity", "con đầu lòng, sinh đôi", {"second_child": False, "children": 2}),
        ("maternity", "đóng 12 tháng, con đầu", {"second_child": False, "si_months_last_12": 12}),
        ("unlawful_dismissal", "bị đuổi việc 2 tháng nay, muốn quay lại làm", {"months_out": 2, "outcome": "return"}),
        ("work_accident", "do lỗi của em", {"accident_kind": "own_fault"}),
        ("discipline_limits", "em bị kỷ luật vì trộm đồ", {"violation_kind": "property"}),
        ("maternity", "chữa vô sinh", {"infertility_treatment": True}),
        ("net_pay", "1 nguoi phu thuoc", {"dependents": 1}),
        ("pension", "em sinh 4/1970, nữ, đóng 20 năm", {"sex": "female", "born": "1970-04"}),
        ("unemployment_benefit", "em dong bhtn 30 thang", {"ui_months": 30}),
        ("unlawful_quit", "em nghỉ không báo trước ngày nào", {"given_notice_days": 0}),
        ("unlawful_quit", "công ty bắt đền 50 triệu", {"monthly_wage": None, "training_cost": None}),
        ("work_accident", "mất 35% sức lao động", {"disability_percent": 35, "death": None}),
        ("work_accident", "công ty không đóng bảo hiểm", {"fund_insured": False}),
        ("paternity", "vợ không đóng bảo hiểm", {"wife_entitled": False}),
        ("si_lump_sum", "trước 2014 đóng 8 năm và sau 2014 đóng 11 năm", {"si_before_2014": {"years": 8}}),
        ("si_lump_sum", "trước 2014 đóng 8 năm và sau 2014 đóng 11 năm", {"si_from_2014": {"years": 11}}),
        ("prenatal_visits", "khám 2 lần, mỗi lần 1 ngày", {"visits": 2, "days_a_visit": 1, "visit_days": None}),
        ("stoppage_pay", "trả 50% lương cơ bản 5tr5, lương 8tr", {"paid_base": 5_500_000, "paid_percent": 50}),
        ("minimum_wage_check", "từ vùng 1 xuống vùng 2", {"region": None}),
        ("transfer_pay", "không ký giấy đồng ý", {"consented": False}),
        ("dispute_limits", "bị sa thải ngày 1/10/2025", {"discovered": "2025-10-01"}),
        ("late_wage_interest", "đáng lẽ trả ngày 10/10/2026", {"due_date": "2026-10-10", "paid_date": None}),
        ("sick_pay", "nghỉ từ thứ 2 tới thứ 6", {"sick_days": None}),
        ("sick_pay", "nghỉ ốm 48 ngày rồi giờ nghỉ thêm 5 ngày", {"sick_days": 5, "used_days": 48}),
    ],
)
def test_a_figure_goes_to_the_fact_that_it_is_about(name: str, text: str, facts: dict[str, Any]) -> None:
    """None: the fact is not read at all, so that it is asked or assumed."""
    read = read_text(text, get_spec(name), ON).facts
    assert {fact: read.get(fact) for fact in facts} == facts


def test_dates_of_one_sentence_go_to_the_words_before_them() -> None:
    text = "làm từ 1/1/2008 tới 31/12/2025, đóng thất nghiệp từ 2009"
    assert read_text(text, get_spec("severance"), ON).facts == {"started": "2008-01-01", "ended": "2025-12-31"}


def test_a_word_that_says_little_does_not_take_the_answer_to_a_question() -> None:
    spec = get_spec("job_loss_allowance")
    assert read_text("từ 3/2010", spec, ON, "ui_from").facts == {"ui_from": "2010-03"}


def test_both_ends_of_a_range_are_offered() -> None:
    reading = read_text("lương 5-6 triệu", get_spec("overtime"), ON)
    assert reading.facts == {}
    assert [value for _, value in reading.doubts[0].choices] == [5_000_000, 6_000_000]


@pytest.mark.parametrize("text", ["500 usd", "$500", "lương 1 nghìn đô"])
def test_other_currencies_are_asked_back(text: str) -> None:
    assert read_text(text, get_spec("overtime"), ON, "monthly_wage").doubts


@pytest.mark.parametrize(("text", "day"), [("làm từ tháng 3/2025", "1/3/2025"), ("làm từ 5/3", "5/3/2026")])
def test_a_day_that_was_not_said_in_full_is_owned_up_to(text: str, day: str) -> None:
    assert day in read_text(text, get_spec("severance"), ON).approx["started"]


def test_a_figure_beside_no_word_of_its_fact_is_not_named() -> None:
    reading = read_text("8 triệu, tăng ca 10 tiếng", get_spec("overtime"), ON)
    assert reading.facts["monthly_wage"] == 8_000_000 and reading.named == {"overtime_hours"}


def test_what_is_denied_names_no_figure() -> None:
    reading = read_text("còn 18 tháng chưa đóng thất nghiệp", get_spec("job_loss_allowance"), ON)
    assert "ui_duration" not in reading.named


@pytest.mark.parametrize(
    ("name", "text", "facts"),
    [
        ("notice_period", "làm được 3 năm giờ muốn thôi thì báo mấy ngày", {}),
        ("notice_period", "em đang làm ở bình dương 3 năm", {}),
        ("notice_period", "hđ xác định thời hạn 2 năm", {"contract_kind": "fixed_12_36", "contract_months": 24}),
        ("severance", "em làm hợp đồng 1 năm", {}),
        ("severance", "em ky hd 36 thang, lam duoc 2 nam", {"worked": {"years": 2}}),
    ],
)
def test_years_worked_are_no_kind_of_contract_nor_the_other_way_round(
    name: str, text: str, facts: dict[str, Any]
) -> None:
    assert read_text(text, get_spec(name), ON).facts == facts
