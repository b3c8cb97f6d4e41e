"""What was told before colours what is asked now."""

from __future__ import annotations

from datetime import date

import pytest

from bot.circumstances import with_circumstance

ON = date(2026, 11, 23)
LATELY = {"value": "yes", "day": "2026-11-20"}


@pytest.mark.parametrize(
    ("fact", "words", "read"),
    [
        ("wages_owed", "nghỉ ngang dc ko", "công ty nợ lương, nghỉ ngang dc ko"),
        ("wages_owed", "giờ em muốn nghỉ", "công ty nợ lương, giờ em muốn nghỉ"),
        ("beaten", "e bỏ việc luôn dc ko", "bị đánh, ngược đãi, e bỏ việc luôn dc ko"),
        ("expecting", "cty ko ký tiếp hđ", "em đang mang thai, cty ko ký tiếp hđ"),
    ],
)
def test_it_is_put_in_front_of_what_it_changes(fact: str, words: str, read: str) -> None:
    assert with_circumstance(words, {fact: LATELY}, ON) == read


@pytest.mark.parametrize(
    ("fact", "words"),
    [
        ("wages_owed", "nghỉ phép năm được mấy ngày"),
        ("wages_owed", "vợ em muốn nghỉ việc thì báo trước mấy ngày"),
        ("wages_owed", "bị nợ lương thì nghỉ ngang được không"),
        ("expecting", "nghỉ sinh mấy tháng"),
        ("expecting", "bạn em bị đuổi việc thì sao"),
    ],
)
def test_what_it_does_not_change_stays(fact: str, words: str) -> None:
    assert with_circumstance(words, {fact: LATELY}, ON) is None


def test_what_was_told_long_ago_counts_no_more() -> None:
    assert with_circumstance("nghỉ ngang dc ko", {"wages_owed": {**LATELY, "day": "2026-09-01"}}, ON) is None
    assert with_circumstance("nghỉ ngang dc ko", {}, ON) is None
