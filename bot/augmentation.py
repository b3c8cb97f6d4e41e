"""Further examples at training time: the questions that the knowledge base's answers and articles are written for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.classifier import WEIGHT
from bot.component import Reader
from bot.fingerprint import ROOT, fingerprint_of

ROOMS = ("knowledge_base/faq", "knowledge_base/documents")
QUESTION_WEIGHT = 0.5  # of 0.3 to 1 the best in cross-validation, by a little


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class KnowledgeExamples(Reader):
    """Adds nothing to a message. No folded or slang copies are made: the classifier reads all spellings alike."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint_of(["bot/augmentation.py", *ROOMS])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Called by Rasa once at training: the examples of known intents, then the knowledge base's questions."""
        known = {message.get(INTENT) for message in training_data.intent_examples}
        added = [message for message in list_questions(ROOT / "knowledge_base") if message.get(INTENT) in known]
        return training_data.merge(TrainingData(added))

    def read(self, message: Message, text: str) -> None:
        return None


def list_questions(root: Path) -> list[Message]:
    """Question variants and titles by topic; an article counts for its first topic."""
    pairs = sorted({*_of_answers(root / "faq"), *_of_articles(root / "documents")})
    return [Message({TEXT: text, INTENT: topic, WEIGHT: QUESTION_WEIGHT}) for text, topic in pairs]


def _of_answers(folder: Path) -> Iterator[tuple[str, str]]:
    for content in _read_all(folder):
        for entry in content["entries"]:
            for text in (entry["title"], *entry["questions"]):
                yield str(text), str(content["topic"])


def _of_articles(folder: Path) -> Iterator[tuple[str, str]]:
    for content in _read_all(folder):
        for article in content["articles"]:
            for topic in (article.get("topics") or [])[:1]:
                yield from ((str(text), str(topic)) for text in article.get("questions") or [])


def _read_all(folder: Path) -> list[dict[str, Any]]:
    """The files as they are: what is wrong in them is told by `python -m knowledge_base check`."""
    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.glob("*.yaml"))]
