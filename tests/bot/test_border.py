"""What is no labour law is settled on its own, beside which topic or act a message is."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from bot.border import Border, fit_border
from bot.linear_model import Example, train

TOPICS = ("unpaid_late_wages", "annual_leave")
TEXTS = {
    "unpaid_late_wages": [
        "công ty nợ lương",
        "lương trả trễ",
        "nợ lương hai tháng",
        "chưa trả lương",
        "trả thiếu lương",
    ],
    "annual_leave": ["phép năm mấy ngày", "nghỉ phép năm", "còn phép không", "phép chưa nghỉ", "gộp phép năm"],
    "off_domain": ["vượt đèn đỏ phạt sao", "sang tên sổ đỏ", "ly hôn ở tòa nào", "mức phạt nồng độ cồn", "thừa kế đất"],
    "greet": ["chào ad", "xin chào", "hello ad", "chào shop", "alo ad"],
}
EXAMPLES = [Example(text, intent) for intent, texts in TEXTS.items() for text in texts]


def test_chances_stay_chances_and_acts_keep_theirs() -> None:
    border = Border(np.array([4.0], "float32"), 0.0, np.array([True, True, False, False]), 2, 1.0)
    chances = np.array([[0.3, 0.1, 0.2, 0.4], [0.0, 0.0, 0.6, 0.4]])
    far, near = border.settle(chances, csr_matrix([[1.0], [-1.0]]))
    assert far.sum() == pytest.approx(1) and far[3] == near[3] == 0.4
    assert far[2] > 0.55 and far[0] == pytest.approx(3 * far[1])
    assert near[2] < 0.05


@pytest.mark.parametrize(
    ("text", "first"), [("ly hôn chia đất", "off_domain"), ("nợ lương", "unpaid_late_wages"), ("chào", "greet")]
)
def test_a_model_with_a_border_ranks_chances(text: str, first: str) -> None:
    model = train(EXAMPLES, TOPICS)
    (ranking,) = model.rank([text])
    assert model.border and ranking[0][0] == first
    assert sum(chance for _, chance in ranking) == pytest.approx(1)


@pytest.mark.parametrize("missing", ["off_domain", *TOPICS])
def test_without_one_side_there_is_no_border(missing: str) -> None:
    left = [example for example in EXAMPLES if example.intent != missing and example.intent not in TOPICS[1:]]
    left = left if missing == "off_domain" else [e for e in left if e.intent not in TOPICS]
    intents = [example.intent for example in left]
    rows = csr_matrix(np.eye(len(left), dtype="float32"))
    assert fit_border(rows, intents, np.ones(len(left)), sorted(set(intents)), TOPICS) is None
