"""The parts of a message that asks two things: proposed by its words here, kept by the classifier only when sure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.component import Reader
from bot.fingerprint import TEXT_ROOM, fingerprint_of
from knowledge_base.text import fold, normalize_query, tokens
from knowledge_base.text.spans import View

SEGMENTS = "segments"
LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "segments.yaml").read_text(encoding="utf-8"))

Part = dict[str, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Segmenter(Reader):
    """Puts `segments` on the message: parts with text, start, end; empty where the message asks one thing."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint_of(["bot/segmenter.py", "bot/segments.yaml", TEXT_ROOM])

    def read(self, message: Message, text: str) -> None:
        message.set(SEGMENTS, split(text), add_to_output=True)


def split(text: str) -> list[Part]:
    """Two to four parts that each ask something, or none; start and end are offsets in `text`."""
    parts: list[tuple[int, int]] = []
    for start, end in _pieces(text):
        if parts and not (_asks(text[start:end]) and _asks(text[slice(*parts[-1])])):
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    if not 2 <= len(parts) <= LISTS["most_segments"]:
        return []
    return [{"text": text[start:end], "start": start, "end": end} for start, end in parts]


def keep_sure(parts: Sequence[Part], topics: frozenset[str]) -> list[Part]:
    """All parts when each surely has a topic of its own, else none: a doubtful split is worse than no split."""
    names = [part["intent"]["name"] for part in parts]
    sure = all(part["intent"]["confidence"] >= LISTS["least_confidence"] for part in parts)
    return list(parts) if sure and len(set(names)) == len(names) and set(names) <= topics else []


def _pieces(text: str) -> list[tuple[int, int]]:
    """What stands between question marks and joining words, without the blanks around."""
    view = View(text)
    cuts = [(view.start(match.start()), view.end(match.end())) for match in _joins().finditer(view.folded)]
    edges = [0, *(edge for cut in cuts for edge in cut), len(text)]
    spans = ((edges[i], edges[i + 1]) for i in range(0, len(edges), 2))
    return [trimmed for span in spans if (trimmed := _trimmed(text, *span))]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(" \n\t,.;:-–"))
    length = len(piece.strip(" \n\t,.;:-–"))
    return (start + left, start + left + length) if length else None


def _asks(piece: str) -> bool:
    plain = fold(normalize_query(piece))
    enough = len(tokens(plain)) >= LISTS["least_syllables"]
    return enough and ("?" in piece or _questions().search(plain) is not None)


@cache
def _joins() -> re.Pattern[str]:
    words = "|".join(_words(LISTS["joins"]))
    return re.compile(rf"(?<=[?？])[?？!.]*\s+|(?<!\w)(?:{words})(?!\w)")


@cache
def _questions() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words(LISTS['question_words']))})(?!\w)")


def _words(listed: Sequence[str]) -> list[str]:
    return sorted((re.escape(fold(word)).replace(r"\ ", r"\s+") for word in listed), key=len, reverse=True)
