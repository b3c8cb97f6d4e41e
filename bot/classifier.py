"""The intent of a message, with the whole ranking, and of each of its segments."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import joblib
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from typing_extensions import Self

from bot.fingerprint import DIRECTORY_ROOM, TEXT_ROOM, fingerprint_of
from bot.follow_ups import in_context
from bot.linear_model import BUTTON, WEIGHT, Example, LinearModel, train
from bot.places import bordered, directory
from bot.segmenter import LISTS, SEGMENTS, Part, keep_sure, needed, opens, without_courtesy

FILE = "classifier.joblib"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Puts `intent` and `intent_ranking` on a message; without a known word the intent is None, the ranking empty."""

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource, model: Any = None) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._model: LinearModel | None = model

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"ranking_length": 10}

    @staticmethod
    def required_packages() -> list[str]:
        return ["sklearn"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        own = ["classifier.py", "features.py", "linear_model.py", "border.py", "follow_ups.py"]
        own += ["segmenter.py", "segments.yaml"]
        return fingerprint_of([*(f"bot/{name}" for name in own), DIRECTORY_ROOM, TEXT_ROOM])

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Self:
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, joblib.load(Path(folder) / FILE))

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on everything that has an intent and words."""
        self._model = train(list_examples(training_data), bordered())
        with self._storage.write_to(self._resource) as folder:
            joblib.dump(self._model, Path(folder) / FILE)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Called by Rasa for each incoming message."""
        for message in messages:
            self._classify(message)
        return messages

    def _classify(self, message: Message) -> None:
        text: str = message.get(TEXT) or ""
        parts: list[Part] = message.get(SEGMENTS) or []
        whole, core, *rest = self._rank([text, without_courtesy(text), *(part["text"] for part in parts)])
        best = core if _hides_question(whole, core) else whole
        message.set(INTENT, _first(best), add_to_output=True)
        message.set("intent_ranking", [_row(*pair) for pair in best], add_to_output=True)
        told = self._leaning([_told(part, ranking, message) for part, ranking in zip(parts, rest, strict=True)])
        message.set(SEGMENTS, keep_sure(told, frozenset(directory().topics)), add_to_output=True)

    def _leaning(self, parts: list[Part]) -> list[Part]:
        """Parts that open with "còn" and have no sure topic are read with the part before: `asked` is what both ask."""
        for before, part in pairwise(parts):
            sure = part["intent"]["confidence"] >= needed(part) and part["intent"]["name"] in directory().topics
            if opens(part["text"]) and not sure:
                both = in_context(part["text"], before.get("asked") or before["text"])
                ranking = self._rank([both])[0]
                part |= {"asked": both, "intent": _first(ranking), "ranking": [list(pair) for pair in ranking]}
        return parts

    def _rank(self, texts: list[str]) -> list[list[tuple[str, float]]]:
        assert self._model is not None, "The classifier is not trained; run python -m bot.train"
        length: int = self._config["ranking_length"]
        return [ranking[:length] for ranking in self._model.rank(texts)]


def list_examples(training_data: TrainingData) -> list[Example]:
    """The examples to learn from, without those of buttons."""
    return [
        Example(message.get(TEXT), message.get(INTENT), message.get(WEIGHT, 1.0))
        for message in training_data.intent_examples
        if message.get(TEXT) and not message.get(TEXT).startswith(BUTTON)
    ]


def _told(part: Part, ranking: list[tuple[str, float]], message: Message) -> Part:
    """A segment as actions read it: text, start, end, intent, ranking, and the entities inside it."""
    inside = [e for e in message.get(ENTITIES) or [] if part["start"] <= e["start"] and e["end"] <= part["end"]]
    return {**part, "intent": _first(ranking), "ranking": [list(pair) for pair in ranking], "entities": inside}


def _hides_question(whole: list[tuple[str, float]], core: list[tuple[str, float]]) -> bool:
    """Whether a message seems a greeting or thanks only because of polite words around a question."""
    seems = bool(whole) and whole[0][0] in LISTS["courtesy"]["intents"]
    return seems and bool(core) and core[0][0] in directory().topics and core[0][1] >= LISTS["least_confidence"]


def _first(ranking: list[tuple[str, float]]) -> dict[str, Any]:
    return _row(*ranking[0]) if ranking else _row(None, 0.0)


def _row(name: str | None, confidence: float) -> dict[str, Any]:
    return {"name": name, "confidence": round(confidence, 4)}
