"""What words do to a calculation: opening questions, answers, corrections, questions in between."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.calculation_opening import nearness
from actions.calculation_reading import Move, asks_something, interpret, masked, read_facts
from actions.calculation_state import RESTING, Talk, read_talk, recall, remember
from knowledge_base.entitlements import get_spec

TODAY = date(2026, 11, 23)
TOPICS = ("withheld_papers_deposit", "overtime_pay", "severance_allowance", "pregnancy_protection")


def move(text: str, talk: Talk, intent: str = "unclear", sure: float = 0.9, pending: bool = False) -> Move:
    return interpret(text, intent, sure, talk, get_spec(talk.name), TODAY, TOPICS, pending)


def asking(name: str, fact: str, **facts: Any) -> Talk:
    return Talk(name, "2026-11-23", asked=fact, facts=facts)


def rested(name: str, **facts: Any) -> Talk:
    return Talk(name, "2026-11-23", phase=RESTING, facts=facts)


@pytest.mark.parametrize(
    ("fact", "text", "said"),
    [
        ("monthly_wage", "8 triệu rưỡi", {"monthly_wage": 8_500_000}),
        ("overtime_kind", "chủ nhật", {"overtime_kind": "weekly_rest"}),
        ("overtime_hours", "10", {"overtime_hours": 10}),
        ("overtime_hours", "10 tieng ngay thuong ban ngay", {"overtime_hours": 10, "part_of_day": "day"}),
        ("monthly_wage", "em làm 10 tiếng chủ nhật, lương 7tr", {"monthly_wage": 7_000_000, "overtime_hours": 10}),
    ],
)
def test_answers_are_read(fact: str, text: str, said: dict[str, Any]) -> None:
    found = move(text, asking("overtime", fact))
    assert found.kind == "say" and said.items() <= found.facts.items()


def test_a_length_answers_where_the_first_day_was_asked() -> None:
    found = move("gần 4 năm", asking("severance", "started", monthly_wage=7_500_000))
    assert found.facts["worked"]["years"] == 4 and "ui_duration" not in found.facts


def test_an_amount_is_no_number_of_hours() -> None:
    found = move("lương 9 triệu", asking("overtime", "overtime_hours", monthly_wage=8_000_000))
    assert found.facts == {"monthly_wage": 9_000_000}


def test_what_is_known_is_not_overwritten_by_a_stray_figure() -> None:
    assert move("2 triệu", asking("overtime", "overtime_kind", monthly_wage=8_000_000)).kind == "unclear"


def test_five_is_doubted() -> None:
    found = move("5", asking("overtime", "monthly_wage"))
    assert [value for _, value in found.doubts[0].choices] == [5_000, 5_000_000]


@pytest.mark.parametrize("text", ["không biết", "em không nhớ", "chịu"])
def test_not_knowing_is_an_answer(text: str) -> None:
    assert move(text, asking("severance", "ui_duration")).facts["ui_duration"] == "unknown"


def test_none_means_nothing_where_that_can_be() -> None:
    assert move("không có", asking("si_lump_sum", "si_before_2014"), "deny").facts == {"si_before_2014": {"months": 0}}
    assert move("không có", asking("overtime", "monthly_wage"), "deny").kind == "unclear"


@pytest.mark.parametrize("text", ["thôi", "khỏi tính", "thôi không tính nữa", "dừng lại", "thoi khoi"])
def test_the_form_can_be_left_in_words(text: str) -> None:
    assert move(text, asking("overtime", "overtime_kind"), "deny").kind == "leave"


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("công ty giữ căn cước của em có đúng không?", "withheld_papers_deposit"),
        ("mà tăng ca tối đa mấy tiếng một tháng vậy?", "overtime_pay"),
        ("công ty còn giữ căn cước gốc của em nữa", "withheld_papers_deposit"),
        ("cho em gặp chuyên viên", "ask_human"),
        ("tổ trưởng đang đánh em", "danger_now"),
        ("cảm ơn", "thanks"),
    ],
)
def test_what_is_not_the_forms_business_is_left_to_others(text: str, intent: str) -> None:
    assert move(text, asking("overtime", "overtime_kind"), intent).kind == "other"


def test_another_story_is_no_answer_though_single_words_of_it_would_be() -> None:
    talk = asking("severance", "end_reason", monthly_wage=9_000_000)
    story = "em bầu 20 tuần, công ty cho nghỉ chế độ, trả 50% lương cơ bản"
    assert move(story, talk, "pregnancy_protection").kind == "other"
    assert move("công ty cho nghỉ", talk, "pregnancy_protection").kind == "say"


def test_what_protects_the_worker_is_never_a_figure() -> None:
    asked = asking("severance", "ui_duration", monthly_wage=9_000_000)
    assert move("e bau 5 thag cty doi duoi", asked, "pregnancy_protection").kind == "other"
    assert move("cong ty no luong 5 thang", asked, "unpaid_late_wages").kind == "other"
    assert (
        move("e bau 5 thag cty doi duoi", rested("severance", monthly_wage=9_000_000), "pregnancy_protection").kind
        == "other"
    )
    assert move("5 tháng", asked, "pregnancy_protection").facts == {"ui_duration": {"months": 5}}


@pytest.mark.parametrize("text", ["chưa đóng bảo hiểm thất nghiệp", "ko đóng bhtn", "chưa tháng nào"])
def test_not_having_paid_is_nothing(text: str) -> None:
    asked = asking("severance", "ui_duration", monthly_wage=9_000_000)
    assert move(text, asked, "unemployment_eligibility_claim").facts == {"ui_duration": {"months": 0}}


def test_whether_one_may_is_no_choice() -> None:
    asked = asking("severance", "end_reason", monthly_wage=9_000_000)
    assert move("nghỉ ngang dc ko", asked, "severance_allowance").kind == "other"
    assert move("nghỉ ngang", asked, "severance_allowance").kind == "say"


def test_a_yes_to_a_pending_consent_is_no_answer() -> None:
    assert move("ừ", asking("maternity", "second_child"), "affirm", pending=True).kind == "other"
    assert move("ừ", asking("maternity", "second_child"), "affirm").facts == {"second_child": True}


@pytest.mark.parametrize(
    ("text", "wage"),
    [
        ("à nhầm, 9 triệu", 9_000_000),
        ("9 triệu chứ không phải 8 triệu", 9_000_000),
        ("em ghi lộn, lương 9tr", 9_000_000),
    ],
)
def test_a_correction_mends_the_fact_it_means(text: str, wage: int) -> None:
    known = {"monthly_wage": 8_000_000, "overtime_hours": 10, "overtime_kind": "weekday"}
    for talk in (asking("overtime", "part_of_day", **known), rested("overtime", **known, part_of_day="day")):
        found = move(text, talk, "correct_fact")
        assert found.facts == {"monthly_wage": wage}


def test_after_the_result_only_what_belongs_to_it_counts() -> None:
    talk = rested("overtime", monthly_wage=8_000_000, overtime_kind="weekday", part_of_day="day", overtime_hours=10)
    assert move("12 tiếng", talk).facts == {"overtime_hours": 12}
    assert move("còn chủ nhật thì sao", talk, "follow_up").facts == {"overtime_kind": "weekly_rest"}
    assert move("tháng rồi em tăng ca 20 tiếng mà công ty không trả đồng nào", talk, "overtime_pay").kind == "other"
    assert move("cảm ơn", talk, "thanks").kind == "other"


def test_what_was_assumed_can_be_denied() -> None:
    talk = Talk("annual_leave", "2026-11-23", phase=RESTING, told={"assumed": [{"fact": "leaving"}]})
    assert move("em nghỉ việc rồi", talk, "final_settlement").facts == {"leaving": True}


def test_periods_are_no_facts() -> None:
    spec = get_spec("unemployment_benefit")
    text = "6 tháng cuối lương đóng của em là 8 triệu, tiền thất nghiệp mỗi tháng bao nhiêu?"
    assert "ui_months" not in read_facts(masked(text), spec, TODAY, TODAY).facts
    assert len(masked(text)) == len(text)


def test_a_question_is_told_from_an_answer() -> None:
    assert asks_something("mấy ngày thì được nghỉ vậy?")
    assert not asks_something("không") and not asks_something("10 ngày")


def test_a_calculation_is_known_by_its_name() -> None:
    text = "tính giúp em tiền nghỉ chăm con ốm"
    assert nearness(text, get_spec("child_sickness")) > nearness(text, get_spec("sick_pay"))
    assert nearness("tính giúp em tiền nghỉ ốm", get_spec("sick_pay")) > nearness("nghỉ ốm", get_spec("child_sickness"))


def test_facts_serve_the_next_calculation_for_a_while() -> None:
    talk = Talk("severance", "2026-11-23").told_facts({"monthly_wage": 8_000_000, "ui_duration": "unknown"})
    memory = remember(None, talk, TODAY)
    assert memory == {"monthly_wage": {"value": 8_000_000, "day": "2026-11-23"}}
    assert recall(memory, get_spec("overtime"), date(2026, 12, 1)) == {"monthly_wage": 8_000_000}
    assert recall(memory, get_spec("overtime"), date(2027, 6, 1)) == {}
    assert recall(memory, get_spec("minors_hours"), TODAY) == {}


def test_a_calculation_survives_its_slot() -> None:
    talk = Talk("severance", "2026-11-23", facts={"monthly_wage": 1}, reused=("monthly_wage",), message_ids=(4, 5))
    assert read_talk(talk.as_slot()) == talk and read_talk(None) is None


@pytest.mark.parametrize("text", ["lương 26k 1 giờ làm chủ nhật 8 tiếng được nhiêu", "lương 26k một giờ được nhiêu"])
def test_the_hour_of_a_rate_is_not_blanked_out(text: str) -> None:
    spec = get_spec("overtime")
    assert read_facts(masked(text), spec, TODAY, TODAY).facts["hourly_wage"] == 26_000
