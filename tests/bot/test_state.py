from __future__ import annotations

import json
from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.state import KEPT_TURNS, RECALLED_TURNS, VERSION, StateError, load_tracker, save_state

DOMAIN = Domain.from_dict(
    {
        "intents": ["greet"],
        "slots": {"pending": {"type": "any", "influence_conversation": False, "mappings": [{"type": "custom"}]}},
    }
)


def said(tracker: DialogueStateTracker) -> list[str | None]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


def one_turn(state: dict[str, Any] | None, text: str) -> dict[str, Any]:
    tracker = load_tracker("c", state, DOMAIN)
    tracker.update(
        UserUttered(text, {"name": "greet", "confidence": 0.5}, metadata={"turn_id": text, "context": {"a": 1}})
    )
    tracker.update(ActionExecuted("action_dialogue_act"))
    record = {"decision": "act", "ranking": [["greet", 1.0]], "candidates": [1]}
    tracker.update(BotUttered(None, {"custom": {"messages": [{"text": "lời dài"}], "record": record}}))
    tracker.update(SlotSet("pending", {"key": text}), DOMAIN)
    tracker.update(ActionExecuted("action_listen"))
    return save_state(tracker, state)


def test_a_new_conversation_listens() -> None:
    tracker = load_tracker("c", None, DOMAIN)
    assert tracker.latest_action_name == "action_listen"
    assert tracker.get_slot("pending") is None


def test_slots_and_words_come_back() -> None:
    state = json.loads(json.dumps(one_turn(one_turn(None, "một"), "hai")))
    tracker = load_tracker("c", state, DOMAIN)
    assert tracker.get_slot("pending") == {"key": "hai"}
    assert said(tracker) == ["một", "hai"]
    assert tracker.latest_action_name == "action_listen"


def test_nothing_but_the_decision_is_kept_of_a_reply() -> None:
    events = one_turn(None, "một")["events"]
    assert [event["record"] for event in events if event["event"] == "bot"] == [{"decision": "act"}]
    assert events[0]["metadata"] == {"turn_id": "một"}
    assert "lời dài" not in json.dumps(events, ensure_ascii=False)


def test_twenty_turns_are_kept_four_recalled() -> None:
    state = None
    for number in range(KEPT_TURNS + 5):
        state = one_turn(state, str(number))
    assert state is not None
    kept = [event["text"] for event in state["events"] if event["event"] == "user"]
    assert kept == [str(number) for number in range(5, KEPT_TURNS + 5)]
    assert said(load_tracker("c", state, DOMAIN)) == kept[-RECALLED_TURNS:]


def test_an_open_form_stays_open() -> None:
    domain = Domain.from_dict({**DOMAIN.as_dict(), "forms": {"calculation_form": {"required_slots": []}}})
    tracker = load_tracker("c", None, domain)
    tracker.update(ActiveLoop("calculation_form"))
    assert load_tracker("c", save_state(tracker, None), domain).active_loop_name == "calculation_form"


def test_a_state_of_another_version_starts_anew() -> None:
    state = {**one_turn(None, "một"), "version": VERSION + 1}
    assert said(load_tracker("c", state, DOMAIN)) == []
    assert said(load_tracker("c", save_state(load_tracker("c", state, DOMAIN), state), DOMAIN)) == []


def test_a_slot_that_the_model_does_not_know_is_left_out() -> None:
    state = one_turn(None, "một")
    state["slots"]["gone"] = 1
    assert "gone" not in load_tracker("c", state, DOMAIN).current_slot_values()


@pytest.mark.parametrize(
    "change", [{"events": [{"event": "user"}]}, {"events": ["x"]}, {"slots": 5}, {"events": 5}, {"events": [{}]}]
)
def test_a_state_that_is_not_ours_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(StateError, match="not one that this channel returned"):
        load_tracker("c", {**one_turn(None, "một"), **change}, DOMAIN)
