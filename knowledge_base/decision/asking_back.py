"""When to ask back, and with which choices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge_base import KnowledgeBase
from knowledge_base.decision.models import Option, Question
from knowledge_base.decision.thresholds import T
from knowledge_base.law.models import FaqEntry
from knowledge_base.search import Hit
from knowledge_base.text import fold, normalize_query, tokens

_UNTOLD_CASE = re.compile(rf"(?<!\w)(?:{T['untold_case']})(?!\w)")


def names_no_case(question: Question) -> bool:
    """Whether short words point at a case that nobody has told: "trường hợp này có được thử việc không"."""
    read = fold(normalize_query(question.text))
    short = len(tokens(read)) <= int(T["untold_case_length"])
    return short and not question.subject and _UNTOLD_CASE.search(read) is not None


def says_little(question: Question) -> bool:
    """Whether a word or two ask nothing yet: "nghỉ bảo hiểm", "hợp đồng"."""
    return len(tokens(fold(normalize_query(question.text)))) <= int(T["says_little"]) and not question.subject


def find_options(question: Question, kb: KnowledgeBase, hits: Sequence[Hit]) -> tuple[Option, ...]:
    """Up to three different answers that are close to the best, of topics that the classifier thinks possible."""
    found: dict[str, Option] = {}
    for hit in hits:
        if hit.score < hits[0].score - T["close"] or len(found) == T["max_options"]:
            break
        entry = _entry_of(kb, hit)
        if entry and _is_fitting(question, entry):
            found.setdefault(entry.topic, Option(entry.button, entry=entry.id))
    return tuple(found.values())


def _is_fitting(question: Question, entry: FaqEntry) -> bool:
    """Whether a choice would not surprise: of a likely topic, or of a possible one whose title takes up a word said."""
    likely = question.intents.get(entry.topic, 0.0)
    shared = set(tokens(fold(entry.title))) & set(tokens(fold(normalize_query(question.text)))) - set(T["empty_words"])
    return likely >= T["offered"] or bool(shared and likely >= T["possible"])


def _entry_of(kb: KnowledgeBase, hit: Hit) -> FaqEntry | None:
    """The entry of a hit; for an article the first one of its topic."""
    if hit.unit.kind == "faq":
        return kb.faq[hit.unit.id.removeprefix("faq:")]
    topic = next(iter(hit.unit.topics), None)
    return next((entry for entry in kb.faq.values() if topic and entry.topic == topic), None)
