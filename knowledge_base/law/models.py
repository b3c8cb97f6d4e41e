"""What the law is made of. Every object is immutable; dates are inclusive on both ends, None means open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

Number = int | float


def holds(start: date | None, end: date | None, on: date) -> bool:
    """Whether `on` lies in [start, end]; a missing start (a draft) never holds."""
    return start is not None and start <= on and (end is None or on <= end)


@dataclass(frozen=True)
class Citation:
    """A place in a document.

    `tells_since`: the basis line adds the day from which the rule holds. `further`: it carries a step or a note of an
    entry, not the answer itself, and is told when the worker asks which law says so. `fine`: it carries an entry's
    fine, and is told with it, on the days on which it is in force.
    """

    document: str
    article: str
    clause: str | None = None
    point: str | None = None
    tells_since: bool = False
    further: bool = False
    fine: bool = False


@dataclass(frozen=True)
class Clause:
    """One clause in our own words; number "0" stands for an article without numbered clauses."""

    number: str
    text: str
    points: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ArticleVersion:
    """The words of an article between two days. `amended_by` names the document that brought this version."""

    document: str
    article: str
    heading: str
    clauses: Mapping[str, Clause]
    effective_from: date | None
    effective_to: date | None
    amended_by: str | None = None
    partial: bool = False

    @property
    def id(self) -> str:
        """Stable name of the article, e.g. `45/2019/QH14:35`."""
        return f"{self.document}:{self.article}"

    def is_in_force(self, on: date) -> bool:
        return holds(self.effective_from, self.effective_to, on)


@dataclass(frozen=True)
class Article:
    """An article through time; `versions` are in order, the newest last. `title`: its official name, "" where equal."""

    document: str
    article: str
    heading: str
    topics: tuple[str, ...]
    questions: tuple[str, ...]
    versions: tuple[ArticleVersion, ...]
    title: str = ""

    @property
    def id(self) -> str:
        return f"{self.document}:{self.article}"

    def find_version(self, on: date) -> ArticleVersion | None:
        return next((v for v in self.versions if v.is_in_force(on)), None)


@dataclass(frozen=True)
class Document:
    """A legal document with its articles by number. `status`: in_force, future, expired, draft."""

    number: str
    kind: str
    title: str
    short: str
    aliases: tuple[str, ...]
    issuer: str
    issued: date | None
    effective_from: date | None
    effective_to: date | None
    status: str
    replaces: tuple[str, ...]
    replaced_by: tuple[str, ...]
    amended_by: tuple[str, ...]
    source: str | None
    articles: Mapping[str, Article]

    def is_in_force(self, on: date) -> bool:
        return self.status != "draft" and holds(self.effective_from, self.effective_to, on)


@dataclass(frozen=True)
class Value:
    """What a parameter is worth between two days, and the article that says so."""

    parameter: str
    value: Number
    unit: str
    effective_from: date
    effective_to: date | None
    reference: Citation


@dataclass(frozen=True)
class Parameter:
    """A dated figure of the law; `values` in order, without gaps."""

    id: str
    name: str
    unit: str
    last_checked: date
    values: tuple[Value, ...]

    def find(self, on: date) -> Value | None:
        return next((v for v in self.values if holds(v.effective_from, v.effective_to, on)), None)


@dataclass(frozen=True)
class Choice:
    """A quick reply of `ask_first` and the entry it leads to."""

    button: str
    entry: str


@dataclass(frozen=True)
class AskFirst:
    """What has to be known before the answer is right."""

    question: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class FaqEntry:
    """An answer as written, placeholders unfilled. `topic` "" is none. `status`: read, reported, awaiting.

    `fine`: what the company risks; told last, with the first place that it rests on, while that is in force: fines
    change oftener than rights.
    `only_for`: it is told only for a question that says one of these ("đêm" for night work); empty: for any.
    """

    id: str
    topic: str
    title: str
    button: str
    questions: tuple[str, ...]
    answer: str
    steps: tuple[str, ...]
    avoid: str
    more: str
    offer: bool
    citations: tuple[Citation, ...]
    valid_from: date
    valid_to: date | None
    status: str
    ask_first: AskFirst | None = None
    only_for: tuple[str, ...] = ()
    fine: str = ""

    def is_valid(self, on: date) -> bool:
        return holds(self.valid_from, self.valid_to, on)

    @property
    def basis(self) -> tuple[Citation, ...]:
        """The citations that carry the answer itself."""
        return tuple(citation for citation in self.citations if not citation.further and not citation.fine)

    @property
    def further(self) -> tuple[Citation, ...]:
        """The citations that carry its steps and notes."""
        return tuple(citation for citation in self.citations if citation.further)

    @property
    def fined_by(self) -> tuple[Citation, ...]:
        """The citations that carry its fine."""
        return tuple(citation for citation in self.citations if citation.fine)

    def texts(self) -> tuple[str, ...]:
        """Every text that a worker reads, in reading order."""
        return tuple(t for t in (self.answer, *self.steps, self.avoid, self.more, self.fine) if t)


@dataclass(frozen=True)
class Answer:
    """An entry told on a day. It stays word for word the same from `holds_from` to `holds_to`.

    `more` ends with the fine. `basis`: the line at its end, of `citations`. `further`: the line that adds what carries
    the steps and notes, told when asked.
    """

    entry: str
    text: str
    short: str
    steps: tuple[str, ...]
    avoid: str
    more: str
    basis: str
    further: str
    citations: tuple[Citation, ...]
    holds_from: date
    holds_to: date | None


@dataclass(frozen=True)
class Topic:
    """A legal subject. `auto`: auto, rule_and_human, human, pointer. `confirmed`: the department was confirmed."""

    id: str
    name: str
    scope: str
    not_here: str
    department: str
    confirmed: bool
    auto: str
