"""Actions that answer: a question, a chosen answer, the source of the last one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.answering import answer_message
from actions.base import HouseAction, Slots
from actions.brain import get_brain
from actions.pending import pending_ticket
from actions.phrases import PHRASES, button, tell_day
from actions.reply import Reply, message, tell_decision
from actions.sending import send
from actions.turn import Turn
from actions.verbatim import tell_verbatim
from knowledge_base.decision import Candidate, Decision

FOLLOW = "follow_up"


class AnswerQuestion(HouseAction):
    """Answer, ask back, or offer a person."""

    action = "action_answer_question"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if verbatim := tell_verbatim(turn):
            return settle(turn, verbatim)
        parsed, subject = _with_subject(turn)
        reply, decisions = answer_message(parsed, get_brain(), turn.sent_at, subject)
        if reply.record["decision"] == "clarify" and (turn.last or {}).get("decision") == "clarify":
            reply = _offer_person(decisions[0], turn, reply.record)
        return settle(turn, reply)


def _with_subject(turn: Turn) -> tuple[dict[str, Any], str | None]:
    """A follow-up is read together with the question before it."""
    parsed = dict(turn.parsed)
    name = (parsed.get("intent") or {}).get("name")
    last = turn.last or {}
    if name != FOLLOW or not last.get("question"):
        return parsed, None
    parsed["text"] = f"{last['question']} {parsed.get('text') or ''}"[:1500]
    parsed["segments"] = []
    return parsed, last.get("topic")


def _offer_person(decision: Decision, turn: Turn, record: dict[str, Any]) -> Reply:
    """Asking back a second time would go in circles: offer a person instead."""
    handed = replace(decision, kind="escalate", cause="low_confidence", options=())
    return Reply(tell_decision(handed, get_brain().kb, turn.sent_at).messages, {**record, **_escalated})


_escalated = {"decision": "escalate", "cause": "low_confidence", "options": []}


def settle(turn: Turn, reply: Reply) -> tuple[Reply, Slots]:
    """Remember the answer; open what a yes would send; add to the live ticket where there is one."""
    record = reply.record
    last = {
        **{key: record.get(key) for key in ("decision", "topic", "department", "entry", "on", "candidates")},
        "turn_id": turn.turn_id,
        "message_ids": list(turn.message_ids),
        "question": turn.parsed.get("text"),
    }
    slots: Slots = {"last_answer": last, "pending": None}
    if record["decision"] == "escalate" and record.get("cause"):
        pending = pending_ticket(turn, record["cause"], record)
        if turn.ticket and turn.ticket.get("consent_at"):
            added, slots["pending"] = send(turn, pending, str(turn.ticket["consent_at"]))
            return Reply([*reply.messages[:-1], *added.messages], record), slots
        slots["pending"] = pending
    return reply, slots


class AnswerChoice(HouseAction):
    """A tapped choice: tell the entry that it names."""

    action = "action_answer_choice"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        kb = get_brain().kb
        on = date.fromisoformat(str((turn.last or {}).get("on") or turn.sent_at.date().isoformat()))
        entry = kb.faq.get(str(turn.entity("entry") or "")) or _first_entry(turn.entity("topic"))
        if entry is None or not entry.is_valid(on):
            return Reply([message(PHRASES["clarify_empty"], button("person"))]), {}
        topic = kb.topics.get(entry.topic) if entry.topic else None
        decision = Decision(
            kind=_kind(topic.auto if topic else "auto"),
            confidence=1.0,
            on=on,
            topic=entry.topic or None,
            department=topic.department if topic else None,
            answer=kb.render(entry, on),
            candidates=tuple(Candidate(c.document, c.article, 1.0) for c in entry.citations),
            cause="sensitive" if topic and topic.auto == "human" else None,
            domain=not topic or topic.auto != "pointer",
            offer=entry.offer or bool(topic and topic.auto == "rule_and_human"),
        )
        reply, slots = settle(turn, tell_decision(decision, kb, turn.sent_at))
        return reply, _keep_question(turn, slots)


def _kind(auto: str) -> str:
    return "escalate" if auto in ("human", "pointer") else "answer"


def _first_entry(topic: Any) -> Any:
    return next((e for e in get_brain().kb.faq.values() if topic and e.topic == topic), None)


def _keep_question(turn: Turn, slots: Slots) -> Slots:
    """A tapped choice carries on the question that it answers: tickets point to that one."""
    last = turn.last or {}
    if last.get("turn_id"):
        slots["last_answer"] |= {key: last[key] for key in ("turn_id", "message_ids", "question") if key in last}
    return slots


class AskSource(HouseAction):
    """Which law says so, and since when."""

    action = "action_ask_source"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if verbatim := tell_verbatim(turn):
            return settle(turn, verbatim)
        brain, last = get_brain(), turn.last or {}
        entry = brain.kb.faq.get(last.get("entry") or "")
        if entry is None:
            places = [candidate_name(c) for c in list(last.get("candidates") or [])[:1]]
            return Reply([message(_named(places) or PHRASES["source_none"])]), {}
        answer = brain.kb.render(entry, date.fromisoformat(str(last["on"])))
        until = PHRASES["until"].format(to=tell_day(answer.holds_to)) if answer.holds_to else ""
        text = PHRASES["source_date"].format(
            basis=answer.basis, **{"from": tell_day(answer.holds_from), "until": until}
        )
        return Reply([message(text, button("person"))]), {}


def candidate_name(candidate: dict[str, Any]) -> str:
    """An article by its document's short name."""
    document = get_brain().kb.documents.get(str(candidate["document"]))
    return f"Điều {candidate['article']} {document.short if document else candidate['document']}"


def _named(places: Sequence[str]) -> str:
    return f"{places[0]}." if places else ""
