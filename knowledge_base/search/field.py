"""Two ways to compare texts: BM25 over words and pairs, and the cosine over pieces of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge_base.search.words import Hashes, Owners, Stream, Words

Floats = NDArray[np.float64]
K1, B = 1.2, 0.5
PIECES = (3, 4, 5)
COMMON = 0.2  # pieces in more than this share of the texts say nothing and cost most of the time
_TEXT = np.uint64(2**24 - 1)  # the low bits of a term give way to the number of the text that holds it
_TERM = ~_TEXT
_BASE = np.uint64(0x100000001B3)
_MIX = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True)
class Postings:
    """For each term (sorted `keys`) the texts that hold it, `texts[begin:end]`, and how much it weighs there."""

    keys: Hashes
    bounds: NDArray[np.int64]
    texts: NDArray[np.int64]
    weights: Floats
    size: int

    def places(self, keys: Hashes) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """The number of each key, and whether it is known."""
        if not len(self.keys):
            return np.zeros(len(keys), dtype=np.int64), np.zeros(len(keys), dtype=bool)
        masked = keys & _TERM
        at = np.minimum(np.searchsorted(self.keys, masked), len(self.keys) - 1)
        return at, self.keys[at] == masked

    def add_up(self, at: NDArray[np.int64], factors: Floats) -> Floats:
        """For every text the sum of the weights of these terms, each times its factor."""
        spans = [slice(self.bounds[i], self.bounds[i + 1]) for i in at]
        if not spans:
            return np.zeros(self.size)
        texts = np.concatenate([self.texts[span] for span in spans])
        weights = np.concatenate([self.weights[span] * f for span, f in zip(spans, factors, strict=True)])
        return np.asarray(np.bincount(texts, weights=weights, minlength=self.size), dtype=np.float64)


@dataclass(frozen=True)
class _Counts:
    keys: Hashes
    bounds: NDArray[np.int64]
    texts: NDArray[np.int64]
    times: Floats
    term: NDArray[np.int64]


def _count(ids: Hashes, owner: Owners, size: int) -> _Counts:
    """How often each term stands in each text, by sorting once."""
    packed = (ids & _TERM) | owner.astype(np.uint64)
    packed.sort()
    first = np.flatnonzero(np.diff(packed, prepend=~packed[:1]))
    times = np.diff(first, append=len(packed)).astype(np.float64)
    pairs = packed[first]
    terms = pairs & _TERM
    begins = np.flatnonzero(np.diff(terms, prepend=~terms[:1]))
    bounds = np.append(begins, len(terms))
    term = np.repeat(np.arange(len(begins)), np.diff(bounds))
    return _Counts(terms[begins], bounds, (pairs & _TEXT).astype(np.int64), times, term)


class WordField:
    """BM25 over texts; a score is the share of the query's weight that a text holds, at most about 1."""

    def __init__(self, words: Words, size: int) -> None:
        counts = _count(words.ids, words.owner, size)
        lengths = np.bincount(words.owner, minlength=size).astype(np.float64)
        seen = np.diff(counts.bounds)
        self._rarity = np.log(1 + (size - seen + 0.5) / (seen + 0.5))
        self._unseen = float(np.log(1 + (size + 0.5) / 0.5))
        norm = K1 * (1 - B + B * lengths / max(lengths.mean(), 1e-9))
        weights = self._rarity[counts.term] * counts.times / (counts.times + norm[counts.texts])
        self._postings = Postings(counts.keys, counts.bounds, counts.texts, weights, size)

    def rarity(self, words: Hashes) -> Floats:
        """How much each word weighs."""
        at, known = self._postings.places(words)
        if not len(self._rarity):
            return np.full(len(words), self._unseen)
        return np.where(known, self._rarity[at], self._unseen)

    def score(self, words: Hashes, pairs: Hashes) -> Floats:
        """One score per text. A pair never seen says nothing, a word never seen counts in full."""
        word_at, word_known = self._postings.places(words)
        pair_at, pair_known = self._postings.places(pairs)
        at = np.concatenate((word_at[word_known], pair_at[pair_known]))
        reach = float(self._rarity[at].sum()) + self._unseen * int((~word_known).sum())
        return (
            self._postings.add_up(at, np.ones(len(at))) * (1 + K1) / reach if reach else np.zeros(self._postings.size)
        )


class Presence:
    """Which words stand in which texts, to tell how much of a query a text says at all, once or often."""

    def __init__(self, words: Words, size: int, field: WordField) -> None:
        """`field`: what the words weigh."""
        counts = _count(words.ids, words.owner, size)
        self._field = field
        weights = field.rarity(counts.keys)[counts.term]
        self._postings = Postings(counts.keys, counts.bounds, counts.texts, weights, size)

    def known(self, words: Hashes) -> tuple[Floats, float]:
        """For every text the weight of the query's words that stand in it, and the weight of the whole query."""
        different = np.unique(words)
        at, known = self._postings.places(different)
        at = at[known]
        return self._postings.add_up(at, np.ones(len(at))), float(self._field.rarity(different).sum())


class PieceField:
    """Cosine over the pieces of words (3 to 5 letters, the ends of a word marked), weighted by rarity."""

    def __init__(self, source: Stream, size: int) -> None:
        ids, owner = pieces(source)
        counts = _count(ids, owner, size)
        seen = np.diff(counts.bounds)
        telling = (seen >= 2) & (seen <= max(COMMON * size, 2))
        self._rarity = np.where(telling, np.log((1 + size) / (1 + seen)) + 1, 0.0)
        weights = (1 + np.log(counts.times)) * self._rarity[counts.term]
        norms = np.sqrt(np.bincount(counts.texts, weights=weights**2, minlength=size))
        weights /= np.maximum(norms, 1e-9)[counts.texts]
        self._postings = Postings(counts.keys, counts.bounds, counts.texts, weights, size)

    def score(self, source: Stream) -> Floats:
        """The cosine of one text with every text, 0..1."""
        keys, times = np.unique(pieces(source)[0], return_counts=True)
        at, known = self._postings.places(keys)
        known &= self._rarity[at] > 0
        weights = (1 + np.log(times[known])) * self._rarity[at[known]]
        norm = float(np.sqrt((weights**2).sum()))
        return self._postings.add_up(at[known], weights / norm) if norm else np.zeros(self._postings.size)


def pieces(source: Stream, sizes: Sequence[int] = PIECES) -> tuple[Hashes, Owners]:
    """All runs of so many letters inside the words, each word with a blank before and after, as bucket numbers."""
    lengths = source.lengths + 2
    begins = np.cumsum(lengths) - lengths
    padded = np.full(int(lengths.sum()), ord(" "), dtype=np.uint64)
    word = np.repeat(np.arange(len(lengths)), source.lengths)
    inside = np.arange(len(word)) - (np.cumsum(source.lengths) - source.lengths)[word]
    padded[begins[word] + 1 + inside] = source.data[source.starts[word] + inside]
    of_word = np.repeat(np.arange(len(lengths)), lengths)
    ids, owners = [], []
    for size in sizes:
        count = len(padded) - size + 1
        if count <= 0:
            continue
        value = np.full(count, size, dtype=np.uint64)
        for step in range(size):
            value = value * _BASE + padded[step : step + count]
        whole = of_word[:count] == of_word[size - 1 :]
        ids.append(value[whole] * _MIX)
        owners.append(source.owner[of_word[:count][whole]])
    if not ids:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    return np.concatenate(ids), np.concatenate(owners)


class Texts:
    """The words of many texts with their weights, to compare a few of them with a query word by word."""

    def __init__(self, read: Words, count: int, field: WordField) -> None:
        self._ids = read.ids
        self._weights = field.rarity(read.ids)
        self._begins = np.searchsorted(read.owner, np.arange(count + 1))

    def shared(self, texts: NDArray[np.int64], said: Hashes) -> tuple[Floats, Floats]:
        """For each of these texts the weight of its words that are said, and of all its words."""
        lengths = np.diff(self._begins)[texts]
        text = np.repeat(np.arange(len(texts)), lengths)
        firsts = np.cumsum(lengths) - lengths
        at = np.arange(lengths.sum()) + np.repeat(self._begins[texts] - firsts, lengths)
        weights = self._weights[at]
        heard = weights * np.isin(self._ids[at], said)
        said_weight, whole = (np.bincount(text, part, len(texts)).astype(np.float64) for part in (heard, weights))
        return said_weight, whole
