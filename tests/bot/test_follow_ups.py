"""Two questions read as one: what the new words ask anew takes the place of the old."""

from __future__ import annotations

import pytest

from bot.follow_ups import find_kind, in_context, names_place


@pytest.mark.parametrize(
    ("before", "said", "both"),
    [
        ("bị đuổi giờ kiện có ăn không", "tốn bao nhiêu tiền", "bị đuổi giờ kiện, tốn bao nhiêu tiền"),
        ("phụ lục giảm lương, em có nên ký không", "không ký thì bị gì", "phụ lục giảm lương, em, không ký thì bị gì"),
        (
            "vợ em sắp sinh bé thứ 2, em được nghỉ mấy ngày",
            "còn vợ em",
            "sinh con thứ 2 được nghỉ thai sản mấy tháng",
        ),
        ("vợ em mới sinh em được nghỉ mấy bữa", "thế vợ em thì sao", "sinh con được nghỉ thai sản mấy tháng"),
    ],
)
def test_a_new_question_takes_the_place_of_the_old_one(before: str, said: str, both: str) -> None:
    assert in_context(said, before) == both


def test_holiday_takes_the_place_of_night() -> None:
    assert "đêm" not in in_context("lễ thì mấy phần trăm", "tăng ca ban đêm mấy phần trăm")


@pytest.mark.parametrize("words", ["sao v", "tại sao vậy", "vì sao vậy ạ"])
def test_why_asks_for_the_basis(words: str) -> None:
    assert find_kind(words, None, 0.0, False) == "sure"


@pytest.mark.parametrize(("sure", "kind"), [(0.6, "leans"), (0.9, "beside")])
def test_short_words_with_a_topic_of_their_own_stand_beside(sure: float, kind: str) -> None:
    assert find_kind("nghỉ 2 tháng có lương không", "stoppage_pay", sure, False) == kind


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ở sóc sơn", True),
        ("dạ ở Biên Hòa", True),
        ("tại thuận an", True),
        ("ở đây", False),
        ("ở lại làm thêm 2 tiếng nữa", False),
    ],
)
def test_a_few_words_say_only_where(text: str, place: bool) -> None:
    assert names_place(text) is place
