"""`make calibrate`: fit embedding, search and confidence, print how far they can be believed.

Every figure that is printed comes from folds that were held out of all fits.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

import knowledge_base
from bot import logs
from bot.env import enter
from bot.fingerprint import ROOT
from evaluation.asked import lacking, list_rows, look_at
from evaluation.brain import WholeBrain
from evaluation.embedding import fit_embedding
from evaluation.fitting import Weights, fit_weights
from evaluation.model import find_model
from evaluation.reliability import report
from evaluation.weighing import FOLDS, hold_out
from knowledge_base.search.choice import CHOICE
from knowledge_base.search.embedding import store
from knowledge_base.search.ranking import FEATURES

SEARCH = ROOT / "knowledge_base" / "search" / "fitted.yaml"
CONFIDENCE = ROOT / "knowledge_base" / "decision" / "calibration.yaml"
HEAD = "# Weights fitted by `make calibrate` on evaluation/questions; do not edit by hand.\n"


def main() -> int:
    """Fit, report, write. Returns 2 where no model is trained or questions are missing."""
    rows = list_rows()
    if fault := lacking(rows):
        print(fault, file=sys.stderr)
        return 2
    model = find_model()
    if model is None:
        return 2
    store(fit_embedding(knowledge_base.load()))
    brain = WholeBrain(model)
    asked = [one for row in rows if (one := look_at(brain, row))]
    held = hold_out(asked, brain.knowledge.index)
    outside = np.array([one.outside for one in asked])
    classifier = LogisticRegression(C=1.0, max_iter=2000)
    said = cross_val_predict(classifier, held.table, held.right, cv=FOLDS, method="predict_proba")[:, 1]
    print(report(said, held.right, outside, sum(row["topic"] is not None for row in rows)))
    classifier.fit(held.table, held.right)
    _write_search(fit_weights(asked, brain.knowledge.index))
    _write_confidence(held.names, classifier.coef_[0], float(classifier.intercept_[0]), len(asked), brain.version)
    return 0


def _write_search(weights: Weights) -> None:
    _write(
        SEARCH,
        {
            "articles": _rounded(FEATURES, weights.articles),
            "choice": _rounded(CHOICE, weights.choice),
            "entries": _rounded(CHOICE, weights.entries),
        },
    )


def _write_confidence(names: Sequence[str], weights: Any, intercept: float, samples: int, version: str) -> None:
    fitted = {"fitted_on": samples, "knowledge_version": version, "intercept": round(intercept, 4)}
    _write(CONFIDENCE, {**fitted, "weights": _rounded(names, weights)})


def _rounded(names: Sequence[str], weights: Any) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def _write(target: Path, content: Mapping[str, Any]) -> None:
    target.write_text(HEAD + yaml.safe_dump(dict(content), sort_keys=False, allow_unicode=True), encoding="utf-8")
    print(f"written to {target.relative_to(ROOT)}")


if __name__ == "__main__":
    enter("evaluation.calibrate", sys.argv[1:])
    logs.configure()
    sys.exit(main())
