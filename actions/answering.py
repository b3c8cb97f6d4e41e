"""A message answered: the same code for a live turn and for `make evaluate`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from time import perf_counter
from typing import Any

from actions.reply import Reply, tell_decision
from actions.understanding import ranking_of, read_questions
from knowledge_base.decision import Brain, Decision, decide

ORDER = {"escalate": 0, "clarify": 1, "answer": 2}


def answer_message(
    parsed: Mapping[str, Any], brain: Brain, sent_at: datetime, subject: str | None = None
) -> tuple[Reply, list[Decision]]:
    """Decide every question of a message; the least sure one decides the record."""
    started = perf_counter()
    questions = read_questions(parsed, brain.kb, sent_at, subject)
    decisions = [decide(question, brain) for question in questions]
    replies = [tell_decision(decision, brain.kb, sent_at) for decision in decisions]
    least = min(range(len(decisions)), key=lambda i: (ORDER[decisions[i].kind], decisions[i].confidence))
    record = {
        **replies[least].record,
        "ranking": ranking_of(parsed)[:5],
        "segments": len(questions),
        "stages_ms": {"decide": round((perf_counter() - started) * 1000, 2)},
    }
    return Reply(_joined(replies), record), decisions


def _joined(replies: list[Reply]) -> list[dict[str, Any]]:
    """All messages in order; quick replies only where the last message carries them."""
    messages = [message for reply in replies for message in reply.messages]
    for message in messages[:-1]:
        message["quick_replies"] = []
    return messages
