"""Search over answers and articles: built in memory, asked on a date."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import yaml
from numpy.typing import NDArray

from knowledge_base.directory.wage_areas import places
from knowledge_base.search import words
from knowledge_base.search.chatter import Matter
from knowledge_base.search.embedding import Embedding, shipped, terms_of
from knowledge_base.search.field import Floats, PieceField, Presence, Texts, WordField
from knowledge_base.search.point_field import PointField
from knowledge_base.search.ranking import ArticleRanker, Place, Rows, Signals
from knowledge_base.search.top import best_of
from knowledge_base.search.units import Unit, list_units
from knowledge_base.text import Said, fold, forms, normalize_query, said, says

if TYPE_CHECKING:
    from knowledge_base import KnowledgeBase

WEIGHTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "weights.yaml").read_text(encoding="utf-8"))
_FOREVER = 10**7
_HEAVY = 20.0  # the weight of about three rare words


@dataclass(frozen=True)
class Hit:
    """A unit with its score; `question`, `body`: shares of what the query could reach; `pieces`: a cosine; all 0..1.

    `point`, `centre`: cosines in the embedding with the nearest question of the unit and with the middle of all, -1..1.
    `unsaid`: the share of its heading's weight that the query does not say: what the unit is about beyond the question.
    `foreign`: the weight of the query's words that the unit says nowhere, 1 for about three rare words, and
    `foreign_share`, its part of the whole query's weight: what the question is about beyond the unit.
    """

    unit: Unit
    score: float
    question: float
    body: float
    pieces: float
    topic: float
    point: float = 0.0
    centre: float = 0.0
    unsaid: float = 0.0
    foreign: float = 0.0
    foreign_share: float = 0.0


@dataclass(frozen=True)
class Found:
    """`hits` best first; `articles`: the chance of each to be the one that a lawyer names first, best first."""

    hits: Sequence[Hit]
    articles: Mapping[Place, float]


@dataclass(frozen=True)
class Looked:
    """What search sees of a question: its hits, and figures for each article that may answer."""

    hits: Sequence[Hit]
    rows: Rows


class Particular:
    """The units that are found only for a question that says one of their words."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self._particular = np.array([bool(unit.only_for) for unit in units], dtype=bool)
        self._meant: dict[str, dict[Said, list[int]]] = {}  # first two words → form → units
        for i in np.flatnonzero(self._particular).tolist():
            for form in forms(units[i].only_for):
                self._meant.setdefault(" ".join(form.folded.split()[:2]), {}).setdefault(form, []).append(i)

    def not_meant(self, question: Said) -> NDArray[np.bool_]:
        """Which units a question does not name though they ask for it."""
        hidden = self._particular.copy()
        spoken = question.folded.split()
        for head in {*spoken, *(f"{one} {next_one}" for one, next_one in pairwise(spoken))}:
            for form, units in self._meant.get(head, {}).items():
                if says(question, form):
                    hidden[units] = False
        return hidden


class SearchIndex:
    """Everything that answers, searchable in memory. Build one per knowledge version and swap it in place."""

    def __init__(
        self,
        units: Sequence[Unit],
        ranks: Mapping[str, str] | None = None,
        places: Iterable[str] = (),
        embedding: Embedding | None = None,
    ) -> None:
        """`ranks`: document number → its rank, see ArticleRanker. `places`: names that an answer need not say.

        `embedding`: another than the shipped one.
        """
        self.units = list(units)
        self._matter = Matter(places)
        asked = [(i, text) for i, unit in enumerate(self.units) for text in unit.asked]
        owner = np.array([i for i, _ in asked], dtype=np.int64)
        self._begins = np.flatnonzero(np.diff(owner, prepend=-1))
        source = words.stream(words.spell_out([text for _, text in asked]))
        questions = words.read(source)
        self._questions = WordField(words.terms(questions), len(asked))
        self._pieces = PieceField(source, len(asked))
        self._points = PointField(terms_of(source, questions), self._begins, len(asked), embedding or shipped())
        bodies = words.read(words.stream([unit.words for unit in self.units]))
        self._bodies = WordField(words.terms(bodies), len(self.units))
        self._headings = Texts(
            words.read(words.stream([unit.heading for unit in self.units])), len(self.units), self._questions
        )
        everything = words.joined(words.Words(questions.ids, owner[questions.owner]), bodies)
        self._everything = Presence(everything, len(self.units), self._questions)
        self._particular = Particular(self.units)
        self._from = np.array([unit.valid_from.toordinal() for unit in self.units])
        self._to = np.array([unit.valid_to.toordinal() if unit.valid_to else _FOREVER for unit in self.units])
        self._topics = sorted({topic for unit in self.units for topic in unit.topics})
        self._has_topic = np.array([[topic in unit.topics for topic in self._topics] for unit in self.units])
        self.ranker = ArticleRanker(self.units, ranks or {})

    def find(
        self,
        text: str,
        on: date,
        prior: Mapping[str, float] | None = None,
        named: Collection[Place] = (),
        limit: int = 30,
    ) -> Found:
        """The best units and articles of that day for a worker's words. Ties go by id.

        `prior` is a probability by topic; `named` are (document, article) that the words themselves name.
        """
        looked = self.look(text, on, prior or {}, named, limit)
        return Found(looked.hits, self.ranker.order(looked.rows, limit)) if looked else Found([], {})

    def look(
        self, text: str, on: date, prior: Mapping[str, float], named: Collection[Place] = (), limit: int = 30
    ) -> Looked | None:
        """What search sees before articles are ordered; None for a text without words."""
        normal = normalize_query(text)
        read = fold(normal)
        source = words.stream([read])
        query = words.read(source)
        if not len(query.ids):
            return None
        live = self._live(said(text, normal), on)
        signals = self._signals(source, query, self._matter.of(read), live, prior, named)
        return Looked(self._hits(signals, limit, query.ids), self.ranker.look(signals, read, named))

    def _live(self, question: Said, on: date) -> NDArray[np.bool_]:
        """Which units hold on that day and are meant for such a question."""
        day = on.toordinal()
        return np.asarray((self._from <= day) & (day <= self._to) & ~self._particular.not_meant(question))

    def _signals(
        self,
        source: words.Stream,
        query: words.Words,
        matter: words.Hashes,
        live: NDArray[np.bool_],
        prior: Mapping[str, float],
        named: Collection[Place],
    ) -> Signals:
        """What each field says of each unit. `source`, `query`: the question; `matter`: its words without chatter."""
        pairs = words.terms(query).ids[len(query.ids) :]
        question = self._per_unit(self._questions.score(query.ids, pairs)) * live
        body = self._bodies.score(query.ids, pairs) * live
        pieces = self._per_unit(self._pieces.score(source)) * live
        point, centre = (values * live for values in self._points.score(terms_of(source, query)))
        topic = self._topic_chances(prior) * live
        score = WEIGHTS["question"] * question + WEIGHTS["body"] * body + WEIGHTS["topic"] * topic
        score += WEIGHTS["pieces"] * pieces + WEIGHTS["named"] * self._names(named)
        score += WEIGHTS["point"] * np.maximum(point, 0.0) + WEIGHTS["centre"] * np.maximum(centre, 0.0)
        known, reach = self._everything.known(matter)
        told = np.where(live, known / reach if reach else 1.0, 0.0)
        score = np.where(live & (question + body > 0), score, 0.0)
        return Signals(question, body, pieces, topic, point, centre, told, reach, score)

    def _per_unit(self, values: Floats) -> Floats:
        return np.asarray(np.maximum.reduceat(values, self._begins))

    def _hits(self, signals: Signals, limit: int, said: words.Hashes) -> list[Hit]:
        order = [i for i in best_of(signals.score, limit) if signals.score[i] > 0]
        return [
            Hit(
                self.units[unit],
                score=float(signals.score[unit]),
                question=float(signals.question[unit]),
                body=float(signals.body[unit]),
                pieces=float(signals.pieces[unit]),
                topic=float(signals.topic[unit]),
                point=float(signals.point[unit]),
                centre=float(signals.centre[unit]),
                unsaid=float(unsaid),
                foreign=float((1 - signals.said[unit]) * signals.reach) / _HEAVY,
                foreign_share=float(1 - signals.said[unit]),
            )
            for unit, unsaid in zip(order, self._unsaid(order, said), strict=True)
        ]

    def _unsaid(self, units: Sequence[int], said: words.Hashes) -> Floats:
        """For each unit the share of its heading's weight that the query does not say."""
        shared, whole = self._headings.shared(np.array(units, dtype=np.int64), said)
        return np.asarray(1 - shared / np.maximum(whole, 1e-9))

    def _names(self, named: Collection[Place]) -> Floats:
        if not named:
            return np.zeros(len(self.units))
        return np.array([float(any(place in named for place in unit.articles)) for unit in self.units])

    def _topic_chances(self, prior: Mapping[str, float]) -> Floats:
        likely = [i for i, topic in enumerate(self._topics) if prior.get(topic)]
        chances = np.array([prior[self._topics[i]] for i in likely])
        return np.asarray((self._has_topic[:, likely] * chances).max(axis=1, initial=0.0))


def build_index(kb: KnowledgeBase) -> SearchIndex:
    """Index a whole knowledge base."""
    ranks = {number: _rank(number, document) for number, document in kb.documents.items()}
    names = {name for province in kb.provinces.values() for name in (province.name, *province.holds, *province.aliases)}
    former = {place.name for found in places().by_name.values() for place in found if place.kind == "former_district"}
    return SearchIndex(list_units(kb), ranks, names | {name for name in former if " " in name})


def _rank(number: str, document: Any) -> str:
    """Where a document stands among the sources of law; decrees on fines apart."""
    if number in WEIGHTS["sanctions"]:
        return "sanction"
    return str(WEIGHTS["ranks"].get(document.kind, "decree"))
