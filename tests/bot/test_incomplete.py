"""Messages that wait for more words."""

from __future__ import annotations

import pytest

from bot.incomplete import find_incomplete


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("ad oi", "preamble"),
        ("chết em rồi ad ơi", "preamble"),
        ("vo e", "cut"),
        ("ad ơi vợ em", "cut"),
        ("dong 7 nam tu 2016", "fact"),
        ("e đóng từ 2019 tới 2024", "fact"),
        ("luong bq 5tr", "fact"),
        ("moi nghi thang truoc", "fact"),
    ],
)
def test_a_call_a_person_and_a_bare_fact_ask_nothing_yet(words: str, kind: str) -> None:
    assert (find_incomplete(words) or {}).get("kind") == kind


@pytest.mark.parametrize(
    "words", ["chết rồi ad ơi em lỡ ký đơn", "da nghi phep", "vợ em mới sanh công ty không cho nghỉ", "giúp em với"]
)
def test_what_tells_or_asks_something_is_finished(words: str) -> None:
    assert find_incomplete(words) is None
