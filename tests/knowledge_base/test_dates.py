"""Date expressions, found unresolved, then counted from the moment of the message."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from knowledge_base.text import find_dates, fold, resolve_date

SENT = datetime(2026, 11, 23, 21, 4, tzinfo=timezone(timedelta(hours=7)))  # a Monday


def days(text: str) -> list[tuple[str, date, date]]:
    return [(text[span.start : span.end], *resolve_date(span.value, SENT)) for span in find_dates(text)]


def month(year: int, number: int) -> tuple[date, date]:
    following = date(year + number // 12, number % 12 + 1, 1)
    return date(year, number, 1), following - timedelta(days=1)


def day(*parts: int) -> tuple[date, date]:
    return date(*parts), date(*parts)


def year(number: int) -> tuple[date, date]:
    return date(number, 1, 1), date(number, 12, 31)


BOTH_WAYS = [
    ("bị đuổi hồi tháng 5/2025", "tháng 5/2025", month(2025, 5)),
    ("tháng 5 năm 2025", "tháng 5 năm 2025", month(2025, 5)),
    ("hồi tháng 5", "tháng 5", month(2026, 5)),
    ("hồi tháng 12", "tháng 12", month(2025, 12)),
    ("tháng 12 này cưới", "tháng 12", month(2026, 12)),
    ("tháng 11", "tháng 11", month(2026, 11)),
    ("tháng 2", "tháng 2", month(2026, 2)),
    ("sắp tháng 2", "tháng 2", month(2027, 2)),
    ("tháng 5 năm ngoái", "tháng 5 năm ngoái", month(2025, 5)),
    ("5/2025", "5/2025", month(2025, 5)),
    ("t9 chưa trả", "t9", month(2026, 9)),
    ("t7/2025", "t7/2025", month(2025, 7)),
    ("24/11 có được nghỉ", "24/11", day(2026, 11, 24)),
    ("ngày 15/11 vừa rồi", "ngày 15/11", day(2026, 11, 15)),
    ("ngày 1/1 tới", "ngày 1/1", day(2027, 1, 1)),
    ("30/4", "30/4", day(2026, 4, 30)),
    ("lễ 30/4 năm 2025", "lễ 30/4 năm 2025", day(2025, 4, 30)),
    ("2/9 năm ngoái", "2/9 năm ngoái", day(2025, 9, 2)),
    ("đi làm 24 tháng 11 tính sao", "24 tháng 11", day(2026, 11, 24)),
    ("con thứ 2 tháng 5/2026", "tháng 5/2026", month(2026, 5)),
    ("lương tháng 9 tới giờ chưa có", "tháng 9", month(2026, 9)),
    ("lễ 2-9", "lễ 2-9", day(2026, 9, 2)),
    ("ngày 3 tháng 5 năm 2025", "ngày 3 tháng 5 năm 2025", day(2025, 5, 3)),
    ("15/9/2025", "15/9/2025", day(2025, 9, 15)),
    ("15-09-2025", "15-09-2025", day(2025, 9, 15)),
    ("24.11.2026", "24.11.2026", day(2026, 11, 24)),
    ("15/9/25", "15/9/25", day(2025, 9, 15)),
    ("lương tối thiểu năm ngoái", "năm ngoái", year(2025)),
    ("năm 2023, công ty", "2023", year(2023)),
    ("Tết 2027", "2027", year(2027)),
    ("quý 3/2025", "quý 3/2025", (date(2025, 7, 1), date(2025, 9, 30))),
    ("t3 năm ngoái bị đuổi", "t3 năm ngoái", month(2025, 3)),
    ("năm ngoái 24/11 nghỉ làm", "năm ngoái 24/11", day(2025, 11, 24)),
    ("năm ngoái, hồi tháng 3", "năm ngoái, hồi tháng 3", month(2025, 3)),
    ("năm 2024 tháng 8 bị đuổi", "2024 tháng 8", month(2024, 8)),
    ("tháng trước", "tháng trước", month(2026, 10)),
    ("tháng rồi", "tháng rồi", month(2026, 10)),
    ("cuối tháng trước", "cuối tháng trước", (date(2026, 10, 22), date(2026, 10, 31))),
    ("đầu năm ngoái", "đầu năm ngoái", (date(2025, 1, 1), date(2025, 5, 1))),
    ("tuần trước", "tuần trước", (date(2026, 11, 16), date(2026, 11, 22))),
    ("thứ 2 tuần trước", "thứ 2 tuần trước", day(2026, 11, 16)),
    ("chủ nhật tuần rồi", "chủ nhật tuần rồi", day(2026, 11, 22)),
    ("hôm qua", "hôm qua", day(2026, 11, 22)),
    ("hôm kia", "hôm kia", day(2026, 11, 21)),
    ("ngày mốt", "ngày mốt", day(2026, 11, 25)),
    ("3 tháng trước", "3 tháng trước", month(2026, 8)),
    ("cách đây 2 năm", "cách đây 2 năm", year(2024)),
    ("2 tuần nữa", "2 tuần nữa", (date(2026, 12, 7), date(2026, 12, 13))),
]


@pytest.mark.parametrize(("text", "words", "meant"), BOTH_WAYS)
def test_dates(text: str, words: str, meant: tuple[date, date]) -> None:
    assert days(text) == [(words, *meant)]
    assert days(fold(text)) == [(fold(words), *meant)]


@pytest.mark.parametrize(
    ("text", "words", "meant"),
    [
        ("sang năm tăng lương", "sang năm", year(2027)),
        ("tối qua bị té", "tối qua", day(2026, 11, 22)),
        ("tháng tám năm 2025", "tháng tám năm 2025", month(2025, 8)),
        ("hồi tháng sáu", "tháng sáu", month(2026, 6)),
        ("tháng sau", "tháng sau", month(2026, 12)),
    ],
)
def test_dates_that_need_accents(text: str, words: str, meant: tuple[date, date]) -> None:
    assert days(text) == [(words, *meant)]


@pytest.mark.parametrize(
    "text",
    [
        "làm được 3 tháng 5 ngày",
        "thử việc 2 tháng 6 triệu",
        "mỗi tháng 5 triệu",
        "lương tháng 13",
        "theo Bộ luật Lao động năm 2019",
        "NĐ 145/2020/NĐ-CP",
        "Nghị định 12/2022",
        "luật 91/2025",
        "số 5/2025",
        "trả 1/2 lương",
        "6 tháng trước khi nghỉ",
        "nợ lương 2 tháng trước tết",
        "2 năm nay chưa tăng lương",
        "mấy năm nay",
        "toi qua met",
        "làm 24/7",
        "thợ bậc 3/7",
        "theo Luật Bảo hiểm xã hội 2024",
        "nghỉ nửa tháng rồi",
        "được một tháng rồi",
        "hơn tháng rồi",
        "con thứ hai trước",
        "đổi chủ nhật qua thứ tư",
        "ký thêm 36 tháng nữa",
        "tăng ca t7 cn",
        "rút quỹ 3 năm đóng",
        "31/2",
        "tháng 15",
        "Điều 35 khoản 2",
        "lương 5.310.000đ",
        "",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_dates(text) == []
    assert find_dates(fold(text)) == []


def test_several_dates() -> None:
    found = days("từ 10/8/2025 đến 15/9/2025, t9 t10 chưa trả")
    assert [words for words, _, _ in found] == ["10/8/2025", "15/9/2025", "t9", "t10"]


def test_expressions_are_plain_values() -> None:
    assert [span.value for span in find_dates("hồi tháng 5/2025, hôm qua")] == [
        {"kind": "month", "month": 5, "year": 2025},
        {"kind": "relative", "unit": "day", "offset": -1},
    ]


@pytest.mark.parametrize(
    ("sent", "on"),
    [
        (datetime(2026, 11, 23, 17, 30, tzinfo=timezone.utc), date(2026, 11, 24)),
        (datetime(2026, 11, 23, 16, 30, tzinfo=timezone.utc), date(2026, 11, 23)),
        (date(2026, 3, 31), date(2026, 3, 31)),
    ],
)
def test_today_is_the_day_in_vietnam(sent: Any, on: date) -> None:
    assert resolve_date({"kind": "relative", "unit": "day", "offset": 0}, sent) == (on, on)


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        resolve_date({"kind": "relative", "unit": "day", "offset": 0}, datetime(2026, 11, 23))


def test_the_29th_of_february_of_a_common_year_is_refused() -> None:
    with pytest.raises(ValueError, match="day"):
        resolve_date({"kind": "day", "day": 29, "month": 2, "year": 2025}, SENT)
