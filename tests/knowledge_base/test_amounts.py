"""Money, percentages and durations with their places."""

from __future__ import annotations

from typing import Any

import pytest

from knowledge_base.text import Span, find_durations, find_money, find_percents, fold


def said(text: str, spans: list[Span]) -> list[tuple[str, Any]]:
    return [(text[span.start : span.end], span.value) for span in spans]


MONEY = [
    ("lương 5tr5 một tháng", [("5tr5", 5_500_000)]),
    ("lương 4tr513500 một tháng", [("4tr513500", 4_513_500)]),
    ("5tr55 hay 5tr550", [("5tr55", 5_550_000), ("5tr550", 5_550_000)]),
    ("lương 7 triệu rưỡi", [("7 triệu rưỡi", 7_500_000)]),
    ("7tr rưỡi", [("7tr rưỡi", 7_500_000)]),
    ("triệu rưỡi", [("triệu rưỡi", 1_500_000)]),
    ("5.310.000đ", [("5.310.000đ", 5_310_000)]),
    ("5,310,000 vnd", [("5,310,000 vnd", 5_310_000)]),
    ("lương 5310000", [("5310000", 5_310_000)]),
    ("phạt 200k", [("200k", 200_000)]),
    ("8 củ", [("8 củ", 8_000_000)]),
    ("12 củ rưỡi", [("12 củ rưỡi", 12_500_000)]),
    ("7 triệu 250 nghìn", [("7 triệu 250 nghìn", 7_250_000)]),
    ("7 triệu 2", [("7 triệu 2", 7_200_000)]),
    ("7 triệu 2 tháng chưa trả", [("7 triệu", 7_000_000)]),
    ("5-6 triệu", [("5", 5_000_000), ("6 triệu", 6_000_000)]),
    ("từ 10 đến 100 triệu đồng", [("10", 10_000_000), ("100 triệu đồng", 100_000_000)]),
    ("bảy triệu rưỡi", [("bảy triệu rưỡi", 7_500_000)]),
    ("hai trăm nghìn đồng", [("hai trăm nghìn đồng", 200_000)]),
    ("hai mươi lăm triệu", [("hai mươi lăm triệu", 25_000_000)]),
    ("5 trăm nghìn", [("5 trăm nghìn", 500_000)]),
    ("nửa triệu", [("nửa triệu", 500_000)]),
    ("1 tỷ 2", [("1 tỷ 2", 1_200_000_000)]),
    ("7,5tr", [("7,5tr", 7_500_000)]),
    ("7.500 triệu", [("7.500 triệu", 7_500_000)]),
    ("35.000đ một giờ", [("35.000đ", 35_000)]),
    ("2 triệu đồng phục", [("2 triệu", 2_000_000)]),
    ("phục vụ 17k 1h", [("17k", 17_000)]),
    ("5 triệu 8", [("5 triệu 8", 5_800_000)]),
    ("lương 2tr5-3tr", [("2tr5", 2_500_000), ("3tr", 3_000_000)]),
]
NO_MONEY = [
    "số 0909123000",
    "200.000 người lao động",
    "NĐ 145/2020/NĐ-CP",
    "Điều 35 khoản 2",
    "có 200 k?",
    "làm 5 năm",
    "cccd 079123456000",
    "vùng 3",
    "đồng phục",
    "",
]


@pytest.mark.parametrize(("text", "found"), MONEY)
def test_money(text: str, found: list[tuple[str, int]]) -> None:
    assert said(text, find_money(text)) == found
    folded = fold(text)
    assert said(folded, find_money(folded)) == [(fold(words), value) for words, value in found]


@pytest.mark.parametrize("text", NO_MONEY)
def test_what_is_no_money(text: str) -> None:
    assert find_money(text) == []
    assert find_money(fold(text)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("trả 85% lương", [("85%", 85)]),
        ("85 phần trăm", [("85 phần trăm", 85)]),
        ("tám mươi phần trăm", [("tám mươi phần trăm", 80)]),
        ("1,5% và 10.5 %", [("1,5%", 1.5), ("10.5 %", 10.5)]),
        ("ba trăm phần trăm", [("ba trăm phần trăm", 300)]),
        ("100 phần", []),
        ("5 triệu", []),
    ],
)
def test_percents(text: str, found: list[tuple[str, float]]) -> None:
    assert said(text, find_percents(text)) == found
    folded = fold(text)
    assert said(folded, find_percents(folded)) == [(fold(words), value) for words, value in found]


DURATIONS = [
    ("làm 2 năm 3 tháng", [("2 năm 3 tháng", {"years": 2, "months": 3})]),
    ("2 năm và 3 tháng", [("2 năm và 3 tháng", {"years": 2, "months": 3})]),
    ("làm được 3 tháng 5 ngày", [("3 tháng 5 ngày", {"months": 3, "days": 5})]),
    ("nửa tháng", [("nửa tháng", {"days": 15})]),
    ("nửa năm", [("nửa năm", {"months": 6})]),
    ("gần 4 năm", [("gần 4 năm", {"years": 4, "approx": "under"})]),
    ("hơn 2 tháng", [("hơn 2 tháng", {"months": 2, "approx": "over"})]),
    ("khoảng 10 ngày", [("khoảng 10 ngày", {"days": 10, "approx": "about"})]),
    ("năm rưỡi", [("năm rưỡi", {"years": 1, "months": 6})]),
    ("2 năm rưỡi", [("2 năm rưỡi", {"years": 2, "months": 6})]),
    ("8 tiếng rưỡi", [("8 tiếng rưỡi", {"hours": 8, "minutes": 30})]),
    ("hai tháng", [("hai tháng", {"months": 2})]),
    ("3 ngày làm việc", [("3 ngày làm việc", {"working_days": 3})]),
    ("12 tháng trong 24 tháng", [("12 tháng", {"months": 12}), ("24 tháng", {"months": 24})]),
    ("trễ 10 bữa", [("10 bữa", {"days": 10})]),
    ("thử việc 2 tháng 6 triệu", [("2 tháng", {"months": 2})]),
    ("6 tháng trước khi nghỉ", [("6 tháng", {"months": 6})]),
    ("ký thêm 36 tháng nữa", [("36 tháng", {"months": 36})]),
    ("con 8 tháng", [("8 tháng", {"months": 8})]),
]


@pytest.mark.parametrize(("text", "found"), DURATIONS)
def test_durations(text: str, found: list[tuple[str, dict[str, Any]]]) -> None:
    assert said(text, find_durations(text)) == found
    folded = fold(text)
    assert said(folded, find_durations(folded)) == [(fold(words), value) for words, value in found]


@pytest.mark.parametrize(
    "text", ["tháng 5/2025", "năm 2025", "3 tháng trước", "ngày 3 tháng 5", "16 tuổi", "Điều 35", ""]
)
def test_what_is_no_duration(text: str) -> None:
    assert find_durations(text) == []
    assert find_durations(fold(text)) == []


def test_an_unaccented_word_among_accented_ones_is_another_word() -> None:
    assert find_durations("anh 5 nam công nhân bị đánh") == []
    assert said("5 nam kinh nghiem", find_durations("5 nam kinh nghiem")) == [("5 nam", {"years": 5})]
    assert find_money("mua 8 cũ") == []
    assert said("lương 7 triệu đóng đoàn phí", find_money("lương 7 triệu đóng đoàn phí")) == [("7 triệu", 7_000_000)]
    assert find_money("lương 900 đóng phí") == []
