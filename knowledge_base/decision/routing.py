"""Whose question it is where no answer is sure: the classifier's topics weighed with what search found."""

from __future__ import annotations

from collections import defaultdict

from knowledge_base import KnowledgeBase
from knowledge_base.decision.models import Question
from knowledge_base.decision.thresholds import T
from knowledge_base.search import Found
from knowledge_base.search.choice import chances


def find_department_topic(question: Question, kb: KnowledgeBase, found: Found) -> str | None:
    """The topic whose department gets an unsure question, None where no topic is likely enough: the dispatcher sees it.

    The chance of a topic is the classifier's times the share that its answers have among all found.
    """
    likely = {name: chance for name, chance in question.ranking if name in kb.topics}
    shares = _shares(kb, found)
    weighed = {name: chance * (shares[name] + T["unfound"]) for name, chance in likely.items()}
    topic = max(weighed, key=lambda name: weighed[name], default=None)
    if topic is None or not weighed[topic]:
        return None
    sure = weighed[topic] / sum(weighed.values()) * sum(likely.values())
    return topic if sure >= T["routes"] else None


def _shares(kb: KnowledgeBase, found: Found) -> defaultdict[str, float]:
    """For each topic the chance that one of its answers tells it."""
    shares: defaultdict[str, float] = defaultdict(float)
    for hit, chance in zip(found.hits, chances(found), strict=True) if found.hits else ():
        if hit.unit.kind == "faq":
            shares[kb.faq[hit.unit.id.removeprefix("faq:")].topic] += float(chance)
    return shares
