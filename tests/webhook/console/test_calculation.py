"""Facts and calculation of a ticket as an expert reads them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import knowledge_base
from webhook.console.calculation import read_calculation, read_facts

TODAY = date(2026, 11, 23)
KEPT = {
    "name": "overtime",
    "on": "2026-11-23",
    "law_on": "2026-11-23",
    "outputs": {"amount": 576923, "rate": 150},
    "lines": [{"id": "weekday", "text": "Ngày thường 150%", "citation": None}],
    "assumed": [{"fact": "normal_days", "value": "26", "text": "Tính 26 ngày công một tháng."}],
    "citations": [{"document": "45/2019/QH14", "article": "98", "clause": "1", "point": None}],
    "violations": [{"id": "underpaid", "text": "Công ty trả thiếu.", "department": "quan_he_lao_dong"}],
    "says": "Công ty phải trả ít nhất 576.923đ.",
}


def test_a_calculation_is_told_in_words_and_units() -> None:
    shown = read_calculation(KEPT, knowledge_base.load(), TODAY)
    assert shown is not None and shown.title == "Tiền tăng ca, tiền làm đêm" and shown.on == "23/11/2026"
    assert ("Tiền phải được trả ít nhất cho số giờ đó (đồng)", "576.923đ") in shown.outputs
    assert shown.lines == ["Ngày thường 150%"] and shown.breaches == ["Công ty trả thiếu."]
    assert shown.assumed == ["Tính 26 ngày công một tháng."]
    assert [place.label for place in shown.citations] and "Điều 98" in shown.citations[0].label


def test_facts_are_told_by_their_question() -> None:
    facts = {"monthly_wage": 8_000_000, "overtime_kind": "weekday", "overtime_hours": 10, "part_of_day": "unknown"}
    rows = dict(read_facts(facts, KEPT))
    assert rows["Tất cả mấy giờ?"] == "10 giờ" and rows["Anh/chị làm thêm vào ngày nào?"] == "Ngày thường"
    assert "8.000.000đ" in rows.values() and "không biết" in rows.values()


def test_facts_without_a_calculation_are_shown_as_they_are() -> None:
    assert read_facts({"x": True, "y": 1200}, None) == [("x", "có"), ("y", "1.200")]


@pytest.mark.parametrize(
    "kept", [None, {}, {"name": "none_such"}, {"x": 1}, [], {"name": "overtime", "outputs": 3, "lines": "x"}]
)
def test_what_is_malformed_breaks_nothing(kept: Any) -> None:
    shown = read_calculation(kept, knowledge_base.load(), TODAY)
    assert shown is None or (shown.outputs, shown.lines, shown.says) == ([], [], "")
