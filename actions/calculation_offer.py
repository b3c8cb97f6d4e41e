"""Which calculation serves a topic, and its button under an answer."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from knowledge_base.decision import Decision
from knowledge_base.entitlements import Spec, get_spec, list_calculations
from knowledge_base.law.models import Citation

SPECS = [get_spec(name) for name in list_calculations()]  # read when the server starts, not at a worker's question


def calculations_for(topics: Collection[str], cited: Sequence[Citation] = ()) -> list[Spec]:
    """The calculations of these topics: those that rest on the cited articles first, then those meant for the topic."""
    places = {(citation.document, citation.article) for citation in cited}

    def rank(spec: Spec) -> tuple[int, int, str]:
        shared = places & {(citation.document, citation.article) for citation in spec.citations}
        return -len(shared), position(spec, topics), spec.id

    return sorted((spec for spec in SPECS if set(spec.topics) & set(topics)), key=rank)


def position(spec: Spec, topics: Collection[str]) -> int:
    """How near the first of these topics stands to what the calculation is for; 0 is its own."""
    places = (place for place, topic in enumerate(spec.topics) if topic in topics)
    return next(places, len(spec.topics))


def calculation_button(decision: Decision) -> list[dict[str, str]]:
    """The button of the calculation that fits an answer; none where nothing is calculated."""
    answer = decision.answer
    if decision.topic is None or answer is None:
        return []
    fitting = next(iter(calculations_for({decision.topic}, answer.citations)), None)
    if fitting is None or not (position(fitting, {decision.topic}) == 0 or _shares(fitting, answer.citations)):
        return []
    return [{"title": fitting.button, "payload": "/calculate" + json.dumps({"name": fitting.id})}]


def _shares(spec: Spec, cited: Sequence[Citation]) -> bool:
    places = {(citation.document, citation.article) for citation in spec.citations}
    return any((citation.document, citation.article) in places for citation in cited)
