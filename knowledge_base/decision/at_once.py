"""Cases that are answered at once, however unsure search is: a death at work gets its words of care and its steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge_base import KnowledgeBase
from knowledge_base.decision.models import Question
from knowledge_base.law.models import FaqEntry
from knowledge_base.text import fold, normalize_query, tokens

NOTHING = r"(?!)"


@dataclass(frozen=True)
class _Case:
    entry: str
    topic: str
    likely: float
    words: re.Pattern[str]
    unless: re.Pattern[str]


def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?!\w)")


_CASES = [
    _Case(row["entry"], row["topic"], row["likely"], _pattern(row["words"]), _pattern(row.get("unless", NOTHING)))
    for row in yaml.safe_load((Path(__file__).parent / "at_once.yaml").read_text(encoding="utf-8"))
]


def find_case(question: Question, kb: KnowledgeBase) -> FaqEntry | None:
    """The entry of the first case that the words name; None where none does or its entry is not in force."""
    words = " ".join(tokens(fold(normalize_query(question.text))))
    for case in _CASES:
        entry = kb.faq.get(case.entry)
        likely = question.intents.get(case.topic, 0.0) >= case.likely
        named = likely and case.words.search(words) and not case.unless.search(words)
        if entry and named and entry.is_valid(question.on):
            return entry
    return None
