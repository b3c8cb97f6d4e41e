"""BM25 over folded syllables and bigrams, in two fields: the questions that a unit answers, and its words."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from bm25s import BM25

from knowledge_base.search.units import Unit, list_units
from knowledge_base.text import fold, normalize_query, tokens

if TYPE_CHECKING:
    from knowledge_base import KnowledgeBase

WEIGHTS: dict[str, float] = yaml.safe_load((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Hit:
    """A unit with its score: `question` and `body` are shares of what the query could reach at most (0..1)."""

    unit: Unit
    score: float
    question: float
    body: float
    prior: float


def terms(text: str) -> list[str]:
    """The folded syllables of a text and their neighbouring pairs."""
    syllables = tokens(fold(text))
    return syllables + [f"{a}_{b}" for a, b in pairwise(syllables)]


class _Field:
    """One BM25 index whose documents each belong to a unit; a unit scores as its best document."""

    def __init__(self, documents: Sequence[tuple[int, str]], units: int) -> None:
        self.owner = np.array([owner for owner, _ in documents], dtype=np.int64)
        self.units = units
        corpus = [terms(text) or ["∅"] for _, text in documents]
        self.bm25 = BM25(method="lucene", k1=WEIGHTS["k1"], b=WEIGHTS["b"])
        self.bm25.index(corpus, show_progress=False)
        self.idf = _inverse_frequencies(corpus)
        self.unseen = float(np.log(1 + (len(corpus) + 0.5) / 0.5))
        self.full = 1 + WEIGHTS["k1"]  # brings a term that fills an average document to its whole weight

    def score(self, query: list[str]) -> np.ndarray[Any, Any]:
        """The share of the query's weight that each unit matches, at most about 1."""
        known = [term for term in query if term in self.bm25.vocab_dict]
        best = np.zeros(self.units)
        if known:
            scores = np.asarray(self.bm25.get_scores(known), dtype=np.float64)
            np.maximum.at(best, self.owner, scores)
        reach = sum(self._reach(term) for term in query)
        return best * self.full / reach if reach else best

    def _reach(self, term: str) -> float:
        """What a term can add: a pair of syllables never seen says nothing, a syllable never seen counts in full."""
        return self.idf.get(term, 0.0 if "_" in term else self.unseen)


def _inverse_frequencies(corpus: list[list[str]]) -> dict[str, float]:
    counts: dict[str, int] = {}
    for document in corpus:
        for term in set(document):
            counts[term] = counts.get(term, 0) + 1
    size = len(corpus)
    return {term: float(np.log(1 + (size - n + 0.5) / (n + 0.5))) for term, n in counts.items()}


class SearchIndex:
    """Everything that answers, searchable in memory. Build one per knowledge version and swap it in place."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = list(units)
        questions = [(i, q) for i, unit in enumerate(self.units) for q in (*unit.questions, unit.heading)]
        bodies = [(i, f"{unit.heading} {unit.body}") for i, unit in enumerate(self.units)]
        self._questions = _Field(questions, len(self.units))
        self._bodies = _Field(bodies, len(self.units))
        self._from = np.array([unit.valid_from.toordinal() for unit in self.units])
        self._to = np.array([unit.valid_to.toordinal() if unit.valid_to else 10**7 for unit in self.units])

    def find(
        self,
        text: str,
        on: date,
        prior: Mapping[str, float] | None = None,
        named: Collection[tuple[str, str]] = (),
        limit: int = 30,
    ) -> list[Hit]:
        """The best units of that day for a worker's words. Ties go by id.

        `prior` is a probability by topic; `named` are (document, article) that the words themselves name.
        """
        query = terms(normalize_query(text))
        if not query:
            return []
        question, body = self._questions.score(query), self._bodies.score(query)
        topic = self._topic_prior(prior or {})
        score = WEIGHTS["question"] * question + WEIGHTS["body"] * body + WEIGHTS["prior"] * topic
        score += WEIGHTS["named"] * self._names(named)
        day = on.toordinal()
        score = np.where((self._from <= day) & (day <= self._to) & (question + body > 0), score, -1.0)
        order = np.argsort(-np.round(score, 9), kind="stable")[:limit]
        return [
            Hit(self.units[i], float(score[i]), float(question[i]), float(body[i]), float(topic[i]))
            for i in order
            if score[i] > 0
        ]

    def _names(self, named: Collection[tuple[str, str]]) -> np.ndarray[Any, Any]:
        if not named:
            return np.zeros(len(self.units))
        return np.array([float(any(place in named for place in unit.articles)) for unit in self.units])

    def _topic_prior(self, prior: Mapping[str, float]) -> np.ndarray[Any, Any]:
        if not prior:
            return np.zeros(len(self.units))
        return np.array([max((prior.get(topic, 0.0) for topic in unit.topics), default=0.0) for unit in self.units])


def build_index(kb: KnowledgeBase) -> SearchIndex:
    """Index a whole knowledge base."""
    return SearchIndex(list_units(kb))
