"""The hit that tells the answer: good itself and leading to the articles that answer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from knowledge_base.search.index import Found, Hit
from knowledge_base.search.ranking import FITTED, Floats, Place

CHOICE: tuple[str, ...] = tuple(FITTED["choice"])
SHIPPED_CHOICE = np.array([float(weight) for weight in FITTED["choice"].values()])
_CITED = 3  # a basis line is read for its first citations


def choose(found: Found, weights: Floats | None = None) -> Hit:
    """The hit most likely to be the right answer. `found.hits` must not be empty."""
    values = choice_features(found) @ (SHIPPED_CHOICE if weights is None else weights)
    return found.hits[int(np.argmax(np.round(values, 9)))]


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
