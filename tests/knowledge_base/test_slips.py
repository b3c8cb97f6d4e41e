"""Mistyped words are mended where it is sure, and left alone where it is not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base.text import fold, nfc, normalize_query
from knowledge_base.text.inventory import LEAST_WORD, make
from knowledge_base.text.slips import mend
from knowledge_base.text.spaces import cut
from knowledge_base.text.syllables import inventory, is_syllable
from knowledge_base.text.telex import decode


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("luwowng", "lương"),
        ("lưowng", "lương"),
        ("luongw", "lương"),
        ("dduwowcj", "được"),
        ("duocwdj", "được"),
        ("tieenf", "tiền"),
        ("viecej", "việc"),
        ("nghir", "nghỉ"),
        ("coong", "công"),
        ("quyeenf", "quyền"),
        ("ddi", "đi"),
        ("lu7o7ng", "lương"),
        ("d9u7o75c", "được"),
        ("nghi3", "nghỉ"),
        ("vie6c5", "việc"),
        ("thoois", "thoi"),  # no word of ours with this tone: the folded one
    ],
)
def test_keys_of_a_switched_off_keyboard(typed: str, meant: str) -> None:
    assert decode(typed) == meant
    assert normalize_query(typed) == meant


@pytest.mark.parametrize(
    "typed",
    ["thang5", "vung3", "ca3", "quy4", "nam2026", "nam16", "a2", "m2", "d35", "covid19", "bhxh1", "5tr5", "t9x"],
)
def test_figures_that_count_are_no_tones(typed: str) -> None:
    assert normalize_query(typed) == typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lunog", "luong"),
        ("thagn", "thang"),
        ("congg", "cong"),
        ("đồngg", "đồng"),
        ("lươgn", "lương"),
        ("mìh", "mình"),
        ("fải", "phải"),
        ("pải", "phải"),
        ("jờ", "giờ"),
        ("wá", "quá"),
        ("kó", "có"),
        ("ngỉ", "nghỉ"),
        ("nghành", "ngành"),
        ("thík", "thích"),
        ("trùg", "trùng"),
        ("tjền", "tiền"),
    ],
)
def test_exchanged_and_doubled_letters_and_teen_spelling(typed: str, meant: str) -> None:
    assert normalize_query(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("khongtraluong", "khong tra luong"),
        ("khôngtrảlương", "không trả lương"),
        ("nghỉởnhà", "nghỉ ở nhà"),
        ("baohiemxahoi", "bao hiem xa hoi"),
        ("hotrothatnghiep", "ho tro that nghiep"),
        ("kotraluong", "không tra luong"),
        ("congty", "công ty"),
    ],
)
def test_lost_blanks(typed: str, meant: str) -> None:
    assert normalize_query(typed) == meant


@pytest.mark.parametrize(
    "text",
    [
        "online test line zalo facebook team sale check container camera messenger hotline",
        "thịt hương châu lười xích đục ngầu gương chôn",
        "hợp đồng vô hiệu, so sanh luong, rui ro, hình ảnh, kê khai, chẳng may, biểu mẫu",
        "gửi về nghiviec@congty.vn hoặc https://congty.vn/khongtraluong",
        "làm ở Yamaha, Foxconn, chị Thuyr ở Binhduong, xe Vinfastt",
        "145/2020/NĐ-CP, TT-BLĐTBXH, Mẫu 05/PLIII, mã DN4797912345678",
        "xoong nồi, boong tàu",
        "bồi thường thiệt hại, can chi tra, giai quyet, om nghen, cổ phần, vô số",
    ],
)
def test_other_words_stay(text: str) -> None:
    assert normalize_query(text) == text


def test_what_is_short_or_unlikely_is_not_cut() -> None:
    assert [cut(word) for word in ("hoso", "lamdi", "panasonic", "yamaha", "facebook", "a" * 30)] == [None] * 6


def test_capitals_of_a_shouting_writer_are_mended() -> None:
    assert fold(normalize_query("CTY KHONGTRALUONG")) == "cong ty khong tra luong"


@pytest.mark.parametrize(
    ("word", "possible"),
    [("nghieng", True), ("quyen", True), ("gi", True), ("gioi", True), ("uy", True), ("ngi", False), ("luog", False)],
)
def test_is_syllable(word: str, possible: bool) -> None:
    assert is_syllable(word) is possible


def test_the_inventory_is_of_our_own_texts() -> None:
    written = inventory().written
    assert len(written) > 1500
    assert not [word for word in written if not is_syllable(fold(word)) or nfc(word) != word]
    folder = Path(knowledge_base.__file__).parent / "faq"
    words = [
        word
        for path in folder.glob("*.yaml")
        for word in re.findall(r"[^\W\d_]+", nfc(path.read_text(encoding="utf-8")).lower())
        if not word.isascii() and is_syllable(fold(word))
    ]
    known = sum(fold(word) in inventory().plain for word in words)
    assert known > 0.98 * len(words), "run python -m knowledge_base.text.inventory (it says how)"


def test_making_an_inventory() -> None:
    made = make(["công ty nợ lương\ntitle: nothing here\n"] * LEAST_WORD + ["sót"])
    assert "công 3 lương 3 nợ 3 ty 3" in made
    assert "cong: ty" in made and "nothing" not in made and "sót" not in made


def test_no_word_of_ours_is_mended() -> None:
    assert {word: mend(word) for word in (*inventory().written, *inventory().plain) if mend(word) != word} == {}
