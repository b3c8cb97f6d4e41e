"""The figures of a run that are compared with goals, and how they are written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import yaml

from evaluation.measuring import Run
from evaluation.reliability import calibration_error
from evaluation.scores import outside_answered, score

HERE = Path(__file__).parent
WORDS: dict[str, Any] = yaml.safe_load((HERE / "report.yaml").read_text(encoding="utf-8"))
GOALS: dict[str, dict[str, float]] = yaml.safe_load((HERE / "goals.yaml").read_text(encoding="utf-8"))
PLAIN = {"questions": "{:.0f}", "citations": "{:.1f}", "nlu": "{:.1f}", "mrr": "{:.3f}", "calibration_error": "{:.3f}"}

COLUMNS = (
    "questions",
    "hit1",
    "hit3",
    "hit10",
    "mrr",
    "coverage",
    "precision",
    "useful",
    "wrong",
    "clarify",
    "escalate",
)


@dataclass(frozen=True)
class Goal:
    """A figure with its goal. `met` is None where nothing was measured."""

    name: str
    value: float | None
    target: str
    met: bool | None


def headline(run: Run) -> dict[str, float | None]:
    """Every figure of the run by name; None where the questions do not tell it."""
    found = score(run.outcomes)
    figures: dict[str, float | None] = dict(vars(found)) if found else {}
    answered, others = outside_answered(run.outcomes)
    figures["outside"] = answered / others if others else None
    figures["calibration_error"] = error_of(run)
    figures.update(losses(run))
    times = [outcome.stages["nlu"] for outcome in run.outcomes if "nlu" in outcome.stages]
    figures["nlu"] = median(times) if times else None
    return figures


def losses(run: Run) -> dict[str, float]:
    """What each kind of typing costs: right answers at once, of all questions, before minus after."""
    before = score(run.outcomes)
    after = {kind: score(outcomes) for kind, outcomes in run.varied.items()}
    return {kind: before.useful - scores.useful for kind, scores in after.items() if before and scores}


def error_of(run: Run, least: float = 0.0) -> float | None:
    """The expected calibration error of what was believed at least this much."""
    said, right = np.array(run.believed.said), np.array(run.believed.right)
    kept = said >= least
    return calibration_error(said[kept], right[kept]) if kept.any() else None


def goals(figures: Mapping[str, float | None]) -> list[Goal]:
    """All goals with what was reached."""
    return [_goal(name, figures.get(name), bounds) for name, bounds in GOALS.items()]


def tell(name: str, value: float | None) -> str:
    """A figure as people read it; shares as percentages with a decimal comma."""
    if value is None:
        return str(WORDS["none"])
    form = PLAIN.get(name, "{:.1%}")
    told = form.format(value).replace(".", ",")
    return told if any(digit in told for digit in "123456789") else told.lstrip("-")


def _goal(name: str, value: float | None, bounds: Mapping[str, float]) -> Goal:
    (side, bound) = next(iter(bounds.items()))
    target = WORDS["goal"]["at_least" if side == "least" else "at_most"].format(tell(name, bound))
    met = None if value is None else (value >= bound if side == "least" else value <= bound)
    return Goal(name, value, target, met)
