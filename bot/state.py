"""A conversation as JSON: what the caller keeps between two turns, and a Rasa tracker made from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

VERSION = 1
KEPT_TURNS = 20
RECALLED_TURNS = 4  # given to Rasa, whose policies go through every recalled turn several times: 1 ms a turn
KEPT_TEXT = 500  # characters of an earlier message
_RECORD_KEPT = ("decision", "topic", "entry", "cause")
_METADATA_KEPT = ("turn_id", "sent_at")

State = dict[str, Any]
Told = dict[str, Any]


class StateError(ValueError):
    """A state that this module did not make."""


def load_tracker(conversation: str, state: Mapping[str, Any] | None, domain: Domain) -> DialogueStateTracker:
    """The tracker of a state; a new conversation for None and for a state of another version. Raises StateError."""
    known = state if state and state.get("version") == VERSION else {}
    names = {slot.name for slot in domain.slots}
    try:
        slots = [SlotSet(name, value) for name, value in dict(known.get("slots") or {}).items() if name in names]
        loop = [ActiveLoop(known["active_loop"])] if known.get("active_loop") else []
        recalled = [_event(told) for told in _last_turns(known.get("events") or [], RECALLED_TURNS)]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise StateError("state is not one that this channel returned; send it back unchanged, or null.") from None
    opening: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted(), *slots, *loop]
    events = [*opening, ActionExecuted(ACTION_LISTEN_NAME), *recalled]
    return DialogueStateTracker.from_events(conversation, events, domain.slots)


def save_state(tracker: DialogueStateTracker, before: Mapping[str, Any] | None) -> State:
    """Slots that are set, the open form, and what was said and done in the last 20 turns, shortened."""
    earlier = (before or {}).get("events") or [] if (before or {}).get("version") == VERSION else []
    older = earlier[: len(earlier) - len(_last_turns(earlier, RECALLED_TURNS))]
    recent = [told for event in tracker.events if (told := _told(event)) is not None]
    first = next((i for i, told in enumerate(recent) if told["event"] == "user"), len(recent))
    return {
        "version": VERSION,
        "slots": {name: value for name, value in tracker.current_slot_values().items() if value is not None},
        "active_loop": tracker.active_loop_name,
        "events": _last_turns([*older, *recent[first:]], KEPT_TURNS),
    }


def _last_turns(events: Iterable[Told], count: int) -> list[Told]:
    """From the user's message that opens the oldest of the last turns on."""
    told = list(events)
    opens = [position for position, event in enumerate(told) if event["event"] == "user"]
    return told[opens[-count:][0] :] if opens else []


def _told(event: Event) -> Told | None:
    """An event as it is kept; None for those that slots and form stand for."""
    if isinstance(event, UserUttered):
        metadata = {key: value for key, value in (event.metadata or {}).items() if key in _METADATA_KEPT}
        return {
            "event": "user",
            "at": event.timestamp,
            "text": (event.text or "")[:KEPT_TEXT],
            "intent": event.intent,
            "message_id": event.message_id,
            "metadata": metadata,
        }
    if isinstance(event, BotUttered):
        record = (event.data.get("custom") or {}).get("record") or {}
        return {"event": "bot", "at": event.timestamp, "record": {k: record[k] for k in _RECORD_KEPT if record.get(k)}}
    if isinstance(event, ActionExecuted):
        return {"event": "action", "at": event.timestamp, "name": event.action_name}
    return None


def _event(told: Told) -> Event:
    at = told["at"]
    if told["event"] == "user":
        return UserUttered(
            str(told["text"]),
            dict(told["intent"]),
            timestamp=at,
            message_id=told["message_id"],
            metadata=dict(told["metadata"]),
        )
    if told["event"] == "bot":
        return BotUttered(None, {"custom": {"record": told["record"]}}, timestamp=at)
    return ActionExecuted(str(told["name"]), timestamp=at)
