"""Actions that answer: a question, a chosen answer, the source of the last one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from actions.base import Slots
from actions.brain import get_brain
from actions.calculation_loop import MayOpenForm, beside
from actions.conversation import (
    answer_turn,
    find_pick,
    hear,
    is_going_in_circles,
    memory_of,
    names_another_topic,
)
from actions.conversation_further import told_before
from actions.pending import pending_ticket
from actions.phrases import PHRASES, button, tell_day
from actions.reply import Reply, message, tell_decision
from actions.sending import send
from actions.turn import Turn
from actions.verbatim import tell_verbatim
from knowledge_base.decision import Candidate, Decision
from knowledge_base.law.models import FaqEntry

KEPT = ("decision", "act", "topic", "department", "entry", "on", "candidates", "options", "cause", "repeated", "told")
SUBJECT = ("topic", "department", "entry")  # what is talked about still, after a bare fact
AGAIN = "low_confidence_again"


class AnswerQuestion(MayOpenForm):
    """Answer, ask back, or offer a person."""

    action = "action_answer_question"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if verbatim := tell_verbatim(turn):
            return settle(turn, verbatim)
        brain = get_brain()
        if entry := find_pick(turn, brain):
            return tell_choice(turn, entry)
        if heard := hear(turn, brain):
            return (heard, {}) if heard.record["decision"] == "act" else settle(turn, heard)
        reply, decisions = answer_turn(turn, brain)
        if is_going_in_circles(turn, reply):
            reply = _offer_person(decisions[0], turn, reply.record)
        return settle(turn, reply)


def _question_of(turn: Turn, record: Mapping[str, Any]) -> Any:
    """What later words lean on: these words. A bare fact joins the question before; what asks nothing leaves it."""
    before, text = (turn.last or {}).get("question"), turn.parsed.get("text")
    if record.get("act") == "fact" and before:
        return f"{before}, {text}"
    asked_nothing = record["decision"] == "clarify" and not record.get("options")
    return (before if asked_nothing else None) or text


def _offer_person(decision: Decision, turn: Turn, record: dict[str, Any]) -> Reply:
    """Misunderstanding a second time would go in circles: offer a person, in fewer words."""
    handed = replace(decision, kind="escalate", cause="low_confidence", options=(), answer=None, why=AGAIN)
    return Reply(tell_decision(handed, get_brain().kb, turn.sent_at).messages, {**record, **_escalated})


_escalated = {"decision": "escalate", "cause": "low_confidence", "options": []}


def settle(turn: Turn, reply: Reply) -> tuple[Reply, Slots]:
    """Remember answer and calculation; open what a yes would send; add to the live ticket where there is one."""
    reply, calculated = beside(turn, reply)
    record = reply.record
    last = {
        **{key: record.get(key) for key in KEPT},
        "turn_id": turn.turn_id,
        "message_ids": list(turn.message_ids),
        "question": record.pop("question", None) or _question_of(turn, record),
        "asked_on": turn.sent_at.date().isoformat(),
    }
    last["recent"] = told_before(turn)
    if record.get("act") == "fact":
        last |= {key: (turn.last or {}).get(key) for key in SUBJECT}
    slots: Slots = {"last_answer": last, "pending": None, **calculated}
    if said := memory_of(turn):
        slots["facts"] = {**said, **(slots.get("facts") or {})}
    if record["decision"] == "escalate" and record.get("cause"):
        pending = pending_ticket(turn, record["cause"], record, slots.get("calculation") if reply.talk else None)
        if turn.ticket and turn.ticket.get("consent_at"):
            added, slots["pending"] = send(turn, pending, str(turn.ticket["consent_at"]))
            return Reply([*reply.messages[:-1], *added.messages], record), slots
        slots["pending"] = pending
    return reply, slots


class AnswerChoice(MayOpenForm):
    """A tapped choice: tell the entry that it names."""

    action = "action_answer_choice"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        kb = get_brain().kb
        entry = kb.faq.get(str(turn.entity("entry") or "")) or _first_entry(turn.entity("topic"))
        if entry is None or not entry.is_valid(_day_of_last(turn)):
            return Reply([message(PHRASES["clarify_empty"], button("person"))]), {}
        return tell_choice(turn, entry)


def tell_choice(turn: Turn, entry: FaqEntry) -> tuple[Reply, Slots]:
    """An entry that the worker has chosen, as an answer to the question before."""
    kb = get_brain().kb
    on = _day_of_last(turn)
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


def _day_of_last(turn: Turn) -> date:
    return date.fromisoformat(str((turn.last or {}).get("on") or turn.sent_at.date().isoformat()))


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


class AskSource(MayOpenForm):
    """Which law says so, and since when."""

    action = "action_ask_source"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        if verbatim := tell_verbatim(turn):
            return settle(turn, verbatim)
        brain, last = get_brain(), turn.last or {}
        if heard := hear(turn, brain):
            return settle(turn, heard)
        if names_another_topic(turn):
            return AnswerQuestion().reply_to(turn)
        if last.get("decision") == "escalate":
            return Reply([message(PHRASES["source_unsure"], button("person"))]), {}
        entry = brain.kb.faq.get(last.get("entry") or "")
        if entry is None:
            places = [candidate_name(c) for c in list(last.get("candidates") or [])[:1]]
            return Reply([message(_named(places) or PHRASES["source_none"])]), {}
        answer = brain.kb.render(entry, date.fromisoformat(str(last["on"])))
        until = PHRASES["until"].format(to=tell_day(answer.holds_to)) if answer.holds_to else ""
        dated = PHRASES["source_date"].format(**{"from": tell_day(answer.holds_from), "until": until})
        text = "\n".join(filter(None, [answer.basis, answer.further, dated]))
        return Reply([message(text, button("person"))]), {}


def candidate_name(candidate: dict[str, Any]) -> str:
    """An article by its document's short name."""
    document = get_brain().kb.documents.get(str(candidate["document"]))
    return f"Điều {candidate['article']} {document.short if document else candidate['document']}"


def _named(places: Sequence[str]) -> str:
    return f"{places[0]}." if places else ""
