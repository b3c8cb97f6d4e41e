"""Weights of search, fitted on questions with known articles: which article comes first, which hit answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from evaluation.asked import Asked
from knowledge_base.decision.telling import places_told
from knowledge_base.search import Found, Hit, SearchIndex, choose
from knowledge_base.search.choice import choice_features
from knowledge_base.search.ranking import FEATURES, RANKING
from knowledge_base.search.units import READ

Floats = NDArray[np.float64]
Case = tuple[Floats, NDArray[np.bool_]]  # rows of figures, and which rows are right
LIMIT = 30  # articles that take part in a choice, as in a live search
PULL = 3.0  # how strongly weights are held near zero; 1 to 10 are equal within noise


@dataclass(frozen=True)
class Weights:
    """Of articles, of hits by their articles, of hits by what they tell; in the order of FEATURES and twice CHOICE."""

    articles: Floats
    choice: Floats
    entries: Floats


def fit_weights(asked: Sequence[Asked], index: SearchIndex) -> Weights:
    """Fit on the questions that have known articles: the articles first, then the hits that they back."""
    inside = [one for one in asked if not one.outside]
    articles = fit_choice([case for one in inside if (case := _article_case(one))]) + _belief()
    return Weights(
        articles,
        fit_choice([case for one in inside if (case := _hit_case(one, index, articles))]),
        fit_choice([case for one in inside if (case := _entry_case(one, index, articles))]),
    )


def find_with(one: Asked, index: SearchIndex, weights: Weights | None) -> Found:
    """What search finds with other weights than the shipped ones."""
    return _found(one, index, weights.articles if weights else None)


def choose_with(found: Found, weights: Weights | None) -> Hit:
    """The hit that answers, by other weights than the shipped ones."""
    return choose(found, weights.choice, weights.entries) if weights else choose(found)


def is_right(one: Asked, index: SearchIndex, weights: Weights | None) -> bool:
    """Whether the chosen entry is one that answers; where nobody knows, whether it first cites a known article."""
    found = find_with(one, index, weights)
    chosen = choose_with(found, weights)
    if one.entries is not None and chosen.unit.kind == "faq":
        return chosen.unit.id.removeprefix("faq:") in one.entries
    return bool(set(one.gold) & set(places_told(chosen, found.articles)[:READ]))


def fit_choice(cases: Sequence[Case]) -> Floats:
    """Weights that make one of the right rows of each case likely against the others (conditional logit)."""
    scale = np.vstack([rows for rows, _ in cases]).std(axis=0) + 1e-9
    scaled = [(rows / scale, right) for rows, right in cases]

    def surprise(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for rows, right in scaled:
            powers = np.exp(rows @ weights - (rows @ weights).max())
            chances, hoped = powers / powers.sum(), powers * right / (powers @ right)
            total -= float(np.log(powers @ right / powers.sum()))
            slope -= rows.T @ (hoped - chances)
        return total + PULL * float(weights @ weights), slope + 2 * PULL * weights

    found = minimize(surprise, np.zeros(len(scale)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / scale)


def _article_case(one: Asked) -> Case | None:
    return (one.looked.rows.figures, one.is_first) if one.is_first.any() else None


def _hit_case(one: Asked, index: SearchIndex, articles: Floats) -> Case | None:
    rows = choice_features(_found(one, index, articles))
    right = np.array([bool(set(one.gold) & set(hit.unit.articles[:READ])) for hit in one.looked.hits])
    return (rows, right) if right.any() else None


def _entry_case(one: Asked, index: SearchIndex, articles: Floats) -> Case | None:
    if not one.entries:
        return None
    known = {f"faq:{name}" for name in one.entries}
    right = np.array([hit.unit.id in known for hit in one.looked.hits])
    return (choice_features(_found(one, index, articles)), right) if right.any() else None


def _found(one: Asked, index: SearchIndex, articles: Floats | None) -> Found:
    return Found(one.looked.hits, index.ranker.order(one.looked.rows, LIMIT, articles))


def _belief() -> Floats:
    return np.array([float(RANKING["belief"].get(name, 0.0)) for name in FEATURES])
