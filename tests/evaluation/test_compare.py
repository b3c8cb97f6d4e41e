"""Two runs of the same questions: what was gained, what was lost, and when the second one is worse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from evaluation.compare import main, one_sided, state_of
from evaluation.rows import Row, key_of
from evaluation.scores import Outcome

GOLD = {"document": "45/2019/QH14", "article": "97"}
OTHER = {"document": "45/2019/QH14", "article": "1"}
COUNT = 40


def line(name: str, decision: str, cited: dict[str, Any] = GOLD) -> dict[str, Any]:
    return {"id": name, "decision": decision, "confidence": 0.8, "citations": [cited], "candidates": [cited]}


@pytest.fixture
def files(tmp_path: Path) -> Any:
    """Writes a question set and runs; gives their paths as arguments."""
    asked = [{"id": f"q{i}", "question": f"câu {i}", "topic": "t", "gold": [GOLD]} for i in range(COUNT)]
    asked.append({"id": "out", "question": "ngoài", "topic": None, "gold": []})

    def write(*runs: dict[str, dict[str, Any]]) -> list[str]:
        usual = {row["id"]: line(row["id"], "escalate" if row["id"] == "out" else "answer") for row in asked}
        contents = [asked, *([*(usual | run).values()] for run in runs)]
        paths = [tmp_path / f"{name}.jsonl" for name in ("questions", "a", "b")]
        for path, rows in zip(paths, contents, strict=True):
            path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
        return [str(paths[1]), str(paths[2]), "--questions", str(paths[0])]

    return write


@pytest.mark.parametrize(
    ("worse", "better", "p"), [(0, 0, 1.0), (1, 0, 0.5), (5, 0, 1 / 32), (3, 1, 5 / 16), (0, 3, 1.0)]
)
def test_one_sided(worse: int, better: int, p: float) -> None:
    assert one_sided(worse, better) == p


def test_states() -> None:
    law, outside = Row("a", "", "", "t", frozenset({key_of(GOLD)})), Row("b", "", "", None, frozenset())
    cases = [(law, "answer", GOLD), (law, "answer", OTHER), (law, "clarify", GOLD), (outside, "answer", GOLD)]
    states = [state_of(Outcome.of(row, line("", decision, cited))) for row, decision, cited in cases]
    assert states == ["right", "wrong", "clarify", "wrong"]
    assert state_of(Outcome.of(outside, line("", "escalate"))) == "right"


def test_equal_runs(files: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(files({}, {})) == 0
    told = capsys.readouterr().out
    assert "Thêm được (0)" in told and "Mất đi (0)" in told and "p = 1,000" in told


def test_five_new_wrong_answers_are_more_than_noise_and_four_are_not(files: Any) -> None:
    wrong = {f"q{i}": line(f"q{i}", "answer", OTHER) for i in range(5)}
    assert main(files({}, wrong)) == 1
    assert main(files({}, dict(list(wrong.items())[:4]))) == 0
    assert main(files(wrong, {})) == 0


def test_gained_and_lost_are_listed(files: Any, capsys: pytest.CaptureFixture[str]) -> None:
    a = {"q1": line("q1", "escalate"), "q2": line("q2", "answer", OTHER), "q4": line("q4", "clarify")}
    b = {"q2": line("q2", "clarify"), "q3": line("q3", "clarify"), "q4": line("q4", "answer", OTHER)}
    assert main(files(a, b | {"out": line("out", "answer")})) == 0
    told = capsys.readouterr().out
    assert "q1: chuyển người → đúng · câu 1" in told and "q3: đúng → hỏi lại · câu 3" in told
    assert "out: đúng → sai · ngoài" in told
    assert "Thêm được (1)" in told and "Mất đi (2)" in told and "Mới sai (1)" in told and "Hết sai (1)" in told
    assert "0/1 | 1/1 | 1" in told


def test_a_run_of_other_questions_is_told(files: Any, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = files({}, {})
    Path(arguments[1]).write_text(json.dumps(line("q0", "answer")), encoding="utf-8")
    assert main(arguments) == 2
    assert f"thiếu {COUNT} câu" in capsys.readouterr().err
