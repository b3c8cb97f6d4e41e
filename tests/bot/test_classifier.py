from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.classifier import TopicClassifier, list_examples
from bot.linear_model import WEIGHT, Example, folds, train

WAGES = ["công ty nợ lương", "lương trả trễ", "nợ lương hai tháng", "chưa trả lương", "trả thiếu lương", "lương chậm"]
LEAVE = ["phép năm mấy ngày", "nghỉ phép năm", "còn phép không", "phép chưa nghỉ", "gộp phép năm", "ngày phép"]
GREET = ["chào ad", "xin chào", "hello ad", "chào shop", "alo ad", "hi ad"]


def examples() -> list[Example]:
    groups = {"unpaid_late_wages": WAGES, "annual_leave": LEAVE, "greet": GREET}
    return [Example(text, intent) for intent, texts in groups.items() for text in texts]


def test_ranks_all_intents_as_probabilities() -> None:
    (ranking,) = train(examples()).rank(["cty no luong"])
    assert ranking[0][0] == "unpaid_late_wages"
    assert sum(chance for _, chance in ranking) == pytest.approx(1)
    assert len(ranking) == 3


def test_without_accents_the_same() -> None:
    model = train(examples())
    assert model.rank(["công ty nợ lương"]) == model.rank(["cong ty no luong"])


def test_unknown_words_rank_nothing() -> None:
    assert train(examples()).rank(["😀", "", "zzz"]) == [[], [], []]


def test_the_order_of_examples_makes_no_difference() -> None:
    first, second = train(examples()), train(examples()[::-1])
    assert first.rank(["lương và phép"]) == second.rank(["lương và phép"])


def test_two_intents_are_enough_one_is_not() -> None:
    two = [example for example in examples() if example.intent != "greet"]
    assert train(two).rank(["phép năm"])[0][0][0] == "annual_leave"
    with pytest.raises(ValueError, match="at least two intents"):
        train(two[:3])


def test_near_examples_are_learned_from_and_never_tested_on() -> None:
    near = Example("lãnh lương", "unpaid_late_wages", 0.5)
    parts = folds([*examples(), near], 3)
    assert all(near in seen and near not in unseen for seen, unseen in parts)
    tested = [example for _, unseen in parts for example in unseen]
    assert sorted(tested, key=repr) == sorted(examples(), key=repr)


@pytest.fixture
def component(tmp_path: Path) -> TopicClassifier:
    """Trained, stored, and loaded again."""
    storage, resource = LocalModelStorage.create(tmp_path), Resource("classifier")
    context = ExecutionContext(GraphSchema({}))
    config = {**TopicClassifier.get_default_config(), "ranking_length": 2}
    messages = [Message({"text": example.text, "intent": example.intent}) for example in examples()]
    TopicClassifier.create(config, storage, resource, context).train(TrainingData(messages))
    return TopicClassifier.load(config, storage, resource, context)


def read(component: TopicClassifier, text: str, **more: Any) -> Message:
    (message,) = component.process([Message({"text": text, **more})])
    return message


def test_component_outputs_intent_and_ranking(component: TopicClassifier) -> None:
    message = read(component, "bị nợ lương")
    assert message.get("intent")["name"] == "unpaid_late_wages"
    assert len(message.get("intent_ranking")) == 2
    assert {"intent", "intent_ranking", "segments"} <= message.output_properties


def test_component_without_known_words(component: TopicClassifier) -> None:
    message = read(component, "😀")
    assert message.get("intent") == {"name": None, "confidence": 0.0}
    assert message.get("intent_ranking") == []


def test_component_tells_segments_with_their_entities(component: TopicClassifier) -> None:
    text = "công ty nợ lương 5tr. phép năm mấy ngày"
    parts = [{"text": text[:20], "start": 0, "end": 20}, {"text": text[22:], "start": 22, "end": len(text)}]
    money = {"entity": "money", "start": 17, "end": 20, "value": 5_000_000}
    message = read(component, text, segments=parts, entities=[money])
    told = message.get("segments")
    assert [part["intent"]["name"] for part in told] == ["unpaid_late_wages", "annual_leave"]
    assert [part["entities"] for part in told] == [[money], []]
    assert told[0]["ranking"][0][0] == "unpaid_late_wages"


def test_buttons_teach_no_words() -> None:
    data = TrainingData(
        [
            Message({"text": "/give_consent", "intent": "give_consent"}),
            Message({"text": "nợ lương", "intent": "unpaid_late_wages", WEIGHT: 0.5}),
        ]
    )
    assert list_examples(data) == [Example("nợ lương", "unpaid_late_wages", 0.5)]
