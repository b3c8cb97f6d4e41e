"""The hit that tells the answer: first which article answers, then which entry tells it for this question."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.index import Found, Hit
from knowledge_base.search.ranking import FITTED, Floats, Place
from knowledge_base.search.units import READ

CHOICE: tuple[str, ...] = tuple(FITTED["choice"])
SHIPPED_CHOICE = np.array([float(weight) for weight in FITTED["choice"].values()])
SHIPPED_ENTRIES = np.array([float(weight) for weight in FITTED["entries"].values()])
ALIKE = 0.2  # share of a question's weight that an entry's own questions must hold to take an article's place


def choose(found: Found, weights: Floats | None = None, entries: Floats | None = None) -> Hit:
    """The hit most likely to be the right answer. `found.hits` must not be empty."""
    figures = choice_features(found)
    first = _best(figures @ (SHIPPED_CHOICE if weights is None else weights))
    by_entry = figures @ (SHIPPED_ENTRIES if entries is None else entries)
    return found.hits[_best(np.where(_told_alike(found, first), by_entry, -np.inf))]


def chances(found: Found, entries: Floats | None = None) -> Floats:
    """For each hit its chance among all of them to tell the answer: its share of their exponentials, 0..1."""
    scores = choice_features(found) @ (SHIPPED_ENTRIES if entries is None else entries)
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def clearness(found: Found, chosen: Hit, entries: Floats | None = None) -> float:
    """How far the chosen hit stands out among all hits: its chance."""
    return float(chances(found, entries)[[hit.unit.id for hit in found.hits].index(chosen.unit.id)])


def _best(values: Floats) -> int:
    return int(np.argmax(np.round(values, 9)))


def _told_alike(found: Found, first: int) -> NDArray[np.bool_]:
    """The entries that cite first the likeliest of its articles, and the hit itself.

    An article is told as such, unless such an entry is asked for in like words.
    """
    cited = found.hits[first].unit.articles[:READ]
    lead = max(cited, key=lambda place: found.articles.get(place, 0.0), default=None)
    own = found.hits[first].unit.kind == "faq"
    least = 0.0 if own else ALIKE
    entries = [hit.unit.kind == "faq" and lead in hit.unit.articles[:1] for hit in found.hits]
    alike = np.array([told and hit.question >= least for told, hit in zip(entries, found.hits, strict=True)])
    alike[first] = own or not alike.any()
    return alike


def choice_features(found: Found) -> Floats:
    """One row per hit, one column per name of CHOICE."""
    return np.array([[_values(hit, found.articles)[name] for name in CHOICE] for hit in found.hits])


def _values(hit: Hit, articles: Mapping[Place, float]) -> dict[str, float]:
    chances = [articles.get(place, 0.0) for place in hit.unit.articles[:READ]]
    return {
        "question": hit.question,
        "body": hit.body,
        "pieces": hit.pieces,
        "topic": hit.topic,
        "point": hit.point,
        "centre": hit.centre,
        "told": float(hit.unit.kind == "faq"),
        "unsaid": hit.unsaid,
        "foreign": hit.foreign,
        "first": chances[0] if chances else 0.0,
        "backed": sum(chances),
        "best": max(chances, default=0.0),
    }
