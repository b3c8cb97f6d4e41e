"""A question without NLU: what `python -m knowledge_base ask` shows."""

from __future__ import annotations

from datetime import date

from knowledge_base import KnowledgeBase
from knowledge_base.citations import find, resolve
from knowledge_base.decision.decide import Brain, decide
from knowledge_base.decision.models import Decision, Question
from knowledge_base.law.models import Citation


def references(text: str, kb: KnowledgeBase, on: date) -> tuple[Citation, ...]:
    """The places in the law that a text names and that can be told apart surely."""
    found = (resolve(mention, kb, on) for mention in find(text))
    return tuple(citation for citation in found if citation is not None)


def answer_text_only(text: str, kb: KnowledgeBase, on: date) -> Decision:
    """Decide from the words alone, without a classifier."""
    brain = Brain.build(kb)
    return decide(Question(text, on, references=references(text, kb, on)), brain)
