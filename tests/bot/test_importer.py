"""The training files are read once, whoever asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.importers import utils
from rasa.shared.importers.importer import TrainingDataImporter

from bot.fingerprint import ROOT
from bot.importer import ReadOnceImporter

EXAMPLES = """version: "3.1"
nlu:
- intent: greet
  examples: |
    - chào ad
    - hello
"""


def test_a_training_reads_the_examples_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nlu.yml").write_text(EXAMPLES, encoding="utf-8")
    reads = []
    monkeypatch.setattr(
        utils,
        "training_data_from_paths",
        lambda *args, read=utils.training_data_from_paths: reads.append(1) or read(*args),
    )
    config = "importers:\n- name: bot.importer.ReadOnceImporter\n"
    (tmp_path / "config.yml").write_text(config, encoding="utf-8")
    importer = TrainingDataImporter.load_from_config(str(tmp_path / "config.yml"), None, [str(tmp_path)])
    by_name, by_place = importer.get_nlu_data(language="vi"), importer.get_nlu_data("en")
    assert sorted(e.get("text") for e in by_name.intent_examples) == ["chào ad", "hello"]
    assert len(by_place.intent_examples) == 2
    assert reads == [1]


def test_the_project_is_trained_with_it() -> None:
    importer = TrainingDataImporter.load_from_config(str(ROOT / "config.yml"), None, [])
    while not isinstance(importer, ReadOnceImporter):
        importer = getattr(importer, "importer", None) or getattr(importer, "_importer", None) or importer._importers[0]
    assert isinstance(importer, ReadOnceImporter)
