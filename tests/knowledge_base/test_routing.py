"""Which department gets a question that no answer is sure for."""

from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.decision import Brain, Question
from knowledge_base.decision.routing import find_department_topic
from knowledge_base.search import Found

ON = date(2026, 11, 24)
TEXT = "nghi viec phai bao truoc bao nhieu ngay"


@pytest.fixture(scope="module")
def brain(shipped: KnowledgeBase) -> Brain:
    return Brain.build(shipped)


def routed(brain: Brain, *ranking: tuple[str, float], found: Found | None = None) -> str | None:
    question = Question(TEXT, ON, ranking)
    return find_department_topic(question, brain.kb, found or brain.index.find(TEXT, ON, dict(ranking), set()))


def test_of_two_likely_topics_the_one_whose_answers_are_found_gets_it(brain: Brain) -> None:
    assert routed(brain, ("annual_leave", 0.45), ("resign_notice", 0.4)) == "resign_notice"


def test_where_nothing_is_found_the_classifier_decides(brain: Brain) -> None:
    assert routed(brain, ("annual_leave", 0.45), ("resign_notice", 0.4), found=Found([], {})) == "annual_leave"


def test_what_search_finds_does_not_outweigh_a_sure_classifier(brain: Brain) -> None:
    assert routed(brain, ("annual_leave", 0.97), ("resign_notice", 0.01)) == "annual_leave"


@pytest.mark.parametrize("ranking", [(), (("thanks", 0.9),), (("off_domain", 0.8), ("resign_notice", 0.1))])
def test_what_is_hardly_a_topic_goes_to_the_dispatcher(brain: Brain, ranking: tuple[tuple[str, float], ...]) -> None:
    assert routed(brain, *ranking) is None
