"""From a Result or a Declined to the message that a worker reads: amount first, working, law, next steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge_base.citations.format import format_basis
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Declined, Result, Worked
from knowledge_base.entitlements.registry import get_spec
from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.entitlements.wording import day, say

if TYPE_CHECKING:
    from datetime import date

    from knowledge_base.law.base import KnowledgeBase

_MONEY = {"amount", "range", "total"}
MOST_LINES, MOST_CITATIONS, MOST_CHANGES = 6, 5, 2


def present(done: Result | Declined, kb: KnowledgeBase) -> str:
    """The whole message: headline, breaches, at most 6 steps, what was assumed, the law, next steps."""
    opening = done.headline if isinstance(done, Result) else done.message
    breaches = [breach.text for breach in done.violations] + [say("message.violation")] * bool(done.violations)
    parts = ["\n".join([opening, *breaches]), _working(done), _reserve(done), _steps(done), _basis(done, kb)]
    return "\n\n".join(part for part in parts if part)


def present_rule(name: str, kb: KnowledgeBase, on: date) -> str:
    """What is told before anything is asked: the rule, where its figures are known for the day, and its articles."""
    spec = get_spec(name)
    cited = [c for c in spec.citations if kb.find_article(c.document, c.article, on)]
    rule = Law(kb, on).fill(spec.rule, {})
    return "\n\n".join(part for part in (rule, format_basis(cited, kb, on)) if part)


def question_of(name: str, fact: str) -> FactSpec:
    """How a fact is asked: its question, buttons and where to look it up."""
    return get_spec(name).facts[fact]


def _working(done: Worked) -> str:
    """The steps; where there are too many, the first and the last ones, as the last carry the amount."""
    texts = [line.text for line in done.lines]
    if not texts:
        return ""
    if len(texts) > MOST_LINES:
        texts = [*texts[:2], *texts[2 - MOST_LINES :]]
    return "\n".join([say("message.lines_title"), *(f"- {text}" for text in texts)])


def _reserve(done: Worked) -> str:
    """Assumptions, the day whose law was used, and what could change an estimate."""
    parts = []
    if done.assumed:
        parts.append(say("message.assumed", list=" ".join(assumption.text for assumption in done.assumed)))
    if isinstance(done, Result):
        parts.append(say("message.law_on", day=day(done.law_on)))
        money = done.outputs.get("applies") is not False and _MONEY & set(done.outputs)
        estimate = [say("message.estimate")] if money else []
        parts.append(" ".join([*estimate, *done.could_change[:MOST_CHANGES]]))
    return "\n".join([*parts, *done.warnings])


def _steps(done: Worked) -> str:
    if not done.next_steps:
        return ""
    numbered = (f"{number}. {step}" for number, step in enumerate(done.next_steps, 1))
    return "\n".join([say("message.steps_title"), *numbered])


def _basis(done: Worked, kb: KnowledgeBase) -> str:
    return format_basis(done.citations[:MOST_CITATIONS], kb, done.law_on)
