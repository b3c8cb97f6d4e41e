"""Our own questions: enough of them stand in the project, each once, and what is fitted was fitted on them."""

from __future__ import annotations

from collections import Counter

from evaluation.asked import lacking, list_rows
from knowledge_base.decision.confidence import CALIBRATION


def test_enough_questions_stand_in_the_project() -> None:
    assert lacking(list_rows()) == ""


def test_missing_questions_are_named() -> None:
    rows = [row for row in list_rows() if row["topic"] is not None]
    assert "0 of other fields" in lacking(rows)
    assert lacking([])


def test_every_question_stands_once() -> None:
    rows = list_rows()
    for field in ("id", "question"):
        assert [name for name, times in Counter(row[field] for row in rows).items() if times > 1] == []


def test_the_confidence_was_fitted_on_all_of_them() -> None:
    unreadable = len(list_rows()) - CALIBRATION["fitted_on"]
    assert 0 <= unreadable <= len(list_rows()) / 100, "run `make calibrate`"
