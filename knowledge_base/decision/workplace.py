"""The minimum wage where the worker's words name the workplace (293/2025/NĐ-CP and its annex of areas)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge_base import KnowledgeBase
from knowledge_base.decision.telling_words import TELLING
from knowledge_base.directory import find_wage_areas
from knowledge_base.directory.wage_areas import WageArea
from knowledge_base.law.placeholders import fill

_ROMAN = {1: "I", 2: "II", 3: "III", 4: "IV"}


def tell_workplace(text: str, kb: KnowledgeBase, on: date) -> str:
    """A sentence on the area of each place that the words name; "" where they name none or the areas are not known."""
    places = [place for place in find_wage_areas(text, on) if place.areas]
    words = TELLING["workplace"]
    if not places:
        return ""
    if len({place.areas for place in places}) == 1:
        return _one(places, kb, on)
    listed = "; ".join(words["place"].format(place=p.label, areas=_areas(p.areas)) for p in places[: words["most"]])
    return str(words["several"].format(listed=listed))


def _one(places: Sequence[WageArea], kb: KnowledgeBase, on: date) -> str:
    place, words = places[0], TELLING["workplace"]
    if place.area is None:
        return str(words["varies"].format(place=place.label, areas=_areas(place.areas)))
    name = place.label if len(places) == 1 else place.name
    told = words["one"].format(place=name[:1].upper() + name[1:], area=_ROMAN[place.area], number=place.area)
    return fill(told, kb.parameters, on)


def _areas(areas: Sequence[int]) -> str:
    named = [_ROMAN[area] for area in areas]
    return named[0] if len(named) == 1 else str(TELLING["workplace"]["or"]).join(named)
