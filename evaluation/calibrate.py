"""`make calibrate`: fit the confidence model on questions of our own, print how far it can be believed, write it down.

The questions stand in evaluation/questions/: own.jsonl with known articles, outside.jsonl from other fields of
law. They are in no training data and no answer's variants.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from actions.understanding import read_questions
from bot import logs
from bot.env import enter
from bot.fingerprint import ROOT
from bot.train import MODELS, find_newest
from evaluation.brain import VIETNAM, WholeBrain
from knowledge_base.decision import consider

DAY = date(2026, 11, 23)
QUESTIONS = Path(__file__).parent / "questions"
TARGET = ROOT / "knowledge_base" / "decision" / "calibration.yaml"
HEAD = "# Weights of the confidence model, fitted by `make calibrate` on evaluation/questions; do not edit by hand.\n"


@dataclass(frozen=True)
class Sample:
    """One question that came as far as the confidence model."""

    values: Mapping[str, float]
    right: bool
    outside: bool


def main() -> int:
    """Fit, report, write. Returns 2 where no model is trained."""
    model = find_newest(ROOT / MODELS)
    if model is None:
        print("No model is trained: run `make train` first.", file=sys.stderr)
        return 2
    brain = WholeBrain(model)
    asked = [*_read("own.jsonl"), *_read("outside.jsonl")]
    samples = [sample for row in asked if (sample := _sample(brain, row)) is not None]
    names = list(samples[0].values)
    features = np.array([[sample.values[name] for name in names] for sample in samples])
    right = np.array([sample.right for sample in samples])
    classifier = LogisticRegression(C=1.0, max_iter=2000)
    held_out = cross_val_predict(classifier, features, right, cv=10, method="predict_proba")[:, 1]
    outside = np.array([sample.outside for sample in samples])
    total = sum(row["topic"] is not None for row in asked)
    print(report(held_out, right, outside, total))
    classifier.fit(features, right)
    _write(names, classifier.coef_[0], float(classifier.intercept_[0]), len(samples), brain.version)
    return 0


def _read(name: str) -> list[dict[str, Any]]:
    path = QUESTIONS / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _sample(brain: WholeBrain, row: dict[str, Any]) -> Sample | None:
    """What the model sees of a question; right when one of the first three citations is a known article."""
    sent_at = datetime.combine(DAY, time(9), tzinfo=VIETNAM)
    question = read_questions(brain.parse(row["question"]), brain.knowledge.kb, sent_at)[0]
    thought = consider(question, brain.knowledge)
    if thought is None:
        return None
    gold = {(place["document"], str(place["article"])) for place in row["gold"]}
    return Sample(thought.values, bool(gold & set(thought.chosen.unit.articles[:3])), row["topic"] is None)


def report(held_out: Any, right: Any, outside: Any, total: int) -> str:
    """Reliability in tenths, and what each threshold would answer. All on held-out folds."""
    lines = ["confidence | questions | said | true"]
    gaps = []
    for low in np.arange(0.0, 1.0, 0.1):
        inside = (held_out >= low) & (held_out < low + 0.1 + (low > 0.85))
        if inside.any():
            gaps.append(inside.mean() * abs(held_out[inside].mean() - right[inside].mean()))
            said, true = held_out[inside].mean(), right[inside].mean()
            lines.append(f"{low:.1f}–{low + 0.1:.1f} | {inside.sum()} | {said:.2f} | {true:.2f}")
    lines.append(f"expected calibration error {sum(gaps):.3f}")
    lines.append("threshold | coverage | precision | outside answered")
    for threshold in np.arange(0.4, 0.95, 0.05):
        lines.append(_row(held_out >= threshold, right, outside, total, float(threshold)))
    return "\n".join(lines)


def _row(answered: Any, right: Any, outside: Any, total: int, threshold: float) -> str:
    law = answered & ~outside
    precision = right[law].mean() if law.any() else float("nan")
    return f"{threshold:.2f} | {law.sum() / total:.3f} | {precision:.3f} | {(answered & outside).sum()}"


def _write(names: Sequence[str], weights: Any, intercept: float, samples: int, version: str) -> None:
    fitted = {
        "fitted_on": samples,
        "knowledge_version": version,
        "intercept": round(intercept, 4),
        "weights": {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)},
    }
    TARGET.write_text(HEAD + yaml.safe_dump(fitted, sort_keys=False, allow_unicode=True), encoding="utf-8")
    print(f"written to {TARGET.relative_to(ROOT)}")


if __name__ == "__main__":
    enter("evaluation.calibrate", sys.argv[1:])
    logs.configure()
    sys.exit(main())
