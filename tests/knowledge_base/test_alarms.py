"""Harm is heard before law, in plain words and in the classifier's suspicion."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base.decision import Question
from knowledge_base.decision.alarms import find_alarm

ON = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("words", "alarm"),
    [
        ("em muốn chết quá, nợ lương 4 tháng rồi", "despair"),
        ("e uong thuoc ngu roi", "despair"),
        ("không trả lương là tui tưới xăng đốt cty luôn", "despair"),
        ("mệt muốn chết rồi, chết quách cho xong", "despair"),
        ("em mệt, muốn chết", "despair"),
        ("nó nhốt chung em 3 ngày nay", "danger_now"),
        ("em đang ra máu mà sếp không cho đi viện", "danger_now"),
        ("tổ trưởng cứ sờ mông em", "sexual_harassment"),
        ("quan ly hay om em tu phia sau", "sexual_harassment"),
        ("bạn thân em bị hiếp ở phòng trọ công ty", "sexual_harassment"),
    ],
)
def test_plain_words_of_harm_are_heard(words: str, alarm: str) -> None:
    assert find_alarm(Question(words, ON), 0.28) == alarm


@pytest.mark.parametrize(
    "words",
    [
        "máy chết em nghỉ có lương không",
        "nghỉ ốm mấy ngày được hưởng bảo hiểm",
        "công ty không cho nghỉ phép",
        "làm việc nặng ra mồ hôi có được bồi dưỡng không",
        "tự nguyện đóng bảo hiểm thế nào",
        "nhờ tư vấn hồ sơ tai nạn lao động",
        "nho tu van giup em",
        "cứ từ từ rồi tính được không",
        "em ốm từ sau Tết tới giờ có được hưởng không",
        "máy dính nhớt trong xưởng em lau bị trừ tiền",
        "xưởng đang chạy xuống ca đêm",
        "hiệp hội doanh nghiệp có được ký thỏa ước không",
        "giờ trưa công ty không cho ra ngoài ăn",
    ],
)
def test_everyday_words_raise_no_alarm(words: str) -> None:
    assert find_alarm(Question(words, ON), 0.28) is None


def test_suspicion_is_summed_over_its_kinds() -> None:
    ranking = (("sexual_harassment", 0.15), ("abuse_forced_labour", 0.14), ("minimum_wage", 0.1))
    assert find_alarm(Question("…", ON, ranking), 0.28) == "sexual_harassment"
    assert find_alarm(Question("…", ON, ranking[:1]), 0.28) is None


@pytest.mark.parametrize(
    "words",
    [
        "mệt muốn chết mà lương có 5tr",
        "tăng ca hoài chắc chết quá",
        "chết rồi ad ơi e lỡ ký đơn nghỉ việc",
        "chết em rồi ad ơi",
        "nong muon chet ma xuong khong co quat",
    ],
)
def test_dying_as_a_way_of_speaking_is_no_despair(words: str) -> None:
    assert find_alarm(Question(words, ON, (("despair", 0.99),)), 0.28) is None


@pytest.mark.parametrize(
    "words",
    [
        "em met muon chet",
        "mệt muốn chết",
        "e mệt muốn chết, ko chịu nổi nữa",
        "em mệt mỏi muốn chết",
        "chết rồi ad ơi em không muốn sống nữa",
        "mệt muốn chết, đời em coi như tuyệt vọng",
    ],
)
def test_grave_words_beside_a_way_of_speaking_are_heard(words: str) -> None:
    assert find_alarm(Question(words, ON, (("despair", 0.99),)), 0.28) == "despair"


def test_a_way_of_speaking_hides_no_other_harm() -> None:
    assert find_alarm(Question("chết rồi ad ơi", ON, (("danger_now", 0.5), ("despair", 0.4))), 0.28) == "danger_now"
