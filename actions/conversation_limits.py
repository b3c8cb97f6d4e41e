"""What no machine decides: to sign, to sue, to settle; who is guilty; other people's data; tricks for employers."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from actions.conversation_facts import LISTS, plain
from actions.phrases import PHRASES
from actions.reply import Reply
from knowledge_base.decision import Brain, Decision, Question

RULED = 0.35  # so likely a topic whose rule settles the matter ("never sign a resignation that is not yours") answers
TRICK, NEUTRAL, GUILT = "employer_trick", "other_people", "guilt"


def keep_for_people(question: Question, decision: Decision, brain: Brain) -> Decision:
    """The decision, or the hand-over of what is left to people. Danger comes first; guilt at no work is not ours."""
    if decision.cause == "danger":
        return decision
    what = find_kept(question)
    if what is None or (what == GUILT and not decision.domain):
        return decision
    if what == TRICK:
        return Decision("escalate", decision.confidence, question.on, domain=False, why="employer_side")
    department = decision.department or ("van_phong" if what == NEUTRAL else _department(question, brain))
    return replace(
        decision,
        kind="escalate",
        cause="sensitive",
        why=what,
        domain=True,
        answer=None,
        options=(),
        department=department,
        offer=False,
    )


def warned(reply: Reply, decision: Decision, brain: Brain) -> Reply:
    """An unsure hand-over says at least what not to do meanwhile, where the nearest answer has such a warning."""
    entry = brain.kb.faq.get(decision.nearest or "")
    avoid = brain.kb.render(entry, decision.on).avoid if entry and decision.cause == "low_confidence" else ""
    if avoid:
        reply.messages[-1]["text"] = f"{PHRASES['conversation']['meanwhile']} {avoid}\n\n{reply.messages[-1]['text']}"
    return reply


def find_kept(question: Question) -> str | None:
    """The name of what is left to people, by the words."""
    words = plain(question.text)
    for name, pattern in _patterns().items():
        unless = LISTS["kept_for_people"][name]["unless"]
        if re.search(LISTS["kept_for_people"][name].get("never_with", "$^"), words):
            continue
        if pattern.search(words) and max((question.intents.get(t, 0.0) for t in unless), default=0.0) < RULED:
            return name
    return None


def _department(question: Question, brain: Brain) -> str | None:
    topic = next((name for name, _ in question.ranking if name in brain.kb.topics), None)
    return brain.kb.topics[topic].department if topic else None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile("|".join(rf"\b(?:{pattern})" for pattern in kept["patterns"]))
        for name, kept in LISTS["kept_for_people"].items()
    }
