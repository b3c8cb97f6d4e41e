"""A calculation one step on: the next question, or the result, as messages with buttons and the record."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actions.calculation_state import ASKING, LISTS, RESTING, SAY, Talk
from actions.phrases import button, tell_department
from actions.reply import Reply, ask_consent, cite, message
from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import (
    Assumption,
    Declined,
    FactSpec,
    Missing,
    Outcome,
    Refused,
    Result,
    Spec,
    calculate,
    get_spec,
)
from knowledge_base.entitlements.cli import as_json
from knowledge_base.entitlements.present import present
from knowledge_base.entitlements.spec import UNKNOWN
from knowledge_base.entitlements.values import told, typed

BUTTONS: dict[Any, Any] = LISTS["buttons"]
MOST_TITLE = 20
_DATES = ("date", "month")
NOT_KNOWN = ("no_value_on_date", "not_built")


def advance(talk: Talk, kb: KnowledgeBase, now: datetime, lead: str = "") -> tuple[Reply, Talk]:
    """Calculate with what is known: ask for what is missing, or tell the result. `lead` is said first."""
    talk = replace(talk, on=day_of(talk, now.date()).isoformat())
    outcome = calculate(talk.name, talk.facts, kb, talk.day)
    if isinstance(outcome, Refused):
        return _refused(outcome, talk, kb, now)
    if isinstance(outcome, Missing):
        return _missing(outcome, talk, kb, now, lead)
    return _worked(outcome, talk, kb, now)


def day_of(talk: Talk, today: date) -> date:
    """The day whose law is asked: today where the day of the question is one of the facts ("phải trả ngày 10/10")."""
    facts = get_spec(talk.name).facts
    dated = (str(value)[:7] for fact, value in talk.facts.items() if fact in facts and facts[fact].kind in _DATES)
    return today if talk.on[:7] in dated else talk.day


def _refused(refused: Refused, talk: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    """A fact that cannot be right is dropped: one from before silently, one just said is asked back."""
    known = get_spec(talk.name).facts.get(refused.fact)
    if known is None:
        return advance(talk.without(refused.fact), kb, now)
    said = known.id if known.id in talk.facts else known.source or known.id
    rest = talk.without(said)
    if said in talk.reused:
        return advance(rest, kb, now)
    return misunderstood(replace(rest, asked=known.id), kb, now, refused.message)


def _missing(missing: Missing, talk: Talk, kb: KnowledgeBase, now: datetime, lead: str) -> tuple[Reply, Talk]:
    spec = get_spec(talk.name)
    open_ones = [fact for fact in missing.facts if talk.facts.get(fact) != UNKNOWN]
    sought = talk.asked if talk.asked in missing.look_up else None
    if sought:
        lead = "\n\n".join(part for part in (lead, SAY["look_up"].format(look_up=missing.look_up[sought])) if part)
    if open_ones:
        going = replace(talk, asked=open_ones[0], phase=ASKING, unclear=0)
        return _step(ask(spec, open_ones[0], lead)), going
    return _not_known(missing, talk, kb, now)


def _not_known(missing: Missing, talk: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    """All that is still open is not known: where to look, and the worker's time; asked no more."""
    waits = replace(talk.without(missing.facts[0]), asked=missing.facts[0], phase=ASKING, unclear=talk.unclear + 1)
    if waits.unclear > 1:
        return offer_person(waits, kb, now)
    asked = get_spec(talk.name).facts[missing.facts[0]]
    where = missing.look_up.get(asked.id)
    found = SAY["look_up"].format(look_up=where) if where else SAY["look_up_none"]
    text = "\n".join(part for part in ("" if asked.id == talk.asked else asked.question, found) if part)
    return _step(message(text, button("person"), dict(BUTTONS["leave"]))), waits


def ask(spec: Spec, fact: str, lead: str = "") -> dict[str, Any]:
    """The question of a fact with its buttons, and the way out."""
    asked = spec.facts[fact]
    text = "\n".join(part for part in (lead, asked.question) if part)
    return message(text, *_choices(asked), dict(BUTTONS["leave"]))


def _choices(fact: FactSpec) -> list[dict[str, str]]:
    choices = [(choice.button, choice.value) for choice in fact.choices]
    if fact.kind == "bool":
        choices = [(BUTTONS[True], "true"), (BUTTONS[False], "false")]
    if fact.look_up or fact.dont_know != "look_up":
        choices.append((BUTTONS["unknown"], UNKNOWN))
    return [say_fact(title, fact.id, value) for title, value in choices]


def say_fact(title: str, fact: str, value: Any) -> dict[str, str]:
    """A quick reply that says a fact."""
    payload = "/say_fact" + json.dumps({"fact": fact, "value": str(value)})
    return {"title": title[:MOST_TITLE], "payload": payload}


def _step(asked: dict[str, Any]) -> Reply:
    return Reply([asked], {"decision": "act", "act": "calculation"})


def misunderstood(
    talk: Talk, kb: KnowledgeBase, now: datetime, why: str, choices: tuple[tuple[str, Any], ...] = ()
) -> tuple[Reply, Talk]:
    """Ask back once; the second time in a row a person is offered."""
    again = replace(talk, unclear=talk.unclear + 1, phase=ASKING)
    if again.unclear > 1:
        return offer_person(again, kb, now)
    spec, fact = get_spec(talk.name), talk.asked or ""
    if not choices:
        return _step(message(why, *_choices(spec.facts[fact]), dict(BUTTONS["leave"]))), again
    buttons = [say_fact(title, fact, value) for title, value in choices]
    return _step(message(why, *buttons, dict(BUTTONS["leave"]))), again


def offer_person(talk: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    """What was said goes to a person, if the worker agrees."""
    record = {**_record(talk, kb), "decision": "escalate", "cause": "missing_fact"}
    consent = ask_consent("asked_for_human", talk.topic, talk.department, now)
    reply = Reply([message(SAY["unclear_twice"]), consent], record)
    return reply, replace(talk, phase=RESTING, unclear=0)


def _worked(done: Result | Declined, talk: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    near = dict.fromkeys(words for fact, words in talk.approx.items() if fact in talk.facts)
    owned = replace(done, assumed=(*_kept(talk), *done.assumed), warnings=(*near, *done.warnings))
    department = next((breach.department for breach in done.violations), talk.department)
    after = replace(talk, phase=RESTING, asked=None, unclear=0, reminded=0, department=department, told=as_told(owned))
    text = present(owned, kb)
    if done.violations:
        text += "\n\n" + SAY["department"].format(department=tell_department(department))
    places = [{"document": c.document, "article": c.article, "score": 1.0} for c in done.citations]
    record = {**_record(after, kb), "citations": cite(done.citations), "candidates": places}
    if isinstance(done, Declined):
        record |= {"decision": "escalate", "cause": _cause(done)}
        consent = ask_consent("low_confidence", talk.topic, department, now)
        return Reply([message(text), consent], record), after
    buttons = [button("person"), button("helped"), button("not_helped")]
    return Reply([message(text, *buttons)], {**record, "decision": "answer"}), after


def _cause(done: Declined) -> str:
    return "not_in_force" if done.reason in NOT_KNOWN[:1] else "low_confidence"


def _kept(talk: Talk) -> list[Assumption]:
    """What was taken from earlier in the conversation."""
    spec = get_spec(talk.name)
    shown = [_named(spec, fact, talk.facts[fact]) for fact in talk.reused if fact in spec.facts]
    return [Assumption("reused", None, SAY["reused"].format(facts=", ".join(shown)))] if shown else []


def _named(spec: Spec, fact: str, value: Any) -> str:
    known = spec.facts[fact]
    said = told(known, typed(known, value))
    word = known.words[0] if known.words and known.kind != "choice" else ""
    return SAY["reused_fact"].format(word=word, value=said).strip()


def as_told(done: Outcome) -> dict[str, Any]:
    """A result or a declined calculation as a ticket carries it."""
    worked = as_json(done)
    keys = ("calculation", "on", "law_on", "outputs", "lines", "assumed", "citations", "violations", "warnings")
    kept = {key: worked[key] for key in keys}
    name = kept.pop("calculation")
    return {"name": name, **kept, "says": worked.get("headline") or worked.get("message")}


def _record(talk: Talk, kb: KnowledgeBase) -> dict[str, Any]:
    return {
        "decision": "answer",
        "confidence": talk.confidence,
        "topic": talk.topic,
        "department": talk.department,
        "entry": None,
        "cause": None,
        "domain": True,
        "on": talk.on,
        "citations": [],
        "candidates": [],
        "options": [],
        "calculation": talk.name,
        "knowledge_version": kb.version,
    }
