from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot import augmentation, classifier, legal_ruler, quantities, segmenter, tokenizer
from bot.fingerprint import ROOT, TEXT_ROOM, fingerprint_of
from bot.train import model_name

COMPONENTS = [
    tokenizer.UndertheseaTokenizer,
    augmentation.KnowledgeExamples,
    legal_ruler.LegalRuler,
    quantities.QuantityExtractor,
    segmenter.Segmenter,
    classifier.TopicClassifier,
]
READS_TEXT = [component for component in COMPONENTS if component is not augmentation.KnowledgeExamples]


def test_a_changed_list_changes_the_fingerprint(tmp_path: Path) -> None:
    shutil.copytree(ROOT / TEXT_ROOM, tmp_path / TEXT_ROOM)
    before = fingerprint_of([TEXT_ROOM], tmp_path)
    slang = tmp_path / TEXT_ROOM / "slang.yaml"
    slang.write_text(slang.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert fingerprint_of([TEXT_ROOM], tmp_path) != before


def test_a_missing_place_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="gone"):
        fingerprint_of(["gone"], tmp_path)


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_component_tells_what_it_stands_on(component: type, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    module = __import__(component.__module__, fromlist=["fingerprint_of"])
    monkeypatch.setattr(module, "fingerprint_of", lambda places: asked.extend(places) or "x")
    assert component.fingerprint_addon({}) == "x"  # type: ignore[attr-defined]
    assert component.__module__.replace(".", "/") + ".py" in asked
    assert component not in READS_TEXT or TEXT_ROOM in asked


def test_the_model_is_named_by_data_and_lists(tmp_path: Path) -> None:
    for name in ("bot", TEXT_ROOM, "knowledge_base/citations", "knowledge_base/directory", "data/rules"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    before = model_name(tmp_path)
    assert before == model_name(tmp_path)
    (tmp_path / "data/rules/more.yml").write_text("version: '3.1'\n", encoding="utf-8")
    assert model_name(tmp_path) != before
