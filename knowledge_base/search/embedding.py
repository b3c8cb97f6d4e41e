"""Texts as points on a sphere: wordings of one question stand near each other, whether or not they share words.

A point is the sum of what each word, pair of words and piece of three letters weighs, brought to length 1. What they
weigh is learned by `make calibrate` from our own wordings and lies in embedding.npz; a text written later is placed by
the same table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search import words
from knowledge_base.search.field import pieces

FILE = Path(__file__).with_name("embedding.npz")
BITS = 15  # terms share 2^15 rows: twice as many are no better
LETTERS = (3,)  # lengths of the pieces of words
_MIX = np.uint64(0x9E3779B97F4A7C15)
_AT_ONCE = 20_000  # rows that are gathered together

Points = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Terms:
    """The rows of the table that texts are made of, text after text; `owner`: the number of the text of each."""

    rows: Rows
    owner: Rows


@dataclass(frozen=True)
class Embedding:
    """`table`: what each row weighs, 2^BITS × dimensions."""

    table: Points

    def place(self, terms: Terms, count: int) -> Points:
        """A point for each of `count` texts; texts without terms stand at 0."""
        points = np.zeros((count, self.table.shape[1]), dtype=np.float32)
        begins = np.flatnonzero(np.diff(terms.owner, prepend=-1))
        for first, last in _portions(begins, len(terms.rows)):
            part = begins[first:last]
            end = begins[last] if last < len(begins) else len(terms.rows)
            points[terms.owner[part]] = np.add.reduceat(self.table[terms.rows[part[0] : end]], part - part[0])
        return at_length_one(points)


def at_length_one(points: Points) -> Points:
    """The same directions; 0 stays 0."""
    lengths = np.maximum(np.linalg.norm(points, axis=1, keepdims=True), 1e-9)
    return np.asarray(points / lengths, dtype=np.float32)


def terms_of(source: words.Stream, read: words.Words) -> Terms:
    """The terms of texts that are already split into words (`read`, with their concepts)."""
    whole = words.terms(read)
    parts, owners = pieces(source, LETTERS)
    ids, owner = np.concatenate((whole.ids, parts)), np.concatenate((whole.owner, owners))
    order = np.argsort(owner, kind="stable")
    return Terms(((ids[order] * _MIX) >> np.uint64(64 - BITS)).astype(np.int64), owner[order])


@cache
def shipped() -> Embedding:
    """The table that `make calibrate` has learned."""
    with np.load(FILE) as stored:
        return Embedding(np.asarray(stored["table"] * stored["scale"][:, None], dtype=np.float32))


def store(embedding: Embedding) -> None:
    """Write the table as whole numbers of 8 bits, a scale for each row: 2 MB instead of 8."""
    scale = np.maximum(np.abs(embedding.table).max(axis=1), 1e-9) / 127
    np.savez_compressed(FILE, table=np.round(embedding.table / scale[:, None]).astype(np.int8), scale=scale)
    shipped.cache_clear()


def _portions(begins: Rows, size: int) -> list[tuple[int, int]]:
    """Ranges of texts with about _AT_ONCE terms each."""
    cuts = np.searchsorted(begins, np.arange(_AT_ONCE, size, _AT_ONCE)).tolist()
    edges = sorted({0, *cuts, len(begins)})
    return list(pairwise(edges)) if len(begins) else []
