"""domain.yml, rules, the directory and the buttons speak of the same things."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.examples import bare, button_intents, find_faults
from bot.legal_ruler import PART
from bot.patterns import LISTS
from bot.places import directory
from bot.quantities import FINDERS

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def domain() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return loaded


def rules() -> list[tuple[str, str]]:
    """(intent, action) of every rule."""
    loaded = yaml.safe_load((ROOT / "data/rules/rules.yml").read_text(encoding="utf-8"))
    pairs = []
    for rule in loaded["rules"]:
        step, action = rule["steps"]
        pairs += [(one["intent"], action["action"]) for one in step.get("or", [step])]
    return pairs


def form_actions(domain: dict[str, Any]) -> set[str]:
    """The actions that Rasa's forms call, without a rule."""
    return {f"validate_{form}" for form in domain["forms"]}


def test_intents_are_topics_dialogue_acts_and_buttons(domain: dict[str, Any]) -> None:
    wanted = {*directory().topics, *directory().dialogue_acts, *button_intents()}
    assert set(domain["intents"]) == wanted
    assert len(directory().topics) == 75
    assert len(directory().dialogue_acts) == 27


def test_every_intent_has_one_rule(domain: dict[str, Any]) -> None:
    counts = Counter(intent for intent, _ in rules())
    assert set(counts) == {*domain["intents"], "nlu_fallback"}
    assert set(counts.values()) == {1}


def test_every_topic_is_answered_by_the_same_decision(domain: dict[str, Any]) -> None:
    assert {action for intent, action in rules() if intent in directory().topics} == {"action_answer_question"}
    assert {action for _, action in rules()} == set(domain["actions"]) - form_actions(domain)


def test_every_entity_found_is_in_the_domain(domain: dict[str, Any]) -> None:
    found = {*FINDERS, *LISTS["labels"], "document_kind", "province"} - {PART}
    assert found <= set(domain["entities"])


def test_no_slot_steers_the_dialogue(domain: dict[str, Any]) -> None:
    form = {"calculation", "facts", "missing_fact"}
    assert {"pending", "last_answer", "memory", "context"} | form == set(domain["slots"])
    assert not any(slot["influence_conversation"] for slot in domain["slots"].values())


def test_faults_of_examples_are_told() -> None:
    told = "\n".join(
        find_faults([("Nợ lương ạ", "unpaid_late_wages"), ("em no luong", "unpaid_late_wages"), ("x", "zz")])
    )
    assert "“Nợ lương ạ” (unpaid_late_wages) = “em no luong” (unpaid_late_wages)" in told
    assert "zz: not in knowledge_base/directory/topics.yaml" in told
    assert "unpaid_late_wages: 2 examples" in told


def test_politeness_does_not_make_an_example() -> None:
    assert bare("Dạ cho em hỏi nợ lương ạ ạ") == bare("no luong")
    assert bare("nợ lương") != bare("trễ lương")
    assert bare("👍") != bare("👎")
