"""What goes into a decision and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge_base.law.models import Answer, Citation


@dataclass(frozen=True)
class Question:
    """A worker's words on a day. `ranking`: intents with probability, best first. `subject`: topic talked about before.

    `references`: places in the law that the words name, as NLU or the citation finder saw them. `act_date`: the day of
    the act asked about, where the words tell it; rules of transition go by it.
    """

    text: str
    on: date
    ranking: tuple[tuple[str, float], ...] = ()
    subject: str | None = None
    references: tuple[Citation, ...] = ()
    act_date: date | None = None

    @property
    def intents(self) -> Mapping[str, float]:
        return dict(self.ranking)


@dataclass(frozen=True)
class Candidate:
    """An article that could carry the answer."""

    document: str
    article: str
    score: float


@dataclass(frozen=True)
class Option:
    """A choice offered when two answers are close; `entry` or `topic` says what it leads to."""

    title: str
    entry: str | None = None
    topic: str | None = None


@dataclass(frozen=True)
class Decision:
    """`kind`: answer, clarify or escalate. `cause` is set when it escalates; `domain` False: not labour law.

    `why` names the dialogue act behind a decision that is not about law: off_domain, employer_side, unclear, despair.
    `answer` is the rendered answer, or, for topics kept for people, the words of care that go with the hand-over.
    `options`: what may be meant, of a question back or beside an answer that is not quite sure.
    `nearest`: of an unsure question, the entry of its topic that search would have told.
    """

    kind: str
    confidence: float
    on: date
    topic: str | None = None
    department: str | None = None
    answer: Answer | None = None
    options: tuple[Option, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    cause: str | None = None
    domain: bool = True
    why: str = ""
    offer: bool = False
    nearest: str | None = None
    features: Mapping[str, float] = field(default_factory=dict)
