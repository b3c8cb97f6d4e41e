"""Texts as points: what is said in other words stands near, whatever else is placed in the same call."""

from pathlib import Path

import numpy as np
import pytest

from knowledge_base.search import embedding, words
from knowledge_base.search.embedding import BITS, Embedding, Points, shipped, store, terms_of
from knowledge_base.text import fold

TEXTS = ["nghỉ việc báo trước mấy ngày", "", "cong ty no luong hai thang", "?", "chủ ôm tiền bỏ trốn"]


def place(*texts: str, by: Embedding | None = None) -> Points:
    source = words.stream([fold(text) for text in texts])
    return (by or shipped()).place(terms_of(source, words.read(source)), len(texts))


def test_each_text_has_one_point_whatever_stands_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    together = place(*TEXTS)
    alone = np.concatenate([place(text) for text in TEXTS])
    monkeypatch.setattr(embedding, "_AT_ONCE", 10)
    assert np.allclose(together, alone, atol=1e-6) and np.allclose(together, place(*TEXTS), atol=1e-6)


def test_points_have_length_one_and_texts_without_words_none() -> None:
    assert np.linalg.norm(place(*TEXTS), axis=1) == pytest.approx([1, 0, 1, 0, 1], abs=1e-5)


@pytest.mark.parametrize(
    ("said", "same", "other"),
    [
        ("chủ ôm tiền chạy mất", "giám đốc bỏ trốn công nhân chưa có lương", "chủ cho ứng tiền trước"),
        ("sanh em bé xong được nghỉ mấy tháng", "thời gian nghỉ thai sản", "nghỉ phép năm được mấy ngày"),
        ("tổ trưởng tát vào mặt em", "bị quản lý đánh", "tổ trưởng trừ tiền chuyên cần"),
    ],
)
def test_other_words_for_the_same_stand_nearer_than_the_same_words_for_another(
    said: str, same: str, other: str
) -> None:
    a, b, c = place(said, same, other)
    assert a @ b > a @ c


def test_a_stored_table_places_texts_where_the_learned_one_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learned = Embedding(np.random.default_rng(1).normal(size=(2**BITS, 16)).astype("float32"))
    monkeypatch.setattr(embedding, "FILE", tmp_path / "table.npz")
    store(learned)
    cosines = (place(*TEXTS, by=shipped()) * place(*TEXTS, by=learned)).sum(axis=1)
    embedding.shipped.cache_clear()
    assert (cosines[[0, 2, 4]] > 0.999).all()
