"""The one form of all calculations, and the button that opens it.

Rasa runs the form first on every message while it is open. What is not its business it leaves: it fills nothing, is
rejected, and the ordinary rules answer; so no rule has to name what may interrupt it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from rasa_sdk.events import SlotSet

from actions.base import HouseAction, Slots
from actions.brain import get_brain
from actions.calculation_loop import REQUESTED, MayOpenForm, current, keep
from actions.calculation_opening import begin, introduced, surely
from actions.calculation_reading import OTHER, Move, interpret, read_button
from actions.calculation_state import ASKING, SAY, Talk
from actions.calculation_telling import advance, misunderstood
from actions.questions import settle
from actions.reply import Reply, message
from actions.turn import Turn
from knowledge_base import KnowledgeBase
from knowledge_base.decision.alarms import find_alarm
from knowledge_base.decision.models import Question
from knowledge_base.decision.thresholds import T
from knowledge_base.entitlements import get_spec, list_calculations
from knowledge_base.entitlements.spec import UNKNOWN

_STEP = {"decision": "act", "act": "calculation"}


class CalculationForm(HouseAction):
    """Reads one message for the open calculation and says what comes next."""

    action = "validate_calculation_form"

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Nothing at all where the message is for others: Rasa then asks the rules."""
        turn = Turn.of(tracker)
        talk = current(turn)
        if talk is None or talk.turn == turn.turn_id or move_of(turn, talk) == OTHER:
            return []
        events = await super().run(dispatcher, tracker, domain)
        left = any(event.get("name") == "calculation" and event.get("value") is None for event in events)
        return [*events, SlotSet(REQUESTED, None)] if left else events

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        talk = current(turn)
        assert talk is not None
        move = move_of(turn, talk)
        if move.kind == "leave":
            return Reply([message(SAY["left"])], dict(_STEP)), {"calculation": None}
        reply, going = _moved(move, talk, turn)
        if move.kind == "restart":
            return reply, {**keep(going, turn), "facts": {}}
        if reply.record["decision"] == "act":
            return reply, keep(going, turn)
        reply.talk = going
        return _settled(turn, reply)


def _settled(turn: Turn, reply: Reply) -> tuple[Reply, Slots]:
    """A result is remembered under the question that led to it."""
    settled, slots = settle(turn, reply)
    slots["last_answer"]["question"] = (turn.last or {}).get("question")
    slots["last_answer"]["message_ids"] = slots["calculation"]["message_ids"]
    return settled, slots


def move_of(turn: Turn, talk: Talk) -> Move:
    """What this turn does to the calculation: a tapped button, or words."""
    intent = turn.parsed.get("intent") or {}
    name, text = str(intent.get("name") or ""), str(turn.parsed.get("text") or "")
    spec = get_spec(talk.name)
    if text.startswith("/"):
        return _tapped(name, turn, talk)
    if find_alarm(_question(turn, text), T["distress"]):
        return OTHER
    today, pending = turn.sent_at.date(), bool(turn.pending)
    topics = get_brain().kb.topics
    return interpret(text, name, float(intent.get("confidence") or 0), talk, spec, today, topics, pending)


def _question(turn: Turn, text: str) -> Question:
    ranking = tuple((row["name"], float(row["confidence"])) for row in turn.parsed.get("intent_ranking") or [])
    return Question(text, turn.sent_at.date(), ranking)


def _tapped(name: str, turn: Turn, talk: Talk) -> Move:
    fact = get_spec(talk.name).facts.get(str(turn.entity("fact") or ""))
    if name == "leave_calculation" and talk.phase == ASKING:
        return Move("leave")
    if name == "say_fact" and fact:
        return Move("say", {fact.id: read_button(fact, str(turn.entity("value")))})
    return OTHER


def _moved(move: Move, talk: Talk, turn: Turn) -> tuple[Reply, Talk]:
    kb, now = get_brain().kb, turn.sent_at
    if move.kind == "restart":
        fresh = replace(talk, facts={}, reused=(), approx={}, asked=None, unclear=0, told=None, phase=ASKING)
        return advance(fresh, kb, now, SAY["restarted"])
    if move.kind == "unclear":
        return misunderstood(talk, kb, now, _unclear(talk))
    corrected = [f for f, value in move.facts.items() if talk.facts.get(f, UNKNOWN) not in (value, UNKNOWN)]
    going = talk.told_facts(move.facts, move.approx)
    if move.doubts:
        doubt = move.doubts[0]
        return misunderstood(replace(going, asked=doubt.fact), kb, now, doubt.message, doubt.choices)
    asked = get_spec(talk.name).facts.get(talk.asked or "")
    if asked and not {asked.id, *asked.unless} & set(move.facts) and not corrected:
        return _beside_the_question(talk, going, kb, now)
    return advance(replace(going, reminded=0), kb, now, SAY["noted"] if corrected else "")


def _beside_the_question(talk: Talk, going: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    """Facts that do not answer what was asked: welcome; where none is new, it is asked only once more."""
    reply, after = advance(going, kb, now)
    if after.phase != ASKING or after.asked != talk.asked or after.unclear > talk.unclear:
        return reply, after
    if set(going.facts) - set(talk.facts):
        return reply, after
    return misunderstood(
        replace(after, unclear=talk.unclear), kb, now, get_spec(talk.name).facts[talk.asked or ""].question
    )


def _unclear(talk: Talk) -> str:
    fact = get_spec(talk.name).facts[talk.asked or ""]
    return f"{SAY['unclear']} {fact.question}"


class Calculate(MayOpenForm):
    """A tapped "Tính …": the rule and the first question. A button of a form that is over says so."""

    action = "action_calculate"

    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        name = str(turn.entity("name") or "")
        if name not in list_calculations():
            return Reply([message(SAY["over"])], dict(_STEP)), {}
        kb = get_brain().kb
        about = _about(turn, name)
        talk = begin(get_spec(name), kb, turn.sent_at, turn.facts, **about)
        if about:
            reading = surely(
                str((turn.last or {}).get("question") or ""), get_spec(name), turn.sent_at.date(), talk.day
            )
            talk = talk.told_facts(reading.facts, reading.approx)
        reply, going = introduced(talk, kb, turn.sent_at)
        if reply.record["decision"] == "act":
            return reply, keep(going, turn)
        reply.talk = going
        return _settled(turn, reply)


def _about(turn: Turn, name: str) -> dict[str, Any]:
    """The topic, day and messages of the answer under which the button stood."""
    last = turn.last or {}
    if last.get("topic") not in get_spec(name).topics:
        return {}
    on = last.get("on") or turn.sent_at.date().isoformat()
    return {"topic": last["topic"], "on": on, "message_ids": tuple(last.get("message_ids") or ())}
