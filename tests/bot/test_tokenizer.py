from __future__ import annotations

import unicodedata
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rasa.shared.nlu.training_data.message import Message

from bot.tokenizer import LONGEST_SEGMENTED, UndertheseaTokenizer, is_segmentable, lemma

WORDS = [
    *("Công ty", "nợ lương", "hoà bình", "hòa bình", "thuỷ", "thủy", "cty", "ko", "5.310.000đ", "Điều 35", "24/11"),
    *("👍🏽", "😀", "\u200b", "\u200d", "👩\u200d🏭", "…", "!!!", "NĐ-CP", "a.b", "http://a.vn", "ﬁ", "\u0301", "\n\n"),
]
FORMS = st.sampled_from(["NFC", "NFD"])
MIXED = st.lists(st.tuples(st.sampled_from(WORDS), FORMS, st.sampled_from(["", " ", "  "])), max_size=14)


@pytest.fixture(scope="module")
def tokenizer() -> UndertheseaTokenizer:
    return UndertheseaTokenizer(UndertheseaTokenizer.get_default_config())


def tokens_of(tokenizer: UndertheseaTokenizer, text: str) -> list[Any]:
    return tokenizer.tokenize(Message({"text": text}), "text")


def test_accented_words_are_segmented(tokenizer: UndertheseaTokenizer) -> None:
    found = [token.text for token in tokens_of(tokenizer, "Công ty nợ lương 2 tháng thì phải làm sao ạ?")]
    assert found == ["Công ty", "nợ", "lương", "2", "tháng", "thì", "phải", "làm sao", "ạ", "?"]


def test_without_accents_syllables_stay_apart(tokenizer: UndertheseaTokenizer) -> None:
    found = [token.text for token in tokens_of(tokenizer, "cong ty no luong")]
    assert found == ["cong", "ty", "no", "luong"]


def test_words_are_the_surface_lemmas_the_folded_form(tokenizer: UndertheseaTokenizer) -> None:
    original = unicodedata.normalize("NFD", "Hợp đồng của cty")
    found = tokens_of(tokenizer, original)
    assert [token.lemma for token in found] == ["hop dong", "cua", "cong ty"]
    assert [original[token.start : token.end] for token in found] == [token.text for token in found]


@pytest.mark.parametrize("pair", [("luong toi thieu", "lương tối thiểu"), ("hoà", "hòa"), ("KHÔNG", "ko")])
def test_lemmas_meet(pair: tuple[str, str]) -> None:
    assert lemma(pair[0]) == lemma(pair[1])


def test_accents_spelled_apart_give_the_same_words(tokenizer: UndertheseaTokenizer) -> None:
    text = "Công ty ở Hoà Bình nợ lương công nhân"
    composed = [token.lemma for token in tokens_of(tokenizer, text)]
    assert [token.lemma for token in tokens_of(tokenizer, unicodedata.normalize("NFD", text))] == composed


def test_long_texts_are_not_segmented() -> None:
    assert is_segmentable("lương " * 10)
    assert not is_segmentable("lương " * LONGEST_SEGMENTED)
    assert not is_segmentable("😀")


@settings(database=None, deadline=None, max_examples=200)
@given(MIXED)
def test_tokens_stand_at_their_offsets(tokenizer: UndertheseaTokenizer, pieces: list[tuple[str, str, str]]) -> None:
    original = "".join(unicodedata.normalize(form, word) + gap for word, form, gap in pieces)
    check_offsets(original, tokens_of(tokenizer, original))


@settings(database=None, deadline=None, max_examples=200)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_unicode_stands_at_its_offsets(tokenizer: UndertheseaTokenizer, original: str) -> None:
    check_offsets(original, tokens_of(tokenizer, original))


def check_offsets(original: str, found: list[Any]) -> None:
    """In order, apart, the surface itself; and no letter or digit is outside a token."""
    position = 0
    covered: set[int] = set()
    for token in found:
        assert position <= token.start < token.end <= len(original)
        assert token.text == original[token.start : token.end]
        assert token.lemma
        covered |= set(range(token.start, token.end))
        position = token.end
    letters = {i for i, char in enumerate(original) if unicodedata.category(char)[0] in "LN"}
    visible = {i for i in letters if ord(original[i]) not in (0x115F, 0x1160, 0x3164, 0xFFA0)}
    assert visible <= covered
