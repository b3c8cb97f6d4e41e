"""Splitting and quick replies within the platform's limits."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from webhook.messenger.limits import TEXT_LIMIT, fit_quick_replies, split_text


def test_a_short_text_stays_whole() -> None:
    assert split_text("  Nợ lương là trái luật.\n") == ["Nợ lương là trái luật."]


def test_nothing_gives_nothing() -> None:
    assert split_text(" \n ") == []


def test_long_texts_are_cut_at_sentences() -> None:
    sentence = "Công ty phải trả đủ lương cho người lao động. "
    parts = split_text(sentence * 100)
    assert len(parts) > 1
    assert all(len(part) <= TEXT_LIMIT and part.endswith(".") for part in parts)


def test_paragraphs_come_before_sentences() -> None:
    first, second = "Một. " * 200, "Hai. " * 300
    assert split_text(f"{first.strip()}\n\n{second.strip()}") == [first.strip(), second.strip()]


def test_letters_are_counted_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "ế" * TEXT_LIMIT)
    assert len(decomposed) == 3 * TEXT_LIMIT
    assert split_text(decomposed) == ["ế" * TEXT_LIMIT]


def test_a_text_without_spaces_is_cut_all_the_same() -> None:
    assert [len(part) for part in split_text("a" * 4000)] == [1900, 1900, 200]


def test_a_family_emoji_is_not_cut_in_two() -> None:
    family = "👨\u200d👩\u200d👧"
    parts = split_text(family * 1000)
    assert all(part.startswith("👨") and part.endswith("👧") for part in parts)


@given(st.text(max_size=300), st.integers(min_value=5, max_value=40))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost(text: str, limit: int) -> None:
    parts = split_text(text, limit)
    assert all(0 < len(part) <= limit for part in parts)
    assert "".join("".join(parts).split()) == "".join(unicodedata.normalize("NFC", text).split())


def test_at_most_thirteen_quick_replies() -> None:
    replies = [{"title": str(number), "payload": f"/p{number}"} for number in range(20)]
    assert fit_quick_replies(replies) == replies[:13]


def test_long_titles_are_shortened() -> None:
    (reply,) = fit_quick_replies([{"title": "Trợ cấp thất nghiệp hàng tháng", "payload": "/x"}])
    assert reply["title"] == "Trợ cấp thất nghiệp…"
    assert len(reply["title"]) == 20


@pytest.mark.parametrize(
    "reply", [{"title": "", "payload": "/x"}, {"title": "a"}, {"title": "a", "payload": "x" * 1001}]
)
def test_a_quick_reply_that_facebook_would_refuse_is_left_out(reply: dict[str, str]) -> None:
    assert fit_quick_replies([reply]) == []
