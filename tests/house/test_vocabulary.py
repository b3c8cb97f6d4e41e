"""One vocabulary: topics, intents, rules, actions, answers, training data and phrases agree."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.text import fold, tokens

ROOT = Path(__file__).resolve().parents[2]
POLITE = {
    "a", "da", "vang", "em", "anh", "chi", "ad", "minh", "cho", "hoi", "oi", "voi", "nhe", "nha", "vay", "thua", "xin",
    "ban",
}  # fmt: skip
MIN_EXAMPLES = 20


def read(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def vocabulary() -> dict[str, set[str]]:
    topics = read("knowledge_base/directory/topics.yaml")
    return {"topics": {topic["id"] for topic in topics["topics"]}, "acts": set(topics["dialogue_acts"])}


@pytest.fixture(scope="module")
def examples() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data/nlu").glob("*.yml")):
        for block in yaml.safe_load(path.read_text(encoding="utf-8")).get("nlu") or []:
            lines = [line.removeprefix("- ").strip() for line in block["examples"].splitlines()]
            found.setdefault(block["intent"], []).extend(line for line in lines if line)
    return found


def buttons() -> set[str]:
    return set(read("bot/payloads.yaml"))


def test_the_intents_are_the_topics_the_acts_and_the_buttons(vocabulary: dict[str, set[str]]) -> None:
    intents = set(read("domain.yml")["intents"])
    assert intents == vocabulary["topics"] | vocabulary["acts"] | buttons()


def test_every_intent_has_a_rule_with_an_action(vocabulary: dict[str, set[str]]) -> None:
    ruled: Counter[str] = Counter()
    for rule in read("data/rules/rules.yml")["rules"]:
        first = rule["steps"][0]
        ruled.update(step["intent"] for step in first.get("or", [first]))
    assert set(ruled) - {"nlu_fallback"} == set(read("domain.yml")["intents"])
    assert set(ruled.values()) == {1}


def test_every_action_of_the_domain_is_written(vocabulary: dict[str, set[str]]) -> None:
    written = set()
    for path in (ROOT / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "action":
                assert isinstance(node.value, ast.Constant)
                written.add(node.value.value)
    assert written - {""} == set(read("domain.yml")["actions"])


def test_every_topic_has_answers(vocabulary: dict[str, set[str]]) -> None:
    answered = {path.stem for path in (ROOT / "knowledge_base/faq").glob("*.yaml")}
    assert vocabulary["topics"] <= answered


def test_every_recognised_intent_has_enough_examples(
    vocabulary: dict[str, set[str]], examples: dict[str, list[str]]
) -> None:
    recognised = vocabulary["topics"] | vocabulary["acts"]
    assert recognised <= set(examples) <= recognised | buttons()
    short = {intent: len(examples[intent]) for intent in recognised if len(examples[intent]) < MIN_EXAMPLES}
    assert not short


def bare(example: str) -> str:
    return " ".join(syllable for syllable in tokens(fold(example)) if syllable not in POLITE)


def test_no_two_examples_of_an_intent_are_the_same_words(examples: dict[str, list[str]]) -> None:
    for intent, lines in examples.items():
        again = [words for words, count in Counter(map(bare, lines)).items() if count > 1 and words]
        assert not again, f"{intent}: {again}"


def test_no_example_stands_in_two_intents(examples: dict[str, list[str]]) -> None:
    owners: dict[str, set[str]] = {}
    for intent, lines in examples.items():
        for line in lines:
            owners.setdefault(fold(line), set()).add(intent)
    assert not {line: intents for line, intents in owners.items() if len(intents) > 1}


def test_every_cause_and_department_has_words(vocabulary: dict[str, set[str]]) -> None:
    phrases = read("actions/phrases.yaml")
    departments = set(read("knowledge_base/directory/topics.yaml")["departments"])
    assert departments <= set(phrases["departments"])
    causes = {"low_confidence", "asked_for_human", "bad_answer", "missing_fact", "not_in_force", "sensitive", "danger"}
    assert causes <= set(phrases["escalate"])
    for topics in phrases["sensitive"].values():
        assert set(topics) <= vocabulary["topics"]


def test_buttons_fit_messengers_limits() -> None:
    for reply in read("actions/phrases.yaml")["buttons"].values():
        assert len(reply["title"]) <= 20
        assert re.match(r"/\w+", reply["payload"]) and reply["payload"].partition("{")[0][1:] in buttons()
