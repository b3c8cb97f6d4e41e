"""The report: figures against goals, weights for a while, a page that stands alone."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from datetime import date

import numpy as np
import pytest

from evaluation.drawing import bars, heat_map, reliability
from evaluation.fitting import Weights
from evaluation.measuring import Run, guessed_topic
from evaluation.page import build
from evaluation.reliability import calibration_error, tenths
from evaluation.report import text_table
from evaluation.rows import Row, key_of
from evaluation.scores import Outcome
from evaluation.summary import GOALS, WORDS, goals, headline, losses, tell
from evaluation.timing import STAGES, Stopwatch
from evaluation.weighing import Believed, Confidence, Fold, using
from knowledge_base.decision.confidence import CALIBRATION
from knowledge_base.search.choice import SHIPPED_CHOICE, SHIPPED_ENTRIES
from knowledge_base.search.ranking import SHIPPED

GOLD = {"document": "45/2019/QH14", "article": "97"}
STAGE_TIMES = {"nlu": 6.0, "search": 3.0, "decide": 1.0, "tell": 2.0}


def outcome(decision: str, topic: str | None = "minors", guessed: str = "minors", article: str = "97") -> Outcome:
    gold = frozenset({key_of(GOLD)}) if topic else frozenset[tuple[str, str]]()
    place = {**GOLD, "article": article}
    line = {"decision": decision, "confidence": 0.9, "citations": [place], "candidates": [place]}
    return Outcome.of(Row("q", "lương <b> & công", "worker", topic, gold), line, guessed, **STAGE_TIMES)


@pytest.fixture
def run() -> Run:
    outcomes = [
        *[outcome("answer")] * 8,
        outcome("answer", guessed="probation", article="1"),
        outcome("clarify"),
        outcome("escalate", topic=None),
    ]
    varied = {"slang": [*[outcome("answer")] * 7, *[outcome("escalate")] * 3]}
    believed = Believed([0.9] * 10 + [0.1], [True] * 9 + [False] * 2, [False] * 10 + [True])
    return Run(outcomes, varied, believed, 11, "abc123", "model.tar.gz")


def test_headline(run: Run) -> None:
    figures = headline(run)
    assert (figures["coverage"], figures["outside"], figures["nlu"]) == (0.9, 0.0, 6.0)
    assert figures["precision"] == pytest.approx(8 / 9)
    assert losses(run) == {"slang": pytest.approx(0.1)}
    assert figures["calibration_error"] == pytest.approx((10 * 0 + 1 * 0.1) / 11)


def test_goals(run: Run) -> None:
    met = {goal.name: goal.met for goal in goals(headline(run))}
    assert met["coverage"] is True and met["precision"] is False and met["slang"] is False and met["folded"] is None
    assert set(met) == set(GOALS) <= set(WORDS["columns"])


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("coverage", 0.756, "75,6%"),
        ("mrr", 0.5, "0,500"),
        ("nlu", None, "–"),
        ("questions", 9, "9"),
        ("slips", -0.0001, "0,0%"),
    ],
)
def test_tell(name: str, value: float | None, told: str) -> None:
    assert tell(name, value) == told


def test_the_page_stands_alone_and_escapes(run: Run) -> None:
    page = build(run, date(2026, 11, 23))
    assert "23/11/2026" in page and "abc123" in page and "lương &lt;b&gt; &amp; công" in page
    assert not re.search(r"<(script|link|img)\b|\bsrc=", page)
    assert all(title in page for title in WORDS["sections"].values())
    for picture in re.findall(r"<svg.*?</svg>", page):
        ElementTree.fromstring(picture)
    assert page.count("<svg") == 5


def test_only_our_topics_are_compared() -> None:
    ours, theirs = (outcome("answer", topic=name).row for name in ("minors", "children"))
    ranking, topics = ["greet", "probation", "minors"], {"minors", "probation"}
    assert guessed_topic(ours, ranking, topics) == "probation"
    assert guessed_topic(theirs, ranking, topics) is None


def test_articles_are_told_once_each_on_its_line(run: Run) -> None:
    page = build(run, date(2026, 11, 23))
    assert (
        '<td class="words lines">Điều 97 · 45/2019/QH14</td><td class="words lines">Điều 1 · 45/2019/QH14</td>' in page
    )


def test_long_labels_do_not_leave_the_picture() -> None:
    assert f"{'x' * 21}…<" in bars([("x" * 60, [0.5])], [""], 1.0)


def test_a_page_without_labels() -> None:
    unknown = Outcome.of(Row("u", "câu", "other", None, None), {"decision": "answer", "confidence": 0.5})
    page = build(Run([unknown], {}, Believed(), 0, "abc", "model"), date(2026, 11, 23))
    assert "<td>Chưa có đáp án</td><td>1</td><td>100,0%</td><td>0,0%</td><td>0,0%</td>" in page
    assert WORDS["shipped"].strip() in page and WORDS["sections"]["styles"] not in page


def test_the_table_on_the_screen(run: Run) -> None:
    lines = text_table(run).splitlines()
    assert re.search(r"Trả lời ngay +90,0% +≥ 75,0% +đạt", lines[0])
    assert len(lines) == len(GOALS) + 10


def test_pictures_are_xml() -> None:
    for picture in (
        bars([("a & b", [0.5, 2.0])], ["x", "y"], 1.0),
        reliability([(0.2, 0.3, 4)], "said", "true"),
        heat_map(["a", "b"], {("a", "b"): 1, ("b", "b"): 3}),
    ):
        ElementTree.fromstring(picture)


def test_tenths_hold_both_ends() -> None:
    said, right = np.array([0.0, 0.05, 0.95, 1.0]), np.array([False, False, True, True])
    assert [(low, int(part.sum())) for low, part in tenths(said)] == [(0.0, 2), (0.9, 2)]
    assert calibration_error(said, right) == pytest.approx(0.025)


def test_weights_are_used_for_a_while() -> None:
    kept = SHIPPED.copy(), SHIPPED_CHOICE.copy(), SHIPPED_ENTRIES.copy(), dict(CALIBRATION)
    fold = Fold((0,), Weights(SHIPPED + 1, SHIPPED_CHOICE * 2, SHIPPED_ENTRIES * 3), Confidence(0.5, {"question": 1.0}))
    with pytest.raises(RuntimeError), using(fold):
        assert (kept[0] + 1 == SHIPPED).all() and (2 * kept[1] == SHIPPED_CHOICE).all()
        assert (3 * kept[2] == SHIPPED_ENTRIES).all()
        assert CALIBRATION["intercept"] == 0.5
        raise RuntimeError
    assert (kept[0] == SHIPPED).all() and (kept[1] == SHIPPED_CHOICE).all() and kept[3] == CALIBRATION
    assert (kept[2] == SHIPPED_ENTRIES).all()


def test_stages_count_what_is_inside_them_once() -> None:
    watch = Stopwatch()
    with watch.measure("whole"):
        assert watch.wrap("deciding", watch.wrap("search", lambda: 7))() == 7
    stages = watch.stages(5.0)
    assert tuple(stages) == STAGES and stages["nlu"] == 5.0 and min(stages.values()) >= 0
    watch.start()
    assert sum(watch.stages(0.0).values()) == 0
