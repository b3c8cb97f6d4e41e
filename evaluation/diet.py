"""Rasa's DIET as one more classifier to compare with; no part of the pipeline."""

from __future__ import annotations

import asyncio
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.features import plain, words_of
from bot.linear_model import SEED, Example

PIPELINE: list[dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 2, "max_ngram": 4},
]


@dataclass
class Diet:
    """A trained model that ranks like ours. `size`: bytes of its file."""

    agent: Any
    size: int

    def rank(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        return asyncio.new_event_loop().run_until_complete(self._rank(texts))

    async def _rank(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        parsed = [await self.agent.parse_message(_words(text)) for text in texts]
        return [[(row["name"], float(row["confidence"])) for row in one.get("intent_ranking") or []] for one in parsed]


def train_diet(examples: Sequence[Example], epochs: int) -> Diet:
    """Train on the examples as our classifier reads them: slang written out, folded; all of one weight."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        machine = {
            "name": "DIETClassifier", "epochs": epochs, "entity_recognition": False, "constrain_similarities": True,
            "random_seed": SEED,
        }  # fmt: skip
        config = {
            "recipe": "default.v1",
            "assistant_id": "comparison",
            "language": "vi",
            "pipeline": [*PIPELINE, machine],
        }
        (folder / "config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        (folder / "nlu.yml").write_text(_as_training_data(examples), encoding="utf-8")
        made = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder), fixed_model_name="diet")
        assert made is not None, "DIET was not trained; the lines above say why"
        return Diet(Agent.load(made), Path(made).stat().st_size)


def _as_training_data(examples: Sequence[Example]) -> str:
    by_intent: dict[str, dict[str, None]] = defaultdict(dict)
    for example in examples:
        if words := _words(example.text):
            by_intent[example.intent][words] = None
    blocks = [
        {"intent": name, "examples": "".join(f"- {text}\n" for text in texts)} for name, texts in by_intent.items()
    ]
    return str(yaml.safe_dump({"version": "3.1", "nlu": blocks}, allow_unicode=True))


def _words(text: str) -> str:
    return " ".join(words_of(plain(text)))
