"""Facts said by the way: what is kept of a conversation."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from actions.conversation_facts import read_facts, recall, remember

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("nghi viec roi", {"employment": "left"}),
        ("em đang làm ở bình dương 3 năm", {"worked": {"years": 3}, "employment": "employed"}),
        ("vợ em đang làm công nhân", {}),
        ("em ký hđ 1 năm", {"contract_kind": "fixed_12_36"}),
        ("té gãy tay lúc làm việc", {"accident_place": "at_work"}),
        ("em có bầu 5 tháng", {"person": "pregnant", "expecting": "yes"}),
        ("công ty em bầu ban chấp hành công đoàn", {}),
        ("vợ em có bầu 5 tháng", {"person": "pregnant"}),
        ("công ty nợ lương em 2 tháng", {"wages_owed": "yes"}),
        ("trả lương chậm có bị phạt không", {}),
    ],
)
def test_facts_are_read_as_they_are_said(text: str, facts: dict[str, Any]) -> None:
    assert read_facts(text, TODAY) == facts


def test_what_is_said_anew_takes_the_place_of_the_old_and_old_facts_are_forgotten() -> None:
    memory = remember(None, {"employment": "employed"}, date(2026, 8, 1))
    memory = remember(memory, {"contract_kind": "indefinite"}, TODAY)
    memory = remember(memory, {"contract_kind": "fixed_12_36"}, TODAY)
    assert recall(memory, TODAY) == {"contract_kind": "fixed_12_36"}
