"""One spelling for the same words."""

from __future__ import annotations

import unicodedata

import pytest

from knowledge_base.text import fold, nfc, tokens


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hoà giải", "hòa giải"),
        ("HOÀ GIẢI", "HÒA GIẢI"),
        ("thuỷ thủ", "thủy thủ"),
        ("khoẻ mạnh", "khỏe mạnh"),
        ("tòan quốc", "toàn quốc"),
        ("qúy vị", "quý vị"),
        ("quý, quỹ, quả", "quý, quỹ, quả"),
        ("hoàn toàn ngoài khoảng", "hoàn toàn ngoài khoảng"),
        ("ngoéo, thuế, thuở", "ngoéo, thuế, thuở"),
        ("lương\u200b tối\ufeff thiểu", "lương tối thiểu"),
        ("a\u00a0b\u3000c\td", "a b c d"),
        ("dòng 1\r\ndòng 2", "dòng 1\ndòng 2"),
        ("\u202enghỉ\u202c việc\x00\x07", "nghỉ việc"),
        ("cảm ơn ❤️", "cảm ơn ❤"),
        ("👨‍👩‍👧 nhà em", "👨👩👧 nhà em"),
        ("ｌương tối thiểu ２０２６", "lương tối thiểu 2026"),
        ("ＬƯƠＮＧ", "LƯƠNG"),
        ("𝐥𝐮𝐨𝐧𝐠 ⓐ", "luong a"),
        ("", ""),
    ],
)
def test_nfc(typed: str, meant: str) -> None:
    assert nfc(typed) == meant
    assert nfc(unicodedata.normalize("NFD", typed)) == meant


def test_fold_meets_typing_without_accents() -> None:
    assert fold("Đi LÀM ở Huế, lương tối thiểu?") == "di lam o hue, luong toi thieu?"
    assert fold(unicodedata.normalize("NFD", "Điều khoản")) == "dieu khoan"


def test_tokens_keep_numbers_and_document_numbers_whole() -> None:
    assert tokens("Lương 5.310.000đ theo NĐ 293/2025/NĐ-CP, Điều 3.") == [
        "lương",
        "5.310.000",
        "đ",
        "theo",
        "nđ",
        "293/2025/nđ-cp",
        "điều",
        "3",
    ]
    assert tokens("nghỉ 2/9 với 30/4/2026") == ["nghỉ", "2/9", "với", "30/4/2026"]
    assert tokens("!!! 😀") == []
