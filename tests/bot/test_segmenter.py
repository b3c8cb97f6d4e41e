from __future__ import annotations

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.segmenter import SEGMENTS, Segmenter, keep_sure, split


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "cty no luong 2 thang thi sao? voi lai e co bau co bi duoi ko",
            ["cty no luong 2 thang thi sao?", "e co bau co bi duoi ko"],
        ),
        (
            "Nghỉ phép năm mấy ngày ạ? Tăng ca chủ nhật tính sao?",
            ["Nghỉ phép năm mấy ngày ạ?", "Tăng ca chủ nhật tính sao?"],
        ),
        (
            "sinh con nghỉ mấy tháng, còn nữa chồng em được nghỉ không",
            ["sinh con nghỉ mấy tháng", "chồng em được nghỉ không"],
        ),
    ],
)
def test_two_questions(text: str, parts: list[str]) -> None:
    found = split(text)
    assert [part["text"] for part in found] == parts
    assert [text[part["start"] : part["end"]] for part in found] == parts


@pytest.mark.parametrize(
    "text",
    [
        "Công ty nợ lương thì sao? Em làm 2 năm rồi.",
        "công ty nợ lương với lại chửi mắng",
        "???",
        "",
        "a? b? c?",
        "nợ lương thì sao " * 50,
        "có không? " * 30,
        "Làm ở đâu cũng vậy, tính ra lương có 5 triệu 8. Răng mà kéo dài rứa được?",
        "Buộc nhận lại người đã cho nghỉ mà vị trí cũ không còn thì giải quyết thế nào?",
        "hết hợp đồng lúc sắp sinh mất tiền thai sản sao? em đóng từ tháng 1 không nghỉ tháng nào",
    ],
)
def test_one_question(text: str) -> None:
    assert split(text) == []


def part(name: str, confidence: float) -> dict[str, object]:
    return {"text": "x", "intent": {"name": name, "confidence": confidence}}


TOPICS = frozenset({"a", "b"})


def test_kept_when_each_part_surely_has_its_own_topic() -> None:
    parts = [part("a", 0.9), part("b", 0.5)]
    assert keep_sure(parts, TOPICS) == parts


@pytest.mark.parametrize(
    "second", [part("a", 0.9), part("b", 0.49), part("greet", 0.99)], ids=["same topic", "unsure", "no topic"]
)
def test_a_doubtful_split_is_no_split(second: dict[str, object]) -> None:
    assert keep_sure([part("a", 0.9), second], TOPICS) == []


def test_component_outputs_segments() -> None:
    (message,) = Segmenter({}).process([Message({"text": "lương bao nhiêu? nghỉ được mấy ngày?"})])
    assert SEGMENTS in message.output_properties
    assert len(message.get(SEGMENTS)) == 2
