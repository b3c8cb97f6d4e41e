"""Further examples at training time: the questions that the knowledge base's answers and articles are written for."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.component import Reader
from bot.fingerprint import ROOT, fingerprint_of
from bot.knowledge_questions import list_questions
from bot.linear_model import NEAR_WEIGHT, WEIGHT

ROOMS = ("knowledge_base/faq", "knowledge_base/documents")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class KnowledgeExamples(Reader):
    """Adds nothing to a message. Makes no folded, slang or mistyped copies: `normalize_query` makes them equal again.

    Measured: of 12,050 copies in slang or with slips 1,107 differed after it; learning them cost half a point of topics
    on our own questions, with slips and without (`python -m evaluation.robustness`), and training time.
    """

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint_of(["bot/augmentation.py", "bot/knowledge_questions.py", *ROOMS])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Called by Rasa once at training: the examples of known intents, then the knowledge base's questions."""
        known = {message.get(INTENT) for message in training_data.intent_examples}
        pairs = [pair for pair in list_questions(ROOT / "knowledge_base") if pair[1] in known]
        added = [Message({TEXT: text, INTENT: topic, WEIGHT: NEAR_WEIGHT}) for text, topic in pairs]
        return _with(training_data, added)

    def read(self, message: Message, text: str) -> None:
        return None


def _with(training_data: TrainingData, added: list[Message]) -> TrainingData:
    """Both together. `TrainingData.merge` copies and hashes every message: 15 s for what is known to be different."""
    whole = TrainingData(None, training_data.entity_synonyms, training_data.regex_features)
    whole.lookup_tables, whole.responses = training_data.lookup_tables, training_data.responses
    whole.training_examples = [*training_data.training_examples, *added]
    return whole
