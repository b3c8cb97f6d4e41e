"""Whether a text says a word: with accents where they were typed, without where they were not."""

from __future__ import annotations

import pytest

from knowledge_base.text import forms, said, says_any


@pytest.mark.parametrize(
    ("text", "word", "is_said"),
    [
        ("người lao động ký hợp đồng mấy lần", "người Lào", False),
        ("người Lào làm ở Việt Nam cần giấy gì", "người Lào", True),
        ("nguoi lao dong ky hop dong may lan", "người Lào", True),
        ("trường hợp nào được nghỉ", "họp", False),
        ("đi hop giao ca có tính giờ không", "họp", False),
        ("di hop giao ca co tinh gio khong", "họp", True),
        ("bảo hiểm là bao nhiêu", "bão", False),
        ("em muốn nghĩ việc", "nghỉ việc", True),
        ("cty e nghĩ vc k báo", "nghỉ việc", True),
        ("Nghỉ Việc ở Huế", "nghỉ việc", True),
        ("nghỉ việc riêng", "việc làm", False),
        ("sinh hồi 3/2024", "2024", True),
        ("quý 3 thuỷ sản nghỉ", "thủy sản", True),
        ("", "đêm", False),
    ],
)
def test_a_word_is_said(text: str, word: str, is_said: bool) -> None:
    assert says_any(said(text), forms([word])) is is_said
