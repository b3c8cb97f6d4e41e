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
