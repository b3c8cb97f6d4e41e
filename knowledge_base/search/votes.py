"""Hits agree or disagree on articles: an article that several good hits lead to is worth more than a lone best hit."""

from __future__ import annotations

from collections.abc import Sequence

from knowledge_base.search.index import WEIGHTS, Hit

Place = tuple[str, str]


def rank_articles(hits: Sequence[Hit]) -> dict[Place, float]:
    """The articles that the best hits cite, best first, each with its best hit and a share of all others'."""
    best: dict[Place, float] = {}
    total: dict[Place, float] = {}
    for hit in hits[: int(WEIGHTS["voters"])]:
        for position, place in enumerate(hit.unit.articles[:4]):
            value = _worth(hit, position)
            best[place] = max(best.get(place, 0.0), value)
            total[place] = total.get(place, 0.0) + value
    score = {place: best[place] + WEIGHTS["agreement"] * (total[place] - best[place]) for place in best}
    return dict(sorted(score.items(), key=lambda item: (-round(item[1], 9), item[0])))


def choose(hits: Sequence[Hit], articles: dict[Place, float]) -> Hit:
    """The hit that tells the answer: good itself and backed by the others. `hits` must not be empty."""
    return max(hits[: int(WEIGHTS["voters"])], key=lambda hit: (round(_backed(hit, articles), 9), hit.score))


def _backed(hit: Hit, articles: dict[Place, float]) -> float:
    places = enumerate(hit.unit.articles[:3])
    backing = max((articles[place] * WEIGHTS["position"] ** position for position, place in places), default=0.0)
    told = WEIGHTS["told"] if hit.unit.kind == "faq" else 1.0
    return told * (_worth(hit, 0) + WEIGHTS["agreement"] * backing)


def _worth(hit: Hit, position: int) -> float:
    return float(hit.score ** WEIGHTS["sharpness"] * WEIGHTS["position"] ** position)
