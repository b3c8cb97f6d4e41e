from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charmap import mapped

TYPED = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from("ươôđ\u0301\u0323\u200b😀 "), max_size=60)


def test_nfd_is_composed_and_mapped_back() -> None:
    original = unicodedata.normalize("NFD", "nợ lương")
    view = mapped(original)
    assert view.text == "nợ lương"
    start, end = view.span(3, 8)
    assert unicodedata.normalize("NFC", original[start:end]) == "lương"


def test_what_has_no_width_is_dropped_without_a_shift() -> None:
    view = mapped("nợ\u200b l\u00adương")
    assert view.text == "nợ lương"
    assert view.span(3, 8) == (4, 10)


def test_both_tone_placements_are_one() -> None:
    assert mapped("hoà").text == mapped("hòa").text


@settings(database=None, deadline=None)
@given(TYPED)
def test_every_character_knows_its_place(original: str) -> None:
    view = mapped(original)
    assert len(view.text) == len(view.starts) == len(view.ends)
    assert list(view.starts) == sorted(view.starts)
    assert all(0 <= start < end <= len(original) for start, end in zip(view.starts, view.ends, strict=True))
