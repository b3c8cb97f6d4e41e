"""Which questions open a calculation, what is said first, and the button under an answer."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from actions.answering import answer_message
from actions.calculation_offer import calculation_button
from knowledge_base.decision import Brain, Decision
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


def test_the_confidence_is_never_less_than_that_of_the_answer(brain: Brain, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, _ = answer_message(message(FULL, "overtime_pay"), brain, NOW)
    monkeypatch.setattr("actions.answering.open_calculation", lambda *_: None)
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
