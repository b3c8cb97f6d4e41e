"""The message: amount first, working in few lines, law, reserve, next steps."""

from __future__ import annotations

from datetime import date

from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import Declined, Result, list_names
from knowledge_base.entitlements.present import present, present_rule
from tests.knowledge_base.entitlements.conftest import Calculate

OVERTIME = {"monthly_wage": 8_000_000, "overtime_kind": "weekday", "part_of_day": "day", "overtime_hours": 10}


def test_the_amount_comes_first_then_working_reserve_steps_basis(worked_out: Calculate, shipped: KnowledgeBase) -> None:
    done = worked_out("overtime", **OVERTIME)
    assert isinstance(done, Result)
    parts = present(done, shipped).split("\n\n")
    assert parts[0] == "Công ty phải trả ít nhất 576.923đ cho 10 giờ này."
    assert parts[1].startswith("Cách tính:\n- Tiền một giờ: 8.000.000đ / 26 ngày / 8 giờ = 38.462đ")
    assert "Số này là ước tính." in parts[2] and "23/11/2026" in parts[2] and "26 ngày công" in parts[2]
    assert parts[3].startswith("Việc nên làm:\n1. ")
    assert parts[4] == "Căn cứ: Điều 98 (khoản 1) Bộ luật Lao động 2019; Điều 55 (khoản 1) NĐ 145/2020."


def test_a_breach_stands_right_under_the_amount(worked_out: Calculate, shipped: KnowledgeBase) -> None:
    done = worked_out("overtime", paid_amount=400_000, **OVERTIME)
    assert isinstance(done, Result)
    first = present(done, shipped).split("\n\n")[0]
    assert "thiếu 176.923đ" in first and "Gặp chuyên viên" in first


def test_at_most_six_steps_and_2000_characters(worked_out: Calculate, shipped: KnowledgeBase) -> None:
    done = worked_out(
        "severance",
        monthly_wage=10_000_000,
        started="2006-03-15",
        ended="2026-10-31",
        ui_from="2009-01",
        already_paid={"months": 6},
        end_reason="agreed",
    )
    assert isinstance(done, Result)
    text = present(done, shipped)
    assert text.count("\n- ") <= 6
    assert len(text) <= 2000


def test_days_of_notice_are_no_estimate(worked_out: Calculate, shipped: KnowledgeBase) -> None:
    done = worked_out("notice_period", contract_kind="indefinite")
    assert isinstance(done, Result)
    text = present(done, shipped)
    assert text.startswith("Phải báo trước 45 ngày.")
    assert "ước tính" not in text and "7/1/2027" in text


def test_what_is_declined_says_why_and_shows_what_is_sure(worked_out: Calculate, shipped: KnowledgeBase) -> None:
    done = worked_out(
        "maternity", birth_date="2026-06-30", si_months_last_12=8, insured_wage=7_000_000, second_child=True
    )
    assert isinstance(done, Declined)
    text = present(done, shipped)
    assert "chuyên viên" in text.split("\n\n")[0]
    assert "4.680.000đ" in text


def test_every_rule_is_told_with_its_figures_and_basis(shipped: KnowledgeBase, on: date) -> None:
    for name in list_names():
        told = present_rule(name, shipped, on)
        assert "{" not in told, name
        assert "Căn cứ: " in told, name
