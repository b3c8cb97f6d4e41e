from __future__ import annotations

from bot.features import Features, plain, word_features


def test_accents_slang_and_figures_make_no_difference() -> None:
    assert plain("Cty ko trả 5.310.000 đồng") == plain("cong ty khong tra 700 dong")


def test_ends_and_length_are_features() -> None:
    assert word_features("da thanh toan") == [
        "da", "thanh", "toan", "da thanh", "thanh toan", "^da", "toan$", "^da toan$", "#1",
    ]  # fmt: skip
    assert word_features("") == []


def test_only_words_of_training_are_known() -> None:
    features = Features()
    features.fit([plain(text) for text in ("công ty nợ lương", "nợ lương 2 tháng", "👍")])
    assert features.knows(plain("luong bao nhieu"))
    assert features.knows(plain("👍🏽"))
    for unknown in ("😀", "123", "?", "", "xyz", "%"):
        assert not features.knows(plain(unknown))


def test_one_row_for_each_text() -> None:
    features = Features()
    rows = features.fit(["no luong", "no luong hai thang"])
    assert rows.shape == features.of(["no luong", "gi do"]).shape
