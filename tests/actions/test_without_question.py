"""Messages that ask nothing of the law: no ticket is offered for them, and danger before them is not forgotten."""

from __future__ import annotations

from typing import Any

import pytest

from actions.conversation import hear, takes_back
from actions.conversation_beside import tells_of_others
from actions.dialogue import DialogueAct, TicketStatus
from actions.questions import AskSource
from knowledge_base.decision import Brain
from tests.actions.conftest import turn

ANSWERED = {"decision": "answer", "entry": "resign_notice.days", "topic": "resign_notice", "on": "2026-11-23"}


@pytest.mark.parametrize(
    ("words", "act"),
    [
        ("😭😭😭", "sticker"),
        ("...", "sticker"),
        ("0987 654 321", "number"),
        ("sdt em 0987654321 nè", "number"),
        ("how many days notice do i have to give", "english"),
        ("ad dễ thương quá à", "banter"),
        ("yêu ad", "banter"),
        ("kk", "banter"),
    ],
)
def test_what_asks_nothing_gets_a_short_word(brain: Brain, words: str, act: str) -> None:
    reply = hear(turn(words), brain)
    assert reply is not None and reply.record["act"] == act


@pytest.mark.parametrize(
    "words",
    [
        "công ty nợ lương 2 tháng",
        "số sổ 0791234567 của chị Lan đóng mấy năm",
        "luong em 5000000",
        "đẹp trai thì được tăng lương không",
    ],
)
def test_what_asks_something_is_decided_on(brain: Brain, words: str) -> None:
    assert hear(turn(words), brain) is None


def test_signs_after_danger_are_not_smiled_away(brain: Brain) -> None:
    assert hear(turn("😭😭", slots={"last_answer": {"cause": "danger", "decision": "escalate"}}), brain) is None


@pytest.mark.parametrize(
    ("words", "facts", "expected"),
    [
        ("ko phải, hđ 3 năm cơ", {}, True),
        ("à nhầm 5 năm", {}, True),
        ("em làm hợp đồng không thời hạn", {"contract_kind": {"value": "fixed_12_36", "day": "2026-11-23"}}, True),
        ("e quên nói, e lm 8 năm r", {}, False),
        ("e mới nghỉ thứ 6 r, đòi lại sao", {}, False),
    ],
)
def test_only_what_takes_back_is_a_correction(words: str, facts: dict[str, Any], expected: bool) -> None:
    assert takes_back(turn(words, "correct_fact", slots={"facts": facts})) is expected


@pytest.mark.parametrize("words", ["e rút phiếu dc ko", "thôi khỏi cần nữa, hủy giùm e", "hủy phiếu giúp em"])
def test_a_ticket_taken_back_is_told_to_people(brain: Brain, words: str) -> None:
    reply = hear(turn(words, ticket={"code": "TV-7K2M"}), brain)
    assert reply is not None and reply.record["act"] == "withdrawn" and "TV-7K2M" in reply.messages[0]["text"]


def test_one_of_several_answers_is_told_in_full(brain: Brain) -> None:
    last = {"decision": "answer", "told": ["annual_leave.days", "resign_notice.days"]}
    reply, _ = DialogueAct().reply_to(turn("câu 2 nói rõ hơn đi", "skip", slots={"last_answer": last}))
    assert reply.record["entry"] == "resign_notice.days"


def test_what_others_say_is_no_small_talk() -> None:
    assert tells_of_others(turn("cty kêu bỏ qua", "skip"))
    assert not tells_of_others(turn("bỏ qua đi ad", "skip"))


def test_an_unsure_answer_names_no_law_afterwards(brain: Brain) -> None:
    last = {"decision": "escalate", "candidates": [{"document": "45/2019/QH14", "article": "122"}]}
    reply, _ = AskSource().reply_to(turn("đúng luật ko", "ask_source", slots={"last_answer": last}))
    assert "Điều 122" not in reply.messages[0]["text"]


def test_somebody_elses_wage_is_kept_from_the_ticket_words(brain: Brain) -> None:
    reply, _ = TicketStatus().reply_to(turn("check lương bạn Nam tổ 2 giúp e", "ticket_status"))
    assert "không tra" in reply.messages[0]["text"]
