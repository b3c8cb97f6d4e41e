"""Short words after an answer: another part of the matter, rather than the same answer again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.conversation import answer_turn, hear
from actions.conversation_beside import asks_for_ticket, is_settled_in_part
from actions.conversation_further import find_further, told_before
from actions.questions import AnswerQuestion
from actions.turn import Turn
from knowledge_base.decision import Brain, Question
from tests.actions.conftest import turn

ON = date(2026, 11, 24)


def asked(text: str, topic: str, sure: float = 0.9) -> Question:
    return Question(text, ON, ((topic, sure),), topic)


@pytest.mark.parametrize(
    ("before", "said", "told", "topic", "found"),
    [
        ("vợ sinh chồng được nghỉ mấy ngày", "công ty không cho nghỉ thì sao", "days", "paternity", "refused"),
        ("phép năm mấy ngày", "không dùng hết thì mất à", "days", "annual_leave", "unused"),
        ("phép năm mấy ngày", "thật không", "days", "annual_leave", None),
    ],
)
def test_new_words_name_another_answer(
    brain: Brain, before: str, said: str, told: str, topic: str, found: str | None
) -> None:
    own, both = Question(said, ON, (), topic), asked(f"{before}, {said}", topic)
    entry = find_further(own, both, [f"{topic}.{told}"], brain)
    assert (entry and entry.id) == (found and f"{topic}.{found}")


def test_what_was_told_lately_is_not_told_as_something_new(brain: Brain) -> None:
    own, both = (
        Question("không cho nghỉ thì sao", ON),
        asked("vợ sinh nghỉ mấy ngày, không cho nghỉ thì sao", "paternity"),
    )
    assert find_further(own, both, ["paternity.days", "paternity.refused"], brain) is None


def leaning(text: str, both: str, topic: str, last: dict[str, Any], kind: str = "follow") -> Turn:
    said = turn(text, "unclear", slots={"last_answer": last})
    ranking = [{"name": topic, "confidence": 0.95}]
    follow = {"kind": kind, "variation": False, "text": both, "intent_ranking": ranking, "entities": []}
    return replace(said, parsed={**said.parsed, "follow": follow})


def test_another_part_says_first_what_was_understood(brain: Brain) -> None:
    last = {"decision": "answer", "entry": "paternity.days", "topic": "paternity", "question": "vợ sinh nghỉ mấy ngày"}
    both = "vợ sinh chồng được nghỉ mấy ngày, công ty không cho nghỉ thì sao"
    reply, _ = answer_turn(leaning("công ty không cho nghỉ thì sao", both, "paternity", last), brain)
    assert reply.record["entry"] == "paternity.refused" and reply.record["question"] == both
    assert reply.messages[0]["text"].startswith("Trợ lý hiểu là anh/chị hỏi: ")


def test_the_last_answers_are_remembered(brain: Brain) -> None:
    last = {"decision": "answer", "entry": "a", "recent": ["b", "a", "c"], "topic": "paternity"}
    assert told_before(turn("x", slots={"last_answer": last})) == ["a", "b", "c"]
    _, slots = AnswerQuestion().reply_to(turn("nghỉ phép năm mấy ngày", "annual_leave", slots={"last_answer": last}))
    assert slots["last_answer"]["recent"] == ["a", "b", "c"]


def test_a_fact_is_asked_about_within_what_is_talked_about(brain: Brain) -> None:
    last = {
        "decision": "answer", "entry": "maternity_leave_length.twins", "topic": "maternity_leave_length",
        "question": "sinh đôi nghỉ mấy tháng",
    }  # fmt: skip
    said = turn("đóng bh được 7 tháng", "unclear", slots={"last_answer": last})
    said = replace(said, parsed={**said.parsed, "incomplete": {"kind": "fact", "fact": "insurance"}})
    noted = hear(said, brain)
    assert noted is not None and noted.record["act"] == "fact"
    assert not any(option.startswith(("pension.", "si_lump_sum.")) for option in noted.record["options"])
    _, slots = AnswerQuestion().reply_to(said)
    assert slots["last_answer"]["question"] == "sinh đôi nghỉ mấy tháng, đóng bh được 7 tháng"
    assert slots["last_answer"]["topic"] == "maternity_leave_length"


@pytest.mark.parametrize(
    ("text", "part"),
    [("họ trả 70% lương", True), ("mới trả một nửa", True), ("còn thiếu 2 triệu", True), ("trả rồi", False)],
)
def test_paid_in_part_is_not_settled(text: str, part: bool) -> None:
    assert is_settled_in_part(turn(text, "settled_report")) is part
    assert not is_settled_in_part(turn(text, "thanks"))


@pytest.mark.parametrize(
    ("text", "asks"),
    [("hứa 20/11 trả mà chưa", False), ("phiếu của em tới đâu rồi", True), ("sao chưa ai trả lời em", True)],
)
def test_asking_for_a_ticket_names_it_or_who_answers(text: str, asks: bool) -> None:
    assert asks_for_ticket(turn(text, "ticket_status")) is asks
