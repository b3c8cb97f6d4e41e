"""How sure: a logistic model over what search and classifier say, its weights in calibration.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.decision.models import Question
from knowledge_base.search import Found, Hit
from knowledge_base.search.choice import clearness
from knowledge_base.search.field import Floats
from knowledge_base.search.units import READ

HERE = Path(__file__).parent
CALIBRATION: dict[str, Any] = yaml.safe_load((HERE / "calibration.yaml").read_text(encoding="utf-8"))
OUTSIDE = ("off_domain", "unclear", "insult")  # a company's question is of labour law: its answer is told as surely
NO_TOPICS = (*OUTSIDE, "employer_side")


def features(question: Question, found: Found, chosen: Hit, entries: Floats | None = None) -> dict[str, float]:
    """The figures that tell a right answer from a wrong one; each about 0..1. `entries`: weights under trial."""
    intents = question.intents
    best = max((p for topic, p in intents.items() if topic not in NO_TOPICS), default=0.0)
    topic = max((intents.get(topic, 0.0) for topic in chosen.unit.topics), default=0.0)
    chances = list(found.articles.values())
    cited = [found.articles.get(place, 0.0) for place in chosen.unit.articles[:READ]]
    return {
        "question": chosen.question,
        "body": chosen.body,
        "pieces": chosen.pieces,
        "point": chosen.point,
        "centre": chosen.centre,
        "topic": topic,
        "agrees": float(best > 0 and topic == best),
        "outside": sum(intents.get(name, 0.0) for name in OUTSIDE),
        "unsure": 1.0 - max(intents.values(), default=0.0),
        "told": float(chosen.unit.kind == "faq"),
        "support": _support(found.hits, chosen),
        "backed": sum(cited),
        "sure": chances[0] if chances else 0.0,
        "lead": chances[0] - chances[1] if len(chances) > 1 else 1.0,
        "clear": clearness(found, chosen, entries),
        "foreign": chosen.foreign,
        "foreign_share": chosen.foreign_share,
    }


def _support(hits: Sequence[Hit], chosen: Hit) -> float:
    """The share of the ten best hits that lead to an article which the chosen one cites first."""
    cited = set(chosen.unit.articles[:2])
    others = [hit for hit in hits[:10] if hit.unit.id != chosen.unit.id]
    return sum(bool(cited & set(hit.unit.articles[:2])) for hit in others) / 10


def probability(values: Mapping[str, float]) -> float:
    """The chance that answering with the chosen hit is right."""
    weights: Mapping[str, float] = CALIBRATION["weights"]
    total = float(CALIBRATION["intercept"]) + sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
