"""What NLU saw in a message, as questions to decide on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from knowledge_base import KnowledgeBase
from knowledge_base.citations import find, resolve
from knowledge_base.decision import Question
from knowledge_base.law.models import Citation
from knowledge_base.text.act_date import find_act_date

REFERENCE = "legal_reference"


def read_questions(
    parsed: Mapping[str, Any], kb: KnowledgeBase, sent_at: datetime, subject: str | None = None
) -> list[Question]:
    """One question per segment of the message, each on its own day.

    `parsed` is Rasa's latest message: text, intent_ranking, entities, segments.
    """
    whole = {"text": parsed.get("text") or "", "ranking": ranking_of(parsed), "entities": parsed.get("entities") or []}
    segments = [s for s in parsed.get("segments") or [] if s.get("text")]
    if len(segments) < 2:
        return [_question(whole, kb, sent_at, subject)]
    return [_question(segment, kb, sent_at, subject) for segment in segments]


def ranking_of(parsed: Mapping[str, Any]) -> list[list[Any]]:
    """The intents with their probability, best first."""
    return [[row["name"], float(row["confidence"])] for row in parsed.get("intent_ranking") or [] if row.get("name")]


def _question(part: Mapping[str, Any], kb: KnowledgeBase, sent_at: datetime, subject: str | None) -> Question:
    text = str(part["text"])
    act_date = find_act_date(text, sent_at)
    on = min(act_date or sent_at.date(), sent_at.date())  # nobody knows tomorrow's law
    ranking = tuple((str(name), float(p)) for name, p in part.get("ranking") or [])
    return Question(text, on, ranking, subject, _references(part, kb, on), act_date)


def _references(part: Mapping[str, Any], kb: KnowledgeBase, on: date) -> tuple[Citation, ...]:
    """The places in the law that the entity ruler marked, as far as they can be told apart surely."""
    marked = [str(e.get("value", "")) for e in part.get("entities") or [] if e.get("entity") == REFERENCE]
    resolved = (resolve(mention, kb, on) for text in marked for mention in find(text))
    return tuple(dict.fromkeys(citation for citation in resolved if citation is not None))
