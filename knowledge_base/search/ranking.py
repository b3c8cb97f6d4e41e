"""Which articles answer: all that search says of an article, weighed by weights fitted on our own questions."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.search.top import best_of
from knowledge_base.search.units import Unit

Place = tuple[str, str]
Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]
HERE = Path(__file__).parent
RANKING: dict[str, Any] = yaml.safe_load((HERE / "ranking.yaml").read_text(encoding="utf-8"))
FITTED: dict[str, dict[str, float]] = yaml.safe_load((HERE / "fitted.yaml").read_text(encoding="utf-8"))
POSITIONS = 4  # so many of a unit's citations count
_FINE = re.compile(RANKING["fine_words"])


@dataclass(frozen=True)
class Signals:
    """What search says of each unit for one query; zero for units that do not hold on its day."""

    question: Floats  # best question or heading, words and concepts
    body: Floats  # the unit's own words
    pieces: Floats  # best question or heading, pieces of words
    topic: Floats  # probability of the unit's topic
    point: Floats  # cosine in the embedding: nearest question or heading
    centre: Floats  # the same with the middle of them all
    said: Floats  # share of the query's weight that the unit says anywhere
    reach: float  # the query's weight
    score: Floats  # the three first and the topic together: the order of hits


@dataclass(frozen=True)
class Rows:
    """`figures`: a row for each of `places` (numbers in the ranker's list), a column for each name of FEATURES."""

    places: Numbers
    figures: Floats


class _Leads:
    """Units that lead to places: the best value of the units for each place."""

    def __init__(self, units: Numbers, places: Numbers, size: int) -> None:
        order = np.argsort(places, kind="stable")
        self._units, self._size = units[order], size
        sorted_places = places[order]
        self._begins = np.flatnonzero(np.diff(sorted_places, prepend=-1))
        self._places = sorted_places[self._begins]

    def best(self, values: Floats) -> Floats:
        found = np.zeros(self._size)
        if len(self._units):
            found[self._places] = np.maximum.reduceat(values[self._units], self._begins)
        return found


class ArticleRanker:
    """The articles that the units of an index cite, with the weights to order them."""

    def __init__(self, units: Sequence[Unit], ranks: Mapping[str, str]) -> None:
        """`ranks`: document number → code, law, decree, circular, sanction."""
        self.places: list[Place] = sorted({place for unit in units for place in unit.articles})
        self._number = number = {place: i for i, place in enumerate(self.places)}
        self._cited = np.full((len(units), POSITIONS), -1, dtype=np.int64)
        for i, unit in enumerate(units):
            for k, place in enumerate(unit.articles[:POSITIONS]):
                self._cited[i, k] = number[place]
        told = np.array([unit.kind == "faq" for unit in units], dtype=bool)
        self._own, self._first = self._leads(~told, [0]), self._leads(told, [0])
        self._later = self._leads(told, range(1, POSITIONS))
        rank = [ranks.get(document, "decree") for document, _ in self.places]
        self._rank = {name: np.array([r == name for r in rank], dtype=np.float64) for name in RANKING["ranks"]}
        self._article = np.array([article for _, article in self.places])

    def _leads(self, units: NDArray[np.bool_], positions: Iterable[int]) -> _Leads:
        rows, places = [], []
        for k in positions:
            at = np.flatnonzero(units & (self._cited[:, k] >= 0))
            rows.append(at)
            places.append(self._cited[at, k])
        return _Leads(np.concatenate(rows), np.concatenate(places), len(self.places))

    def look(self, signals: Signals, folded: str, named: Collection[Place]) -> Rows:
        """The figures of the places that may answer at all."""
        fine = float(bool(_FINE.search(folded)))
        numbers = set(re.findall(r"dieu (\d+[a-z]?)", folded))
        columns = {
            "own_question": self._own.best(signals.question),
            "own_body": self._own.best(signals.body),
            "own_pieces": self._own.best(signals.pieces),
            "told_first": self._first.best(signals.question),
            "told_later": self._later.best(signals.question),
            "told_body": self._first.best(signals.body),
            "pieces_first": self._first.best(signals.pieces),
            "pieces_later": self._later.best(signals.pieces),
            "own_point": self._own.best(signals.point),
            "point_first": self._first.best(signals.point),
            "point_later": self._later.best(signals.point),
            "centre_first": self._first.best(signals.centre),
            "topic": self._own.best(signals.topic),
            "near": self._near(signals.pieces),
            "votes": self._votes(signals.score),
            **self._rank,
            "sanction_asked": self._rank["sanction"] * fine,
            "number": np.isin(self._article, list(numbers)).astype(np.float64),
            "named": self._named(named),
        }
        found = sum(columns[name] for name in FOUND)
        worth = (
            found
            + columns["own_pieces"]
            + columns["near"]
            + columns["votes"]
            + RANKING["named_worth"] * columns["named"]
        )
        rows = best_of(np.where(found + columns["named"] > 0, worth, 0.0), RANKING["looked_at"])
        rows = rows[(found + columns["named"])[rows] > 0]
        return Rows(rows, np.stack([columns[name][rows] for name in FEATURES], axis=1))

    def order(self, rows: Rows, limit: int, weights: Floats | None = None) -> dict[Place, float]:
        """The places by the chance that a lawyer names them first, best first."""
        if not len(rows.places):
            return {}
        scores = rows.figures @ (SHIPPED if weights is None else weights)
        powers = np.exp(scores - scores.max())
        chances = powers / powers.sum()
        return {self.places[rows.places[i]]: float(chances[i]) for i in best_of(chances, limit)}

    def _named(self, named: Collection[Place]) -> Floats:
        found = np.zeros(len(self.places))
        found[[self._number[place] for place in named if place in self._number]] = 1.0
        return found

    def _near(self, pieces: Floats) -> Floats:
        """The most alike units vote for what they cite."""
        nearest = best_of(pieces, RANKING["nearest"])
        worth = pieces[nearest, None] ** 2 * np.array(RANKING["near_positions"])
        return np.sqrt(self._add(nearest, worth))

    def _votes(self, score: Floats) -> Floats:
        """The best hits vote: for each place its best vote and a share of the others, relative to the winner."""
        voters = best_of(score, RANKING["voters"])
        worth = np.maximum(score[voters, None], 0.0) ** 2 * RANKING["position"] ** np.arange(POSITIONS)
        total, best = self._add(voters, worth), np.zeros(len(self.places))
        cited = self._cited[voters]
        np.maximum.at(best, cited[cited >= 0], worth[cited >= 0])
        votes = best + RANKING["agreement"] * (total - best)
        return np.asarray(votes / max(float(votes.max(initial=0.0)), 1e-9))

    def _add(self, units: Numbers, worth: Floats) -> Floats:
        cited = self._cited[units]
        added = np.bincount(cited[cited >= 0], weights=worth[cited >= 0], minlength=len(self.places))
        return np.asarray(added, dtype=np.float64)


FEATURES: tuple[str, ...] = tuple(FITTED["articles"])
SHIPPED = np.array([float(weight) for weight in FITTED["articles"].values()])
FOUND = ("own_question", "own_body", "told_first", "told_later")
