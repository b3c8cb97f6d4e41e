"""Learn where texts stand (knowledge_base/search/embedding.py): wordings of one question near each other, others far.

A bi-encoder with one linear layer, trained on pairs of wordings; the other pairs of a batch are what a wording is told
apart from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.decomposition import TruncatedSVD
from sklearn.preprocessing import normalize

from bot.examples import read_groups
from bot.fingerprint import ROOT
from knowledge_base import KnowledgeBase
from knowledge_base.search import words
from knowledge_base.search.embedding import BITS, Embedding, terms_of
from knowledge_base.search.units import list_units

DIMENSIONS = 64
ROUNDS = 12
BATCH = 512
STEP = 0.03  # Adam's, falling to a fifth
LEFT_OUT = 0.4  # of a text's terms, at random: as words are missing, slipped or new in a question
TEMPERATURE = 0.07
BEGINNING = 300  # letters of an answer that stand for it
SEED = 3

Floats = NDArray[np.float64]
Groups = Sequence[Sequence[str]]


def fit_embedding(kb: KnowledgeBase) -> Embedding:
    """Learn from the wordings, titles and answers of the base and from the blocks of data/nlu. About 15 s."""
    return learn([group for group in list_groups(kb) if len(group) > 1])


def learn(groups: Groups) -> Embedding:
    """Learn from groups of two or more texts that mean one thing."""
    rows = count_terms([text for group in groups for text in group])
    numbers = iter(range(rows.shape[0]))
    return Embedding(
        _descend(_start(rows), rows, [[next(numbers) for _ in group] for group in groups]).astype("float32")
    )


def list_groups(kb: KnowledgeBase) -> list[list[str]]:
    """Texts that mean one thing: a unit's questions with the beginning of what it says, and the blocks of data/nlu."""
    units = [[*unit.asked, re.sub(r"\{[^}]*\}", "0", unit.body)[:BEGINNING]] for unit in list_units(kb)]
    blocks = read_groups(ROOT / "data" / "nlu")
    return units + [list(texts) for _, intent, texts in blocks if intent in kb.topics]


def count_terms(texts: Sequence[str]) -> csr_matrix:
    """A row for each text, how often each term stands in it."""
    source = words.stream(words.spell_out(texts))
    terms = terms_of(source, words.read(source))
    ones = np.ones(len(terms.rows), dtype=np.float32)
    return csr_matrix((ones, (terms.owner, terms.rows)), shape=(len(texts), 2**BITS))


def _start(rows: csr_matrix) -> Floats:
    """The main directions of the texts (latent semantic analysis): from there it is not far."""
    seen = np.bincount(rows.indices, minlength=rows.shape[1])
    rarity = np.log((1 + rows.shape[0]) / (1 + seen)) + 1
    found = TruncatedSVD(DIMENSIONS, random_state=SEED, n_iter=3).fit(normalize(rows @ diags(rarity)))
    return np.asarray(found.components_.T * rarity[:, None])


def _descend(table: Floats, rows: csr_matrix, groups: Sequence[Sequence[int]]) -> Floats:
    """Adam over batches of pairs."""
    chance, dealt = Random(SEED), np.random.default_rng(SEED)
    mean, square, step = np.zeros_like(table), np.zeros_like(table), 0
    for turn in range(ROUNDS):
        for pairs in _batches(groups, chance):
            slope = _slope(table, _thinned(rows[pairs[:, 0]], dealt), _thinned(rows[pairs[:, 1]], dealt), pairs[:, 2])
            step += 1
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            size = STEP * (1 - 0.8 * turn / ROUNDS)
            table -= size * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return table


def _batches(groups: Sequence[Sequence[int]], chance: Random) -> Iterator[NDArray[np.int64]]:
    """Every text once beside another of its group: rows of (text, text, group)."""
    pairs = []
    for number, group in enumerate(groups):
        mixed = chance.sample(list(group), len(group))
        pairs += [(one, other, number) for one, other in zip(mixed[::2], mixed[1::2], strict=False)]
    chance.shuffle(pairs)
    for first in range(0, len(pairs) - BATCH // 2, BATCH):
        yield np.array(pairs[first : first + BATCH])


def _thinned(rows: csr_matrix, dealt: np.random.Generator) -> csr_matrix:
    rows.data = rows.data * (dealt.random(len(rows.data)) > LEFT_OUT)
    return rows


def _slope(table: Floats, ones: csr_matrix, others: csr_matrix, groups: NDArray[np.int64]) -> Floats:
    """The gradient of the surprise that each text's partner is its own, asked from both sides."""
    (a, a_length), (b, b_length) = _placed(table, ones), _placed(table, others)
    alike = a @ b.T / TEMPERATURE
    alike[(groups[:, None] == groups[None, :]) & ~np.eye(len(groups), dtype=bool)] = -1e4
    blame = (_softmax(alike) + _softmax(alike.T).T - 2 * np.eye(len(groups))) / (TEMPERATURE * len(groups))
    return np.asarray(ones.T @ _through(blame @ b, a, a_length) + others.T @ _through(blame.T @ a, b, b_length))


def _placed(table: Floats, rows: csr_matrix) -> tuple[Floats, Floats]:
    raw = rows @ table
    length = np.maximum(np.linalg.norm(raw, axis=1, keepdims=True), 1e-9)
    return raw / length, length


def _through(slope: Floats, point: Floats, length: Floats) -> Floats:
    """The gradient before a point was brought to length 1."""
    return np.asarray((slope - point * (slope * point).sum(axis=1, keepdims=True)) / length)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
