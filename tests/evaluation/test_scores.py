"""The figures of a run, counted by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.rows import Row, inside, key_of, read_rows
from evaluation.scores import (
    Outcome,
    confusion,
    grouped,
    largest_confusions,
    outside_answered,
    percentile,
    score,
)

WAGES = {"document": "45/2019/QH14", "article": "97"}
FINES = {"document": "283/2026/NĐ-CP", "article": "23"}
OTHER = {"document": "45/2019/QH14", "article": "1"}


def row(name: str = "q", topic: str | None = "unpaid_late_wages", style: str = "worker") -> Row:
    return Row(name, "câu hỏi", style, topic, frozenset({key_of(WAGES)}) if topic else frozenset())


def outcome(decision: str, *cited: dict[str, Any], ranked: tuple[dict[str, Any], ...] = (), **more: Any) -> Outcome:
    line = {"decision": decision, "confidence": 0.8, "citations": list(cited), "candidates": list(ranked)}
    return Outcome.of(more.pop("row", row()), line, **more)


def test_only_the_first_three_citations_count() -> None:
    assert outcome("answer", OTHER, FINES, WAGES).right
    assert not outcome("answer", OTHER, FINES, {**OTHER, "article": "2"}, WAGES).right
    assert not outcome("escalate", WAGES).right


def test_clauses_of_one_article_are_one_candidate() -> None:
    ranked = ({**OTHER, "clause": "1"}, {**OTHER, "clause": "2"}, WAGES)
    assert outcome("answer", ranked=ranked).rank == 2
    assert outcome("answer", ranked=(OTHER,)).rank is None


def test_score() -> None:
    found = score(
        [
            outcome("answer", WAGES, ranked=(WAGES,), guessed="unpaid_late_wages"),
            outcome("answer", OTHER, FINES, ranked=(OTHER, WAGES), guessed="wage_payment"),
            outcome("clarify", ranked=(OTHER,)),
            outcome("escalate"),
            outcome("answer", OTHER, row=row(topic=None)),
        ]
    )
    assert found is not None
    assert (found.questions, found.hit1, found.hit3, found.hit10, found.mrr) == (4, 0.25, 0.5, 0.5, 0.375)
    assert (found.coverage, found.precision, found.useful, found.wrong) == (0.5, 0.5, 0.25, 0.25)
    assert (found.clarify, found.escalate, found.citations, found.topic_right) == (0.25, 0.25, 1.5, 0.5)


def test_nothing_answered_and_nothing_asked() -> None:
    silent = score([outcome("escalate")])
    assert silent is not None and silent.precision is None and silent.citations is None
    assert score([outcome("answer", row=row(topic=None))]) is None


def test_outside_answered() -> None:
    outside = row(topic=None)
    unknown = Row("u", "câu", "other", None, None)
    run = [outcome("answer", OTHER, row=outside), outcome("escalate", row=outside), outcome("answer", row=unknown)]
    assert outside_answered(run) == (1, 2)


def test_confusion_and_groups() -> None:
    guesses = ["b", "b", "a", "c", None]
    run = [outcome("escalate", row=row(topic="a"), guessed=guessed) for guessed in guesses]
    cells = confusion(run)
    assert cells == {("a", "b"): 2, ("a", "a"): 1, ("a", "c"): 1}
    assert largest_confusions(cells, 5) == [("a", "b", 2), ("a", "c", 1)]
    assert {name: len(part) for name, part in grouped(run, lambda o: o.row.topic).items()} == {"a": 5}


@pytest.mark.parametrize(("share", "value"), [(0.5, 2), (0.95, 4), (0.25, 1), (0.26, 2), (1.0, 4)])
def test_percentile(share: float, value: float) -> None:
    assert percentile([4, 1, 3, 2], share) == value


def test_both_forms_of_files(tmp_path: Path) -> None:
    lines = [
        {"id": "own", "question": "a", "topic": "t", "gold": [FINES], "style": "slang"},
        {"id": "out", "question": "b", "topic": None, "gold": []},
        {
            "id": "shared",
            "question": "c",
            "gold": [{"law": "283/2026/ND-CP", "article": 23}],
            "still_in_force_2026": True,
        },
        {"id": "gone", "question": "d", "gold": [OTHER], "still_in_force_2026": False},
        {"id": "bare", "question": "e", "date": "2026-11-23"},
        {"id": "ood", "question": "f", "topic": "ood"},
    ]
    (tmp_path / "q.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    rows = {row.id: row for row in read_rows([tmp_path])}
    assert list(rows) == ["own", "out", "shared", "bare", "ood"]
    assert rows["own"].gold == rows["shared"].gold == {key_of(FINES)}
    assert [name for name, row in rows.items() if row.outside] == ["out", "ood"]
    assert rows["bare"].gold is None and str(rows["bare"].day) == "2026-11-23"
    assert [row.id for row in inside(rows.values())] == ["own", "shared"]


def test_an_unusable_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": "a", "question": "b"}\n{"id": "c"}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"q\.jsonl, line 2"):
        read_rows([tmp_path / "q.jsonl"])
