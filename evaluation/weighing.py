"""Weights fitted without the questions that they are then measured on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from evaluation.asked import Asked
from evaluation.fitting import Weights, choose_with, find_with, fit_weights, is_right
from knowledge_base.decision import think
from knowledge_base.decision.confidence import CALIBRATION, probability
from knowledge_base.search import SearchIndex
from knowledge_base.search.choice import SHIPPED_CHOICE, SHIPPED_ENTRIES
from knowledge_base.search.ranking import SHIPPED

FOLDS = 10
SEED = 7


@dataclass(frozen=True)
class Confidence:
    """A fitted confidence model, in the form of calibration.yaml."""

    intercept: float
    weights: Mapping[str, float]


@dataclass(frozen=True)
class Fold:
    """Which questions (by place in the list) were held out of these weights."""

    questions: tuple[int, ...]
    search: Weights
    confidence: Confidence


@dataclass
class Believed:
    """What was said of each question's chosen answer and whether it was right."""

    said: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    outside: list[bool] = field(default_factory=list)

    def add(self, one: Asked, index: SearchIndex, weights: Weights | None) -> None:
        """The chosen hit with these search weights, under the confidence model in use."""
        self.said.append(probability(_values(one, index, weights)))
        self.right.append(is_right(one, index, weights))
        self.outside.append(one.outside)


@dataclass(frozen=True)
class HeldOut:
    """What was said of each question with search weights fitted on the other folds, and whether it was right."""

    parts: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]]  # questions fitted on, questions held out
    weights: Sequence[Weights]
    names: Sequence[str]
    table: NDArray[np.float64]  # a row a question, a column for each of `names`
    right: NDArray[np.bool_]


def hold_out(asked: Sequence[Asked], index: SearchIndex) -> HeldOut:
    """Every question once by weights that have not seen it."""
    parts = list(KFold(FOLDS, shuffle=True, random_state=SEED).split(np.arange(len(asked))))
    fitted = [fit_weights([asked[i] for i in train], index) for train, _ in parts]
    values: list[Mapping[str, float]] = [{}] * len(asked)
    right = np.zeros(len(asked), dtype=bool)
    for (_, test), weights in zip(parts, fitted, strict=True):
        for i in test:
            values[i], right[i] = _values(asked[i], index, weights), is_right(asked[i], index, weights)
    names = list(values[0])
    return HeldOut(parts, fitted, names, np.array([[row[name] for name in names] for row in values]), right)


def fit_folds(asked: Sequence[Asked], index: SearchIndex) -> list[Fold]:
    """Search weights and a confidence model for each fold, from the questions of the others.

    A confidence model learns from values that search gave to questions it was not fitted on, as `make calibrate` does.
    """
    held = hold_out(asked, index)
    return [
        Fold(
            tuple(int(i) for i in test),
            weights,
            _fit_confidence(held.names, held.table[train], held.right[train]),
        )
        for (train, test), weights in zip(held.parts, held.weights, strict=True)
    ]


@contextmanager
def using(fold: Fold | None) -> Iterator[None]:
    """Let search and decision use a fold's weights for a while instead of the shipped ones; None: the shipped ones."""
    if fold is None:
        yield
        return
    kept = SHIPPED.copy(), SHIPPED_CHOICE.copy(), SHIPPED_ENTRIES.copy(), dict(CALIBRATION)
    SHIPPED[:], SHIPPED_CHOICE[:] = fold.search.articles, fold.search.choice
    SHIPPED_ENTRIES[:] = fold.search.entries
    CALIBRATION.update(intercept=fold.confidence.intercept, weights=fold.confidence.weights)
    try:
        yield
    finally:
        SHIPPED[:], SHIPPED_CHOICE[:], SHIPPED_ENTRIES[:] = kept[:3]
        CALIBRATION.update(kept[3])


def _values(one: Asked, index: SearchIndex, weights: Weights | None) -> Mapping[str, float]:
    found = find_with(one, index, weights)
    return think(one.question, found, choose_with(found, weights), weights.entries if weights else None).values


def _fit_confidence(names: Sequence[str], table: NDArray[np.float64], right: NDArray[np.bool_]) -> Confidence:
    fitted = LogisticRegression(C=1.0, max_iter=2000).fit(table, right)
    weights = {name: float(weight) for name, weight in zip(names, fitted.coef_[0], strict=True)}
    return Confidence(float(fitted.intercept_[0]), weights)
