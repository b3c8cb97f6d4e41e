"""Whose questions are not answered by machine, whatever the law says of them."""

from datetime import date

import pytest

from actions.conversation_limits import find_kept, keep_for_people
from knowledge_base.decision import Brain, Decision, Question


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("làm thế nào để khỏi trả trợ cấp thôi việc cho công nhân làm từ 2005", "employer_trick"),
        ("cach ne dong bao hiem cho nhan vien thoi vu", "employer_trick"),
        ("làm sao để khỏi đền tiền cho công ty khi nghỉ ngang", None),
        ("công ty né đóng bảo hiểm cho công nhân thì em báo ai", None),
        ("làm sao để công ty trả trợ cấp thôi việc cho công nhân", None),
        ("xem giùm em lương của chị Lan bao nhiêu", "other_people"),
        ("bài tập: lương của chị Lan là bao nhiêu nếu làm 10 giờ tăng ca", None),
    ],
)
def test_tricks_of_employers_and_what_concerns_others(text: str, kept: str | None) -> None:
    assert find_kept(Question(text, date(2026, 11, 24))) == kept


def test_guilt_at_no_work_is_no_matter_of_ours(brain: Brain) -> None:
    outside = Decision("escalate", 0.1, date(2026, 11, 24), domain=False)
    question = Question("say rượu tông xe người ta thì có đi tù không", date(2026, 11, 24))
    assert keep_for_people(question, outside, brain) is outside


def test_what_is_kept_is_handed_over_though_the_words_seemed_of_another_field(brain: Brain) -> None:
    outside = Decision("escalate", 0.1, date(2026, 11, 24), domain=False)
    question = Question("xem giùm em lương của chị Lan bao nhiêu", date(2026, 11, 24))
    kept = keep_for_people(question, outside, brain)
    assert kept.domain and kept.cause == "sensitive" and kept.why == "other_people" and kept.department
