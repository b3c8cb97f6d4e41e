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
from bot.incomplete import find_incomplete
from knowledge_base.text import fold, normalize_query, plain_words, tokens
from knowledge_base.text.spans import View

SEGMENTS = "segments"
INCOMPLETE = "incomplete"
LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "segments.yaml").read_text(encoding="utf-8"))
_COUNTED = r"(?:(?<=\s)|^)(?:câu|cau)?\s*[1-9]\s?[/.)]\s+(?=[^\d\s])|(?:(?<=\s)|^)[1-9][/)](?=[^\d\s])|\n\s*[-*•]\s*"
_BLANKS = " \n\t,.;:-–"

Part = dict[str, Any]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class Segmenter(Reader):
    """Puts `segments` on the message: parts with text, start, end, soft; empty where it asks one thing. And whether it
    waits for more words: `incomplete` (bot/incomplete.py)."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        own = ("segmenter.py", "segments.yaml", "incomplete.py", "incomplete.yaml")
        return fingerprint_of([*(f"bot/{name}" for name in own), TEXT_ROOM])

    def read(self, message: Message, text: str) -> None:
        message.set(SEGMENTS, split(text), add_to_output=True)
        message.set(INCOMPLETE, find_incomplete(text), add_to_output=True)


def split(text: str) -> list[Part]:
    """Two to four parts that each ask something, or none; start and end are offsets in `text`.

    `soft`: only a comma or an everyday word stands before the part.
    """
    parts: list[tuple[int, int, bool]] = []
    for start, end, soft in _pieces(text):
        asks = _asks_surely if soft else _asks
        if parts and not (asks(text[start:end]) and asks(text[slice(*parts[-1][:2])])):
            parts[-1] = (parts[-1][0], end, parts[-1][2])
        else:
            parts.append((start, end, soft))
    if not 2 <= len(parts) <= LISTS["most_segments"]:
        return []
    return [{"text": text[start:end], "start": start, "end": end, "soft": soft} for start, end, soft in parts]


def keep_sure(parts: Sequence[Part], topics: frozenset[str]) -> list[Part]:
    """All parts when each surely has a topic of its own, else none: a doubtful split is worse than no split.

    A part that leans on the one before (`asked`) may have the same topic.
    """
    names = [part["intent"]["name"] for part in parts]
    sure = all(part["intent"]["confidence"] >= needed(part) for part in parts)
    leaning = any(part.get("asked") for part in parts)
    return list(parts) if sure and (leaning or len(set(names)) == len(names)) and set(names) <= topics else []


def needed(part: Part) -> float:
    """How likely a part's topic must be."""
    return float(LISTS["soft_confidence" if part.get("soft") else "least_confidence"])


def opens(text: str) -> bool:
    """Whether a part says itself that it goes on from the one before: "còn … thì sao"."""
    plain = View(text).folded
    return (
        re.match(rf"(?:{_opens().pattern})(?!\w)", plain) is not None and re.search(LISTS["goes_on"], plain) is not None
    )


def without_courtesy(text: str) -> str:
    """The words between a greeting or thanks before and after; the whole where nothing of it is there."""
    view = View(text)
    polite = _courtesy()
    start, found = 0, polite.match(view.folded)
    if found:
        start = found.end()
    end = next((m.start() for m in _farewell().finditer(view.folded, start)), len(view.folded))
    return text[view.start(start) : view.end(end) if end else 0].strip(_BLANKS)


def _pieces(text: str) -> list[tuple[int, int, bool]]:
    """What stands between question marks, joining words and commas, without the blanks around."""
    view = View(text)
    found: list[tuple[int, int, bool]] = []
    begin, soft = 0, False
    for match in _joins().finditer(view.folded):
        if not _is_written_so(view, match):
            continue
        found.append((begin, view.start(match.start()), soft))
        begin, soft = view.end(match.end()), match.lastgroup == "soft"
    spans = [*found, (begin, len(text), soft)]
    return [(*trimmed, soft) for start, end, soft in spans if (trimmed := _trimmed(text, start, end))]


def _is_written_so(view: View, match: re.Match[str]) -> bool:
    """Whether a joining word has its accents; "con" without any opens a question only after a comma."""
    before = view.folded[: match.start()].rstrip()
    if match.group()[:1].isdigit() and re.search(rf"(?<!\w){LISTS['amount']}$", before):
        return False
    if match.group():
        spelled = [*LISTS["joins"], *LISTS["soft_joins"]]
        return not match.group()[:1].isalpha() or view.fits(*match.span(), spelled)
    opened = _opens().match(view.folded, match.end())
    assert opened is not None
    if re.search(rf"(?<!\w){LISTS['not_opened_after']}$", before):
        return False
    rest = re.split(r"[,.;?!\n]", view.folded[match.end() :])[0]
    said = view.written(*opened.span()) in LISTS["opens"] or before[-1:] in ",.;?!"
    return said and re.search(LISTS["goes_on"], rest) is not None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip(_BLANKS))
    length = len(piece.strip(_BLANKS))
    return (start + left, start + left + length) if length else None


def _asks(piece: str) -> bool:
    view = View(normalize_query(piece))
    if len(tokens(view.folded)) < LISTS["least_syllables"]:
        return False
    spelled = set(LISTS["question_words"])  # "máy" is not "mấy"
    nothing = [match.span() for match in re.finditer(LISTS["asks_nothing"], view.folded)]
    asked = [m.span() for m in _questions().finditer(view.folded)]
    asked = [(a, b) for a, b in asked if not any(start <= a and b <= end for start, end in nothing)]
    return "?" in piece or any(view.fits(*span, spelled) for span in asked)


def _asks_surely(piece: str) -> bool:
    plain = plain_words(piece)
    return _asks(piece) and re.search(LISTS["surely"], plain) is not None


@cache
def _joins() -> re.Pattern[str]:
    hard, soft, opens = ("|".join(_words(LISTS[name])) for name in ("joins", "soft_joins", "opens"))
    marks = rf"(?<=[?？])[?？!.]*\s+|{_COUNTED}|(?<!\w)(?:{hard})(?!\w)"
    return re.compile(rf"{marks}|(?P<soft>(?<!\w)(?:{soft})(?!\w)|[,;.\n](?=\s|$))|(?<=\s)(?=(?:{opens})(?!\w))")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile("|".join(_words(LISTS["opens"])))


@cache
def _questions() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words(LISTS['question_words']))})(?!\w)")


@cache
def _courtesy() -> re.Pattern[str]:
    return re.compile(rf"(?:\W*(?:{'|'.join(_words(LISTS['courtesy']['words']))})(?!\w))+\W*")


@cache
def _farewell() -> re.Pattern[str]:
    return re.compile(rf"\W+(?:(?:{'|'.join(_words(LISTS['courtesy']['words']))})(?!\w)\W*)+$")


def _words(listed: Sequence[str]) -> list[str]:
    return sorted((re.escape(fold(word)).replace(r"\ ", r"\s+") for word in listed), key=len, reverse=True)
