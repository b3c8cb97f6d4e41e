"""A third way to compare texts: how near their points stand in the embedding."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.embedding import Embedding, Points, Terms, at_length_one
from knowledge_base.search.field import Floats


class PointField:
    """The points of all questions, and of each unit the middle of its own."""

    def __init__(self, terms: Terms, begins: NDArray[np.int64], size: int, embedding: Embedding) -> None:
        """`begins`: where the questions of each unit begin among the `size` of them."""
        self._embedding, self._begins = embedding, begins
        self._points = embedding.place(terms, size)
        self._centres = at_length_one(np.add.reduceat(self._points, begins, axis=0))

    def score(self, query: Terms) -> tuple[Floats, Floats]:
        """For each unit the cosine of a text with the nearest question of it, and with their middle."""
        point = self._embedding.place(query, 1)[0]
        nearest = np.maximum.reduceat(self._points @ point, self._begins)
        return _rounded(nearest), _rounded(self._centres @ point)


def _rounded(cosines: Points) -> Floats:
    """Without the last digits, in which two versions of numpy differ."""
    return np.asarray(np.round(cosines, 6), dtype=np.float64)
