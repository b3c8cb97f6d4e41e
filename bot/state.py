"""A conversation as JSON: what the caller keeps between two turns, and a Rasa tracker made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

VERSION = 1
KEPT_TURNS = 20
KEPT_TEXT = 500  # characters of an earlier message
_RECORD_KEPT = ("decision", "topic", "entry", "cause")
_METADATA_KEPT = ("turn_id", "sent_at")

State = dict[str, Any]


def load_tracker(conversation: str, state: Mapping[str, Any] | None, domain: Domain) -> DialogueStateTracker:
    """The tracker of a state; a new conversation for None and for a state of another version."""
    known = state if state and state.get("version") == VERSION else {}
    slots = {slot.name for slot in domain.slots}
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [SlotSet(name, value) for name, value in (known.get("slots") or {}).items() if name in slots]
    if known.get("active_loop"):
        events.append(ActiveLoop(known["active_loop"]))
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    events += deserialise_events(known.get("events") or [])
    return DialogueStateTracker.from_events(conversation, events, domain.slots)


def save_state(tracker: DialogueStateTracker) -> State:
    """Slots that are set, the open form, and what was said and done in the last 20 turns, shortened."""
    slots = {name: value for name, value in tracker.current_slot_values().items() if value is not None}
    return {
        "version": VERSION,
        "slots": slots,
        "active_loop": tracker.active_loop_name,
        "events": [_shortened(event) for event in _last_turns(tracker.events)],
    }


def _last_turns(events: Iterable[Event]) -> list[Event]:
    """From the user's message that opens the oldest kept turn on."""
    told = [event for event in events if isinstance(event, (UserUttered, BotUttered, ActionExecuted))]
    opens = [position for position, event in enumerate(told) if isinstance(event, UserUttered)]
    return told[opens[-KEPT_TURNS:][0] :] if opens else []


def _shortened(event: Event) -> dict[str, Any]:
    full = event.as_dict()
    if isinstance(event, UserUttered):
        return _short_user(event, full)
    if isinstance(event, BotUttered):
        record = ((full.get("data") or {}).get("custom") or {}).get("record") or {}
        kept = {key: record[key] for key in _RECORD_KEPT if record.get(key) is not None}
        return {"event": "bot", "timestamp": full["timestamp"], "text": None, "data": {"custom": {"record": kept}}}
    return {"event": "action", "timestamp": full["timestamp"], "name": full["name"]}


def _short_user(event: UserUttered, full: Mapping[str, Any]) -> dict[str, Any]:
    text = (event.text or "")[:KEPT_TEXT]
    metadata = {key: value for key, value in (event.metadata or {}).items() if key in _METADATA_KEPT}
    parsed = {"text": text, "intent": event.intent, "entities": []}
    return {
        "event": "user",
        "timestamp": full["timestamp"],
        "text": text,
        "parse_data": parsed,
        "message_id": event.message_id,
        "metadata": metadata,
    }
