"""A decision put into messages with quick replies, and the record kept of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from actions.calculation_offer import calculation_button
from actions.phrases import PHRASES, PROMISE, button, tell_day, tell_department, tell_hour
from knowledge_base import KnowledgeBase
from knowledge_base.decision import Decision
from knowledge_base.decision.thresholds import T
from knowledge_base.law.models import Citation, FaqEntry

if TYPE_CHECKING:
    from actions.calculation_state import Talk

Message = dict[str, Any]


@dataclass
class Reply:
    """What one turn says: `messages` of {text, quick_replies}, the decision record, the calculation it goes on with."""

    messages: list[Message]
    record: dict[str, Any] = field(default_factory=dict)
    talk: Talk | None = None

    def as_json(self) -> dict[str, Any]:
        return {"messages": self.messages, "record": self.record}


def message(text: str, *quick_replies: dict[str, str]) -> Message:
    """One message with its quick replies."""
    return {"text": text.strip(), "quick_replies": list(quick_replies)}


def tell_decision(decision: Decision, kb: KnowledgeBase, now: datetime) -> Reply:
    """The words for a decision made on a question of `now`."""
    if decision.kind == "answer":
        messages = [_answer(decision, kb, now)]
    elif decision.kind == "clarify":
        messages = [_clarify(decision, kb)]
    elif not decision.domain:
        messages = [_outside(decision)]
    else:
        messages = _escalate(decision, now)
    return Reply(messages, record_of(decision, kb))


def _answer(decision: Decision, kb: KnowledgeBase, now: datetime) -> Message:
    assert decision.answer is not None
    parts = [decision.answer.text]
    if decision.offer:
        parts.append(PHRASES["offer"])
    ended = decision.answer.holds_to is not None and decision.answer.holds_to < now.date()
    parts.append(PHRASES["dated_past" if ended else "dated"].format(on=tell_day(decision.on if ended else now.date())))
    entry = kb.faq.get(decision.answer.entry)
    choices: list[dict[str, str]] = []
    if entry and entry.ask_first:
        parts.append(entry.ask_first.question)
        choices = [choice(item.button, item.entry) for item in entry.ask_first.choices]
    choices += calculation_button(decision)
    if entry and decision.confidence < T["surely"]:
        asked = "understood_others" if decision.options else "understood"
        parts.insert(0, PHRASES[asked].format(title=entry.title))
    choices += [choice(option.title, option.entry) for option in decision.options if option.entry]
    return message("\n\n".join(parts), *choices, button("person"), button("helped"), button("not_helped"))


def choice(title: str, entry: str) -> dict[str, str]:
    """A quick reply that leads to an entry."""
    return {"title": title, "payload": "/choose_entry" + json.dumps({"entry": entry})}


def _clarify(decision: Decision, kb: KnowledgeBase) -> Message:
    entries = [kb.faq[option.entry] for option in decision.options if option.entry]
    if not entries:
        asked = "untold_case" if decision.why == "untold_case" else "clarify_empty"
        return message(PHRASES[asked], button("person"))
    if len(entries) == 1:
        asked = PHRASES["clarify_one"].format(title=entries[0].title)
        return message(asked, choice(entries[0].button, entries[0].id), button("person"))
    return choices_message(PHRASES["clarify"], entries)


def choices_message(lead: str, entries: Sequence[FaqEntry]) -> Message:
    """A question back: the choices by their whole titles, a button each, and a person."""
    listed = "\n".join(f"{number}. {entry.title}" for number, entry in enumerate(entries, start=1))
    return message(f"{lead}\n{listed}", *(choice(entry.button, entry.id) for entry in entries), button("person"))


def _outside(decision: Decision) -> Message:
    text = decision.answer.text if decision.answer else PHRASES["not_law"][decision.why or "off_domain"]
    return message(text, button("person"))


def _escalate(decision: Decision, now: datetime) -> list[Message]:
    cause = decision.why or decision.cause or "low_confidence"
    words = [decision.answer.text] if decision.answer else []
    return [*map(message, words), ask_consent(cause, decision.topic, decision.department, now)]


def ask_consent(reason: str, topic: str | None, department: str | None, now: datetime) -> Message:
    """Ask whether the question may be sent; nothing is sent before a clear yes."""
    due = tell_hour(now + PROMISE)
    text = PHRASES["escalate"][reason].format(due=due, department=tell_department(department))
    return message(f"{text}\n\n{_consent_note(topic)}", button("consent"), button("later"))


def _consent_note(topic: str | None) -> str:
    for what, topics in PHRASES["sensitive"].items():
        if topic in topics:
            return str(PHRASES["consent_note_sensitive"]).format(what=what)
    return str(PHRASES["consent_note"])


def record_of(decision: Decision, kb: KnowledgeBase) -> dict[str, Any]:
    """The decision as it is kept with the turn and written by `make evaluate`."""
    answer = decision.answer
    return {
        "decision": decision.kind,
        "confidence": round(decision.confidence, 4),
        "topic": decision.topic,
        "department": decision.department,
        "entry": answer.entry if answer else None,
        "cause": decision.cause,
        "domain": decision.domain,
        "on": decision.on.isoformat(),
        "citations": cite(answer.citations) if answer else [],
        "candidates": [vars_of(candidate) for candidate in decision.candidates],
        "options": [option.entry for option in decision.options],
        "holds_from": answer.holds_from.isoformat() if answer else None,
        "holds_to": answer.holds_to.isoformat() if answer and answer.holds_to else None,
        "knowledge_version": kb.version,
    }


def vars_of(candidate: Any) -> dict[str, Any]:
    """A candidate article as JSON."""
    return {"document": candidate.document, "article": candidate.article, "score": candidate.score}


def cite(citations: Sequence[Citation]) -> list[dict[str, str]]:
    """Citations as JSON, each article once; its clause and point where only one place of it is meant."""
    places: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        places.setdefault((citation.document, citation.article), []).append(citation)
    return [_cited(meant) for meant in places.values()]


def _cited(meant: Sequence[Citation]) -> dict[str, str]:
    first = meant[0]
    parts = {"clause": first.clause, "point": first.point} if len(meant) == 1 else {}
    said = {name: part for name, part in parts.items() if part is not None}
    return {"document": first.document, "article": first.article, **said}
