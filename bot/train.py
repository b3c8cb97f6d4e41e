"""`python -m bot.train`: a model under models/, named by what it is made of; nothing to do where nothing changed."""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from bot import logs
from bot.env import enter
from bot.fingerprint import ROOT, fingerprint_of

MODELS = "models"
KEPT_MODELS = 5
MADE_OF = ("config.yml", "domain.yml", "data", "bot", "knowledge_base/text", "knowledge_base/citations")
ALSO = ("knowledge_base/directory", "knowledge_base/faq", "knowledge_base/documents")
LIBRARIES = ("rasa", "underthesea", "scikit-learn", "spacy", "numpy")


def model_name(root: Path = ROOT) -> str:
    """tuvan24h-<12 digits>.tar.gz, other digits for other data, components, lists or libraries."""
    places = [place for place in (*MADE_OF, *ALSO) if (root / place).exists()]
    versions = ",".join(f"{name}={importlib.metadata.version(name)}" for name in LIBRARIES)
    digest = hashlib.sha256(f"{fingerprint_of(places, root)} {versions}".encode()).hexdigest()
    return f"tuvan24h-{digest[:12]}.tar.gz"


def train_model(root: Path, models: Path, name: str) -> Path:
    """Train on the project at `root`; the file appears under its name only when it is whole."""
    from rasa.model_training import train  # five seconds of TensorFlow, not needed to see that nothing changed

    models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=models, prefix=".training-") as scratch:
        result = train(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "data")],
            output=scratch,
            fixed_model_name=name,
            force_training=True,  # the name already tells what changed; Rasa's own comparison reads everything twice
        )
        if result.model is None:
            raise SystemExit("Training made no model; the lines above say why. Mend data/ or domain.yml, then again.")
        return Path(result.model).rename(models / name)


def find_newest(models: Path) -> Path | None:
    """The model trained or confirmed last."""
    return max(models.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, default=None)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.train", description=__doc__)
    parser.add_argument("--force", action="store_true", help="train even where nothing changed")
    parser.add_argument("--models", type=Path, default=ROOT / MODELS)
    options = parser.parse_args(arguments)
    name = model_name()
    path = options.models / name
    if path.exists() and not options.force:
        path.touch()
        print(f"{name}: nothing changed, nothing trained.")
        return 0
    started = perf_counter()
    train_model(ROOT, options.models, name)
    _forget_old(options.models)
    print(f"{name}: trained in {perf_counter() - started:.0f} s, {path.stat().st_size / 1e6:.1f} MB.")
    return 0


def _forget_old(models: Path) -> None:
    ordered = sorted(models.glob("tuvan24h-*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in ordered[KEPT_MODELS:]:
        path.unlink()


if __name__ == "__main__":
    enter("bot.train", sys.argv[1:])
    logs.configure()
    os.chdir(ROOT)
    sys.exit(main(sys.argv[1:]))
