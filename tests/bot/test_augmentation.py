from __future__ import annotations

from pathlib import Path

from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.augmentation import KnowledgeExamples
from bot.knowledge_questions import list_questions
from bot.linear_model import NEAR_WEIGHT, WEIGHT

FAQ = """
topic: annual_leave
entries:
- {id: annual_leave.days, title: Số ngày phép, questions: [mấy ngày phép, phép năm bao nhiêu]}
"""
DOCUMENT = """
articles:
- {article: "113", topics: [annual_leave, public_holidays], questions: [phép chưa nghỉ]}
- {article: "1", topics: [], questions: [không tính]}
"""


def test_questions_of_answers_and_articles_by_topic(tmp_path: Path) -> None:
    for name, content in {"faq/annual_leave.yaml": FAQ, "documents/45.yaml": DOCUMENT}.items():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(content, encoding="utf-8")
    assert list_questions(tmp_path) == [
        ("Số ngày phép", "annual_leave"),
        ("mấy ngày phép", "annual_leave"),
        ("phép chưa nghỉ", "annual_leave"),
        ("phép năm bao nhiêu", "annual_leave"),
    ]


def test_only_intents_of_the_training_data_grow() -> None:
    data = TrainingData([Message({"text": "phép năm", "intent": "annual_leave"})])
    grown = KnowledgeExamples({}).process_training_data(data)
    added = [message for message in grown.intent_examples if message.get(WEIGHT)]
    assert len(added) > 10
    assert {(message.get("intent"), message.get(WEIGHT)) for message in added} == {("annual_leave", NEAR_WEIGHT)}


def test_a_message_of_a_worker_stays_as_it_is() -> None:
    message = Message({"text": "phép năm"})
    before = dict(message.data)
    assert KnowledgeExamples({}).process([message])[0].data == before
