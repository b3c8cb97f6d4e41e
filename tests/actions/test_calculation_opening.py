"""Which questions open a calculation, what is said first, and the button under an answer."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from actions.answering import answer_message
from actions.calculation_offer import calculation_button
from actions.conversation_limits import find_kept
from knowledge_base.decision import Brain, Decision, Question
from knowledge_base.entitlements import get_spec, list_calculations
from tests.actions.conftest import SENT_AT, at, message

NOW = datetime.fromisoformat(SENT_AT)
FULL = "lương em 8 triệu, tăng ca ngày thường 10 tiếng ban ngày được bao nhiêu tiền"


def test_a_question_that_says_everything_gets_the_result_at_once(brain: Brain) -> None:
    reply, _ = answer_message(message(FULL, "overtime_pay"), brain, NOW)
    text = reply.messages[0]["text"]
    assert text.startswith("Công ty phải trả ít nhất 576.923đ") and "Số này là ước tính" in text
    assert reply.record["decision"] == "answer" and reply.record["calculation"] == "overtime"
    assert reply.record["citations"][0]["article"] in ("98", "55")


def test_a_question_that_lacks_something_gets_the_rule_and_one_question(brain: Brain) -> None:
    reply, _ = answer_message(message("lương 8 triệu tăng ca 10 tiếng được nhiêu", "overtime_pay"), brain, NOW)
    text = reply.messages[0]["text"]
    assert "150%" in text and "Căn cứ: Điều 98" in text and text.endswith("Anh/chị làm thêm vào ngày nào?")
    assert reply.record["decision"] == "answer" and reply.record["citations"]
    assert reply.messages[-1]["quick_replies"][-1]["title"] == "Thôi"


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("tăng ca chủ nhật được bao nhiêu phần trăm", "overtime_pay"),
        ("công ty nợ lương 8 triệu bị phạt bao nhiêu", "unpaid_late_wages"),
        ("lương tối thiểu vùng 1 bao nhiêu", "minimum_wage"),
        ("trợ cấp thất nghiệp được bao nhiêu tiền một tháng, mấy tháng?", "unemployment_amount"),
        ("lương 8 triệu mà công ty bắt tăng ca suốt", "overtime_consent_limits"),
    ],
)
def test_an_answer_that_fits_better_stays(brain: Brain, text: str, topic: str) -> None:
    reply, _ = answer_message(message(text, topic), brain, NOW)
    assert "calculation" not in reply.record


@pytest.mark.parametrize(
    ("text", "topic", "unlike"),
    [
        (
            "chồng tôi bị đá đè nát bàn tay, nghỉ mấy tháng chưa trả lương, nhờ tính giúp, lương chồng tôi 11 triệu",
            "work_accident",
            "paternity",
        ),
        ("sếp nợ lương tháng 8 9 10, có tin nhắn thừa nhận, nhiêu đó đủ để khiếu nại chưa", "unpaid_late_wages", None),
    ],
)
def test_a_calculation_of_another_matter_is_not_opened(brain: Brain, text: str, topic: str, unlike: str | None) -> None:
    reply, _ = answer_message(message(text, topic), brain, NOW)
    opened = reply.record.get("calculation")
    assert opened != unlike if unlike else opened is None


@pytest.mark.parametrize(
    ("text", "kept"),
    [("làm vậy có đi tù không", "guilt"), ("bốc thăm trúng trực tết thì phải đi, từ chối được không", None)],
)
def test_refusing_to_go_is_no_prison(text: str, kept: str | None) -> None:
    assert find_kept(Question(text, NOW.date())) == kept


def test_the_confidence_is_never_less_than_that_of_the_answer(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = answer_message(message(FULL, "overtime_pay"), brain, NOW)
    monkeypatch.setattr("actions.answering.open_calculation", lambda *_, **__: None)
    answered, _ = answer_message(message(FULL, "overtime_pay"), brain, NOW)
    assert opened.record["confidence"] >= answered.record["confidence"]


def test_an_answer_offers_the_calculation_that_fits_best(brain: Brain) -> None:
    entry = brain.kb.faq["sick_leave.child"]
    answer = brain.kb.render(entry, date(2026, 11, 23))
    buttons = calculation_button(Decision("answer", 0.9, date(2026, 11, 23), topic="sick_leave", answer=answer))
    assert [json.loads(button["payload"].removeprefix("/calculate"))["name"] for button in buttons] == [
        "child_sickness"
    ]
    assert all(len(get_spec(name).button) <= 20 for name in list_calculations())


def test_the_law_of_another_day_is_used(brain: Brain) -> None:
    text = "tháng 8/2024 lương em 4 triệu ở vùng 1 có thấp hơn tối thiểu không, tính giúp em"
    reply, _ = answer_message(message(text, "minimum_wage"), brain, at("2026-11-23"))
    assert reply.record["on"].startswith("2024-08") and "4.960.000đ" in reply.messages[0]["text"]


def test_a_sure_answer_of_another_topic_gives_way_only_to_a_result(brain: Brain) -> None:
    text = "em mang bầu bị công ty bắt nghỉ, lương 7 triệu, em được bao nhiêu"
    asked, _ = answer_message(message(text, "pregnancy_protection"), brain, NOW)
    assert "calculation" not in asked.record


WHOLE = {
    "em lam gio 22 nghin 1 tieng o vung 2 co du luong toi thieu khong": ("minimum_wage", "minimum_wage_check", "700đ"),
    "con em 3 tuổi ốm, em nghỉ 2 ngày, lương đóng bh 6 triệu, được bao nhiêu": (
        "sick_leave", "child_sickness", "375.000đ"),
    "luong dong bh 7tr5 moi thang tru bao nhieu": ("si_contribution", "contribution_split", "787.500đ"),
    "em bhtn 30 thang luong binh quan 8tr nghi 1/10/2026 duoc bao nhieu": (
        "unemployment_amount", "unemployment_benefit", "4.800.000đ"),
    "Lương 8 triệu rưỡi, làm chủ nhật 10 tiếng ban ngày được bao nhiêu tiền ạ?": (
        "overtime_pay", "overtime", "817.308đ"),
    "em lam tu 1/2025 den 31/10/2026 luong 6tr5 ko dong bhtn het hop dong tinh giup e tro cap thoi viec": (
        "unemployment_amount", "severance", "6.500.000đ"),
    "nghỉ thai sản từ 1/3/2026 công ty kêu đi làm lại 15/6/2026 tính giúp em": (
        "maternity_leave_length", "early_return", "1/7/2026"),
}  # fmt: skip


@pytest.mark.parametrize("text", WHOLE)
def test_everything_in_one_message_needs_no_question(brain: Brain, text: str) -> None:
    topic, name, amount = WHOLE[text]
    reply, _ = answer_message(message(text, topic), brain, NOW)
    assert reply.record["calculation"] == name and amount in reply.messages[0]["text"]


def test_a_day_that_is_a_fact_is_not_the_day_of_the_law(brain: Brain) -> None:
    text = "cty nợ lương 8tr, đáng lẽ trả ngày 10/10/2026, tới nay chưa trả, tính giúp em tiền lãi"
    reply, _ = answer_message(message(text, "unpaid_late_wages"), brain, NOW)
    assert "44 ngày" in reply.messages[0]["text"] and reply.record["on"] == "2026-11-23"


def test_a_day_before_the_law_that_is_told_is_declined_at_once(brain: Brain) -> None:
    reply, _ = answer_message(message("tính giúp em lương hưu năm 2023", "pension"), brain, NOW)
    assert "1/7/2025" in reply.messages[0]["text"] and reply.record["cause"] == "not_in_force"


def test_what_is_declined_is_told_where_it_was_wanted(brain: Brain) -> None:
    text = "em nghỉ ngang hợp đồng 2 năm lương 8tr không báo trước ngày nào, đền bao nhiêu, tính giúp em"
    reply, _ = answer_message(message(text, "resign_without_notice"), brain, NOW)
    assert "4.000.000đ" in reply.messages[0]["text"] and reply.record["decision"] == "escalate"
