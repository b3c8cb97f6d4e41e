"""The area of a workplace that a question about the minimum wage names."""

from __future__ import annotations

from datetime import date

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.decision.workplace import tell_workplace

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return knowledge_base.load()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lương tối thiểu ở phường Bình Dương", ["Bình Dương", "vùng I:", "5.310.000đ"]),
        ("luong toi thieu bien hoa", ["Biên Hòa", "vùng I:"]),
        ("lương tối thiểu ở bình dương", ["mấy nơi", "TP Hồ Chí Minh", "Gia Lai", "(vùng IV)"]),
        ("luong toi thieu o can tho", ["Cần Thơ", "II hoặc III hoặc IV", "xã, phường"]),
    ],
)
def test_a_place_is_told_with_its_area(shipped: KnowledgeBase, text: str, said: list[str]) -> None:
    told = tell_workplace(text, shipped, ON)
    assert all(part in told for part in said), told


def test_no_place_and_a_day_before_the_list_say_nothing(shipped: KnowledgeBase) -> None:
    assert tell_workplace("lương tối thiểu là bao nhiêu", shipped, ON) == ""
    assert tell_workplace("lương tối thiểu biên hòa", shipped, date(2025, 6, 1)) == ""
