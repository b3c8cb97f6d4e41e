"""Learning where texts stand, on a handful of questions."""

import numpy as np
import pytest

from evaluation import embedding
from evaluation.embedding import count_terms, learn

GROUPS = [
    ["nợ lương hai tháng", "chưa trả tiền công", "lương trễ hoài"],
    ["sa thải không lý do", "bị đuổi ngang", "cho nghỉ vô cớ"],
    ["nghỉ đẻ mấy tháng", "thời gian thai sản", "sinh con nghỉ bao lâu"],
    ["tăng ca chủ nhật", "làm thêm ngày nghỉ", "đi làm ngày lễ"],
]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"BATCH": 4, "ROUNDS": 30, "DIMENSIONS": 8}.items():
        monkeypatch.setattr(embedding, name, value)


def cosines() -> np.ndarray:
    points = count_terms([text for group in GROUPS for text in group]) @ learn(GROUPS).table
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    return np.asarray(points @ points.T)


def test_wordings_of_one_question_come_together() -> None:
    alike = cosines()
    own = np.kron(np.eye(len(GROUPS)), np.ones((3, 3))).astype(bool)
    apart = ~np.eye(len(alike), dtype=bool)
    assert alike[own & apart].mean() > 0.7 > 0.3 > alike[~own].mean()


def test_the_same_texts_teach_the_same() -> None:
    assert np.array_equal(learn(GROUPS).table, learn(GROUPS).table)
