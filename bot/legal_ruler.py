"""Legal references, kinds of legal documents and provinces, by a spaCy `vi` pipeline with an entity ruler."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import spacy
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language
from spacy.tokens import Doc, Span

from bot.charmap import MappedText, mapped
from bot.component import Reader, add_entities
from bot.fingerprint import DIRECTORY_ROOM, TEXT_ROOM, fingerprint_of
from bot.patterns import LISTS, legal_patterns, province_patterns
from knowledge_base.text import fold

REFERENCE, PART = "legal_reference", "legal_part"
_WORD = re.compile(r"\d+(?:[/.]\d+)*(?:/[^\W\d_]+\d*(?:-[^\W\d_]+)*)?[a-z]?\b|[^\W\d_]+|\d+|[^\w\s]|_")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class LegalRuler(Reader):
    """Entities legal_reference (value: the words as written), document_kind and province (value: an id)."""

    @staticmethod
    def supported_languages() -> list[str] | None:
        return ["vi"]

    @staticmethod
    def required_packages() -> list[str]:
        return ["spacy"]

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        own = ["legal_ruler.py", "patterns.py", "patterns.yaml", "places.py", "charmap.py"]
        return fingerprint_of([*(f"bot/{name}" for name in own), DIRECTORY_ROOM, TEXT_ROOM])

    def warm_up(self) -> None:
        find_legal("Điều 1")

    def read(self, message: Message, text: str) -> None:
        add_entities(message, find_legal(text), type(self).__name__)


def find_legal(text: str) -> list[dict[str, Any]]:
    """What the ruler marks in a text, with offsets in it; the pieces of one reference are one entity."""
    view = mapped(text)
    spans = [span for span in _pipeline()(view.text).ents if _is_sure(span)]
    whole = [span for span in _joined(spans) if span.label_ != PART]
    return [_entity(span, view) for span in whole]


def _is_sure(span: Span) -> bool:
    """A short name without accents ("hn", "hue") is a place only after a word such as "ở"."""
    if span.label_ != "province" or len(span) > 1 or not span.text.isascii():
        return True
    before = span.doc[span.start - 1].norm_ if span.start else ""
    return before in _folded("province_leads")


def _joined(spans: Sequence[Span]) -> list[Span]:
    """ "Điều 48", "(khoản 1)", "Bộ luật Lao động" beside each other: one reference."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        if last is not None and _belong_together(last, span):
            label = REFERENCE if REFERENCE in (last.label_, span.label_) else PART
            joined[-1] = Span(span.doc, last.start, span.end, label=label)
        else:
            joined.append(span)
    return joined


def _belong_together(first: Span, second: Span) -> bool:
    if not {first.label_, second.label_} <= {REFERENCE, PART}:
        return False
    between = first.doc[first.end : second.start]
    return all(token.is_space or token.norm_ in _folded("between") for token in between)


@cache
def _folded(name: str) -> frozenset[str]:
    return frozenset(fold(word) for word in LISTS[name])


def _entity(span: Span, view: MappedText) -> dict[str, Any]:
    start, end = view.span(span.start_char, span.end_char)
    return {"entity": span.label_, "start": start, "end": end, "value": span.ent_id_ or span.text}


@cache
def _pipeline() -> Language:
    """Blank spaCy `vi` with our own words: spaCy's splits on blanks only, so that "Đồng Nai," is not a place."""
    nlp = spacy.blank("vi", config={"nlp": {"tokenizer": {"use_pyvi": False}}})
    nlp.tokenizer = _Words(nlp)
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([*legal_patterns(), *province_patterns()])  # type: ignore[attr-defined]
    return nlp


class _Words:
    """Words, numbers and signs; the norm of a word is its folded form."""

    def __init__(self, nlp: Language) -> None:
        self.vocab = nlp.vocab

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        position = 0
        for match in _WORD.finditer(text):
            if match.start() > position:
                _leave_gap(words, spaces, text[position : match.start()])
            words.append(match.group())
            spaces.append(False)
            position = match.end()
        if position < len(text):
            _leave_gap(words, spaces, text[position:])
        doc = Doc(self.vocab, words=words, spaces=spaces)
        for token in doc:
            token.norm_ = fold(token.text) or token.text
        return doc


def _leave_gap(words: list[str], spaces: list[bool], gap: str) -> None:
    """A single blank belongs to the word before it; any other gap is a word of its own, so that offsets hold."""
    if gap == " " and words and not spaces[-1]:
        spaces[-1] = True
    else:
        words.append(gap)
        spaces.append(False)
