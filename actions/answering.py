"""A message answered: the same code for a live turn and for `make evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from time import perf_counter
from typing import Any

from actions.calculation_opening import open_calculation
from actions.conversation_facts import find_decided, read_facts, recall
from actions.conversation_limits import keep_for_people, warned
from actions.conversation_several import tell_several, told_entries
from actions.reply import Reply, tell_decision
from actions.understanding import ranking_of, read_questions
from knowledge_base.decision import Brain, Decision, Question, decide

ORDER = {"escalate": 0, "clarify": 1, "answer": 2}


def answer_message(
    parsed: Mapping[str, Any],
    brain: Brain,
    sent_at: datetime,
    subject: str | None = None,
    facts: Mapping[str, Any] | None = None,
    *,
    may_calculate: bool = True,
    wants_figures: bool = False,
) -> tuple[Reply, list[Decision]]:
    """Decide every question of a message; the least sure one decides the record.

    A single question may open a calculation, where none is under way; `facts`: what was said for earlier ones;
    `wants_figures`: its words bring the figures that a rule told before needs.
    """
    started = perf_counter()
    questions = read_questions(parsed, brain.kb, sent_at, subject)
    decisions = [_decide(question, brain, sent_at, facts) for question in questions]
    replies = [warned(tell_decision(d, brain.kb, sent_at), d, brain) for d in decisions]
    if may_calculate and len(questions) == 1:
        opened = open_calculation(questions[0], decisions[0], brain.kb, sent_at, facts, wants=wants_figures)
        replies = [opened] if opened else replies
    records = [reply.record for reply in replies]
    least = min(range(len(records)), key=lambda i: (ORDER[records[i]["decision"]], records[i]["confidence"]))
    record = {
        **replies[least].record,
        "ranking": ranking_of(parsed)[:5],
        "segments": len(questions),
        "stages_ms": {"decide": round((perf_counter() - started) * 1000, 2)},
    }
    if len(replies) > 1:
        record["told"] = told_entries(decisions)
    messages = replies[0].messages if len(replies) == 1 else tell_several(questions, decisions, replies)
    return Reply(messages, record, replies[least].talk), decisions


def _decide(question: Question, brain: Brain, sent_at: datetime, facts: Mapping[str, Any] | None) -> Decision:
    """The decision; what belongs to people is kept for them, and what is known settles what would be asked first."""
    decision = keep_for_people(question, decide(question, brain), brain)
    entry = brain.kb.faq.get(decision.answer.entry) if decision.kind == "answer" and decision.answer else None
    if entry is None or entry.ask_first is None:
        return decision
    today = sent_at.date()
    known = {**recall(facts, today), **read_facts(question.text, today)}
    decided = find_decided(entry.ask_first, known, brain.kb, question.on)
    if decided is None:
        return decision
    topic = brain.kb.topics.get(decided.topic)
    return replace(
        decision,
        answer=brain.kb.render(decided, question.on, question.act_date),
        topic=decided.topic,
        department=topic.department if topic else decision.department,
    )
