"""Transition rules as data: which law holds for what began or happened before a change (transitions.yaml)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import Citation
from knowledge_base.law.parameters import read_citation
from knowledge_base.law.yaml_files import parse_yaml

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase

TRANSITIONS = "law/transitions.yaml"
RULES = Path(__file__).with_name("transitions.yaml")
BY_ACT = ("act", "birth", "leave", "filing", "admission")
BY_FACT = ("hire", "first_contribution", "contract")


@dataclass(frozen=True)
class Cited:
    """Places that a rule touches: articles of a document; no articles are all of them."""

    document: str
    articles: tuple[str, ...]

    def holds(self, citation: Citation) -> bool:
        return citation.document == self.document and (not self.articles or citation.article in self.articles)


@dataclass(frozen=True)
class Transition:
    """One rule; the keys are told in transitions.yaml."""

    id: str
    decides: str
    since: date
    earliest: date | None
    cites: tuple[Cited, ...]
    before: str
    after: str
    unknown: str
    human: bool
    citation: Citation

    def sentence(self, decided: date | None, on: date) -> str:
        """What an answer of the day `on` adds for a deciding date, "" for nothing."""
        if decided is None:
            return self.unknown if on >= self.since else ""
        if self.earliest and decided < self.earliest:
            return ""
        return self.before if decided < self.since else self.after


@dataclass(frozen=True)
class Note:
    """A sentence that an answer must carry, and the place that says so. `human`: a person has to answer that part."""

    transition: str
    text: str
    citation: Citation
    human: bool


def _cited(raw: object, owner: Fields) -> Cited:
    fields = Fields(raw, owner.place, owner.faults)
    cited = Cited(fields.text("document"), fields.texts("articles", required=False))
    fields.finish()
    return cited


def _transition(raw: object, faults: Faults) -> Transition:
    fields = Fields(raw, Place(TRANSITIONS), faults)
    id_ = fields.identifier("id")
    transition = Transition(
        id=id_,
        decides=fields.choice("decides", (*BY_ACT, *BY_FACT)),
        since=fields.day("since") or date.max,
        earliest=fields.day("earliest", required=False),
        cites=tuple(_cited(item, fields) for item in fields.items("cites")),
        before=fields.text("before"),
        after=fields.text("after", required=False),
        unknown=fields.text("unknown", required=False),
        human=fields.flag("human"),
        citation=read_citation(fields.raw("citation", required=True), fields),
    )
    if transition.earliest and transition.earliest >= transition.since:
        details = {"end_key": "since", "end": transition.since, "start_key": "earliest", "start": transition.earliest}
        fields.fault("dates_backwards", **details)
    fields.finish()
    return transition


def read_transitions(content: bytes, faults: Faults) -> tuple[Transition, ...]:
    """The rules of transitions.yaml in their order; an id written twice is a fault."""
    found: dict[str, Transition] = {}
    for raw in parse_yaml(content, TRANSITIONS, faults) or []:
        transition = _transition(raw, faults)
        if transition.id in found:
            faults.add(Place(TRANSITIONS, 0, transition.id), "duplicate_id", id=transition.id, first=TRANSITIONS)
        found[transition.id] = transition
    return tuple(found.values())


def check_transitions(transitions: Iterable[Transition], kb: KnowledgeBase, faults: Faults) -> None:
    """Every place that a rule cites or is found by exists."""
    for transition in transitions:
        place = Place(TRANSITIONS, 0, transition.id)
        own = Cited(transition.citation.document, (transition.citation.article,))
        for cited in (*transition.cites, own):
            document = kb.documents.get(cited.document)
            if document is None:
                faults.add(place, "unknown_document", document=cited.document)
                continue
            for article in cited.articles:
                if article not in document.articles:
                    faults.add(place, "unknown_article", document=cited.document, article=article)


@cache
def transitions() -> tuple[Transition, ...]:
    """The shipped rules. KnowledgeError lists what is wrong in their file."""
    faults = Faults()
    read = read_transitions(RULES.read_bytes(), faults)
    faults.raise_if_any()
    return read


def get_transition(id_: str) -> Transition:
    """The shipped rule of this id. Raises KeyError."""
    return {rule.id: rule for rule in transitions()}[id_]


def transitions_for(
    kb: KnowledgeBase,
    citations: Iterable[Citation],
    on: date,
    act_date: date | None = None,
    facts: Mapping[str, date] | None = None,
) -> tuple[Note, ...]:
    """The notes that an answer of the day `on` with these citations must carry.

    `act_date` is the day of the act asked about, None where unknown. `facts` may give the dates of BY_FACT, and of
    BY_ACT where they differ from the act's. A rule whose document is not in `kb` is left out.
    """
    cited = tuple(citations)
    told = facts or {}
    notes = []
    for rule in transitions():
        touched = any(place.holds(citation) for place in rule.cites for citation in cited)
        if not touched or rule.citation.document not in kb.documents:
            continue
        text = rule.sentence(told.get(rule.decides, act_date if rule.decides in BY_ACT else None), on)
        if text:
            notes.append(Note(rule.id, text, rule.citation, rule.human))
    return tuple(notes)
