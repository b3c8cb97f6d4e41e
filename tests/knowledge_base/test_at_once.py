"""Cases told at once: a death at work, and what only stands near it."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.decision import Question
from knowledge_base.decision.at_once import find_case

ON = date(2026, 11, 23)
LIKELY = (("work_accident", 0.9),)


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("chồng em té giàn giáo chết chiều nay", "work_accident.death"),
        ("ba em bi dien giat mat hom qua, cty noi boi thuong 50tr", "work_accident.death"),
        ("công ty báo anh tôi đã tử vong ở xưởng", "work_accident.death"),
        ("anh bảo vệ đột quỵ chết trong ca đêm", "work_accident.sudden_illness"),
        ("chồng em mất vì nhồi máu khi đang tăng ca", "work_accident.sudden_illness"),
        ("có người chết trong xưởng thì công ty phải báo cho ai trong bao lâu", None),
        ("Tai nạn chết người phải khai báo ở đâu?", None),
        ("Giấu vụ tai nạn làm chết người thì công ty bị xử phạt thế nào?", None),
        ("chồng em té chết ở công trình, công ty có bị phạt không", "work_accident.death"),
        ("em bị kẹp tay ở máy dập", None),
    ],
)
def test_the_words_name_the_case(shipped: KnowledgeBase, words: str, entry: str | None) -> None:
    found = find_case(Question(words, ON, LIKELY), shipped)
    assert (found.id if found else None) == entry


def test_the_topic_must_be_likely(shipped: KnowledgeBase) -> None:
    assert find_case(Question("chồng em té giàn giáo chết chiều nay", ON, (("work_accident", 0.5),)), shipped) is None
