"""The hit that tells the answer: first which article answers, then which entry tells it for this question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.index import Found, Hit
from knowledge_base.search.ranking import FITTED, Floats, Place

CHOICE: tuple[str, ...] = tuple(FITTED["choice"])
SHIPPED_CHOICE = np.array([float(weight) for weight in FITTED["choice"].values()])
SHIPPED_ENTRIES = np.array([float(weight) for weight in FITTED["entries"].values()])
_CITED = 3  # a basis line is read for its first citations


def choose(found: Found, weights: Floats | None = None) -> Hit:
    """The hit most likely to be the right answer. `found.hits` must not be empty."""
    figures = choice_features(found)
    first = _best(figures @ (SHIPPED_CHOICE if weights is None else weights))
    return found.hits[_best(np.where(_told_alike(found, first), figures @ SHIPPED_ENTRIES, -np.inf))]


def _best(values: Floats) -> int:
    return int(np.argmax(np.round(values, 9)))


def _told_alike(found: Found, first: int) -> NDArray[np.bool_]:
    """The hit itself and the entries that cite the likeliest of its articles."""
    cited = found.hits[first].unit.articles[:_CITED]
    lead = max(cited, key=lambda place: found.articles.get(place, 0.0), default=None)
    alike = [hit.unit.kind == "faq" and lead in hit.unit.articles[:_CITED] for hit in found.hits]
    alike[first] = True
    return np.array(alike)


def choice_features(found: Found) -> Floats:
    """One row per hit, one column per name of CHOICE."""
    return np.array([[_values(hit, found.articles)[name] for name in CHOICE] for hit in found.hits])


def _values(hit: Hit, articles: Mapping[Place, float]) -> dict[str, float]:
    chances = [articles.get(place, 0.0) for place in hit.unit.articles[:_CITED]]
    return {
        "question": hit.question,
        "body": hit.body,
        "pieces": hit.pieces,
        "topic": hit.topic,
        "told": float(hit.unit.kind == "faq"),
        "first": chances[0] if chances else 0.0,
        "backed": sum(chances),
        "best": max(chances, default=0.0),
    }
