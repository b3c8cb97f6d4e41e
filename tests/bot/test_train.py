from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot import train


def test_nothing_is_trained_where_nothing_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("trained again")

    monkeypatch.setattr(train, "train_model", fail)
    path = tmp_path / train.model_name()
    path.write_bytes(b"model")
    os.utime(path, (1, 1))
    (tmp_path / "tuvan24h-other.tar.gz").write_bytes(b"older")
    assert train.main(["--models", str(tmp_path)]) == 0
    assert "nothing trained" in capsys.readouterr().out
    assert train.find_newest(tmp_path) == path


def test_trains_under_the_name_and_keeps_five(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        old = tmp_path / f"tuvan24h-{number}.tar.gz"
        old.write_bytes(b"old")
        os.utime(old, (number + 1, number + 1))
    monkeypatch.setattr(train, "train_model", lambda root, models, name: (models / name).write_bytes(b"new"))
    assert train.main(["--models", str(tmp_path)]) == 0
    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {train.model_name(), *(f"tuvan24h-{number}.tar.gz" for number in (3, 4, 5, 6))}


def test_no_model_no_newest(tmp_path: Path) -> None:
    assert train.find_newest(tmp_path) is None


def test_a_trained_model_is_whole(model: Path) -> None:
    """The session's own model: one file under its name, no scratch folder left."""
    assert [path.name for path in model.parent.iterdir()] == ["tiny.tar.gz"]
