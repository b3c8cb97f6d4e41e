"""How sure: a logistic model over what search and classifier say, its weights in calibration.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import exp
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.decision.models import Question
from knowledge_base.search import Hit

HERE = Path(__file__).parent
CALIBRATION: dict[str, Any] = yaml.safe_load((HERE / "calibration.yaml").read_text(encoding="utf-8"))
OUTSIDE = ("off_domain", "unclear", "employer_side", "insult")


def features(question: Question, hits: Sequence[Hit], chosen: Hit) -> dict[str, float]:
    """The figures that tell a right answer from a wrong one; each about 0..1."""
    intents = question.intents
    rival = next((hit for hit in hits if not _same_answer(hit, chosen)), None)
    topics = {topic: p for topic, p in intents.items() if topic not in OUTSIDE}
    best = max(topics.values(), default=0.0)
    return {
        "question": chosen.question,
        "body": chosen.body,
        "margin": max(0.0, chosen.score - rival.score) if rival else chosen.score,
        "topic": max((intents.get(topic, 0.0) for topic in chosen.unit.topics), default=0.0),
        "agrees": float(best > 0 and any(intents.get(topic, 0.0) == best for topic in chosen.unit.topics)),
        "outside": sum(intents.get(name, 0.0) for name in OUTSIDE),
        "faq": float(chosen.unit.kind == "faq"),
        "support": _support(hits, chosen),
    }


def _same_answer(hit: Hit, chosen: Hit) -> bool:
    return hit.unit.id == chosen.unit.id or bool(set(hit.unit.articles[:1]) & set(chosen.unit.articles[:2]))


def _support(hits: Sequence[Hit], chosen: Hit) -> float:
    """The share of the five best hits that lead to an article which the chosen one cites."""
    cited = set(chosen.unit.articles)
    first = hits[:5]
    return sum(bool(cited & set(hit.unit.articles)) for hit in first) / len(first) if first else 0.0


def probability(values: Mapping[str, float]) -> float:
    """The chance that answering with the chosen hit is right."""
    weights: Mapping[str, float] = CALIBRATION["weights"]
    total = float(CALIBRATION["intercept"]) + sum(weights[name] * value for name, value in values.items())
    return 1 / (1 + exp(-max(-30.0, min(30.0, total))))
