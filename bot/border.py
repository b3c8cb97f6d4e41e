"""Whether words are about labour law at all: asked on its own, beside which topic they are of.

Harm (violence, harassment) stands outside this: words of crime must not make it another field.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import expit
from sklearn.svm import LinearSVC

Floats = NDArray[np.float64]
OUTSIDE = "off_domain"
STRENGTH = 0.5  # LinearSVC's C
SEED = 7


@dataclass(frozen=True)
class Border:
    """Between the topics and `off_domain`. `sharpness` makes margins chances: logistic(sharpness × margin)."""

    weights: NDArray[np.float32]
    offset: float
    topics: NDArray[np.bool_]  # which columns of a table of chances are topics
    outside: int  # the column of off_domain
    sharpness: float

    def margins(self, rows: csr_matrix) -> Floats:
        """How far beyond the border each row stands: above 0 in another field."""
        return np.asarray(rows @ self.weights + self.offset, dtype=np.float64)

    def settle(self, chances: Floats, rows: csr_matrix) -> Floats:
        """The chances with those of topics and off_domain dealt anew between the two; acts keep theirs."""
        beyond = expit(self.sharpness * self.margins(rows))
        within = chances[:, self.topics].sum(axis=1)
        both = within + chances[:, self.outside]
        settled = chances.copy()
        settled[:, self.outside] = both * beyond
        settled[:, self.topics] *= (both * (1 - beyond) / np.maximum(within, 1e-12))[:, None]
        return settled


def fit_border(
    rows: csr_matrix, intents: Sequence[str], weights: Floats, names: Sequence[str], topics: Collection[str]
) -> Border | None:
    """Fit on the rows of topics and of off_domain; None where one of the two is missing.

    `names`: the columns of the chances to settle. `weights`: of the rows; the smaller side is lifted half way.
    """
    within, beyond = np.isin(intents, list(topics)), np.asarray(intents) == OUTSIDE
    if not within.any() or not beyond.any():
        return None
    weights = np.where(beyond, weights * (weights[within].sum() / weights[beyond].sum()) ** 0.5, weights)
    told = within | beyond
    machine = LinearSVC(C=STRENGTH, random_state=SEED, max_iter=3000).fit(rows[told], beyond[told], weights[told])
    columns = np.isin(names, list(topics))
    return Border(machine.coef_[0].astype("float32"), float(machine.intercept_[0]), columns, names.index(OUTSIDE), 1.0)
