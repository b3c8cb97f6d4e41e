"""Whose questions are not answered by machine, whatever the law says of them."""

from datetime import date

import pytest

from actions.conversation_limits import find_kept
from knowledge_base.decision import Question


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
