"""Words of a message by underthesea, each standing at its own offsets in what the worker typed."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text
from underthesea.pipeline.word_tokenize import word_tokenize

from bot.charmap import MappedText, mapped
from bot.fingerprint import TEXT_ROOM, fingerprint_of
from knowledge_base.text import fold, nfc, normalize_query

LONGEST_SEGMENTED = 2000  # characters; underthesea's patterns are quadratic on "a.a.a.…"
LEAST_ACCENTED = 0.3  # share of syllables: ordinary Vietnamese has 0.7, text without diacritics 0
_SYLLABLE = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*|[^\w\s]|_")
_LETTERS = re.compile(r"[^\W\d_]+")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class UndertheseaTokenizer(Tokenizer):
    """`Token.text` is the surface as typed, `Token.lemma` its folded form with sure slang written out."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        return {"intent_tokenization_flag": False, "intent_split_symbol": "_", "prefix_separator_symbol": None}

    @staticmethod
    def supported_languages() -> list[str] | None:
        return ["vi"]

    @staticmethod
    def required_packages() -> list[str]:
        return ["underthesea"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> UndertheseaTokenizer:
        word_tokenize("mở sẵn mô hình")
        return cls(config)

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint_of(["bot/tokenizer.py", "bot/charmap.py", TEXT_ROOM])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing that is trained reads words as underthesea cuts them (0002): 15 s of every training saved."""
        return training_data

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        original = str(message.get(attribute))
        words = find_words(mapped(original, _spelling))
        return [Token(original[start:end], start, end, lemma=lemma(original[start:end])) for start, end in words]


def find_words(text: MappedText) -> list[tuple[int, int]]:
    """Where each word stands in the original, in order and without overlap."""
    spans = _segmented(text.text) if is_segmentable(text.text) else None
    if spans is None:
        spans = [match.span() for match in _SYLLABLE.finditer(text.text)]
    return _apart([text.span(start, end) for start, end in spans])


def is_segmentable(text: str) -> bool:
    """Whether underthesea's answer can be trusted: short enough, and written with diacritics."""
    syllables = _LETTERS.findall(text)
    accented = sum(not syllable.isascii() for syllable in syllables)
    return len(syllables) > 0 and len(text) <= LONGEST_SEGMENTED and accented >= LEAST_ACCENTED * len(syllables)


@lru_cache(maxsize=8192)
def lemma(surface: str) -> str:
    """The folded form of a word, its slang written out where one word alone is clear; never empty."""
    return fold(normalize_query(surface)).strip() or fold(surface) or surface


@lru_cache(maxsize=8192)
def _spelling(cluster: str) -> str:
    return str(normalize_characters_in_text(nfc(cluster)))


def _segmented(text: str) -> list[tuple[int, int]] | None:
    """underthesea's words as [start, end); None when one of them cannot be found in the text again."""
    spans = []
    position = 0
    for word in word_tokenize(text, use_token_normalize=False):
        start = end = None
        for piece in word.split(" "):
            found = text.find(piece, position)
            if found < 0 or text[position:found].strip():
                return None
            start = found if start is None else start
            position = end = found + len(piece)
        if start is not None and end is not None and start < end:
            spans.append((start, end))
    return spans


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words made of one source character (a ligature taken apart) are one word."""
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
