"""How ordinary actions live beside the calculation form: they may open it, and ask its question again."""

from __future__ import annotations

from abc import ABC
from dataclasses import replace
from typing import Any

from rasa_sdk.events import ActiveLoop, SlotSet

from actions.base import HouseAction, Slots
from actions.brain import get_brain
from actions.calculation_opening import surely
from actions.calculation_state import ASKING, LISTS, RESTING, SAY, Talk, read_talk, remember
from actions.calculation_telling import advance, ask
from actions.reply import Reply
from actions.turn import Turn
from knowledge_base.entitlements import get_spec

FORM, WAITS_FOR = "calculation_form", "missing_fact"
REQUESTED = "requested_slot"  # Rasa's own slot: while it is set, a message that fills nothing is left to the rules


class MayOpenForm(HouseAction, ABC):
    """An action whose slot `calculation` opens or ends the form."""

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        events = await super().run(dispatcher, tracker, domain)
        slots = {event["name"]: event["value"] for event in events if event.get("event") == "slot"}
        is_open = (tracker.active_loop or {}).get("name") == FORM
        if "calculation" not in slots or bool(slots["calculation"]) == is_open:
            return events
        if is_open:
            return [*events, ActiveLoop(None), SlotSet(REQUESTED, None)]
        return [*events, ActiveLoop(FORM), SlotSet(REQUESTED, WAITS_FOR)]


def current(turn: Turn) -> Talk | None:
    """The calculation that the worker may still be in; None where it is over."""
    talk = read_talk(turn.calculation)
    return talk if talk and talk.is_fresh(turn.sent_at) else None


def keep(talk: Talk, turn: Turn) -> Slots:
    """The slots of a calculation after this turn."""
    ids = tuple(dict.fromkeys([*talk.message_ids, *turn.message_ids]))
    kept = replace(talk, at=turn.sent_at.isoformat(), turn=turn.turn_id, message_ids=ids)
    return {"calculation": kept.as_slot(), "facts": remember(turn.facts, talk, turn.sent_at.date())}


def beside(turn: Turn, reply: Reply) -> tuple[Reply, Slots]:
    """An answer given while the form may be open: what it opens is kept, else the open question is asked again."""
    if reply.talk:
        return reply, keep(reply.talk, turn)
    talk = current(turn)
    if talk is None:
        return reply, {"calculation": None} if turn.calculation else {}
    if talk.phase != ASKING or reply.record.get("decision") != "answer" or not talk.asked:
        return reply, {}
    if talk.reminded >= LISTS["form"]["most_reminders"]:
        return reply, {"calculation": replace(talk, phase=RESTING).as_slot()}
    again, going = _on_with_it(turn, replace(talk, reminded=talk.reminded + 1))
    asked = Reply([*_silenced(reply), *again], reply.record)
    return asked, keep(going, turn)


def _on_with_it(turn: Turn, talk: Talk) -> tuple[list[dict[str, Any]], Talk]:
    """The open question again, or what comes next where the question in between told a fact by its name."""
    spec, text = get_spec(talk.name), str(turn.parsed.get("text") or "")
    reading = surely(text, spec, turn.sent_at.date(), talk.day)
    told = {fact: reading.facts[fact] for fact in reading.named - set(talk.facts) if fact in reading.facts}
    if talk.asked not in told:
        return [ask(spec, talk.asked or "", SAY["go_on"])], talk.told_facts(told)
    reply, going = advance(talk.told_facts(told, reading.approx), get_brain().kb, turn.sent_at, SAY["go_on"])
    return reply.messages, going


def _silenced(reply: Reply) -> list[dict[str, Any]]:
    """Only the last message of a reply carries quick replies."""
    return [{**message, "quick_replies": []} for message in reply.messages]
