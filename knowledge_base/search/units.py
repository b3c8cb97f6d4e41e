"""What is searched: an FAQ entry or an article in one of its versions, cut into fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from knowledge_base import KnowledgeBase
    from knowledge_base.law.models import ArticleVersion

READ = 3  # what a unit is about is read from its first articles


@dataclass(frozen=True)
class Unit:
    """One thing that can answer. `articles` are (document, article) in order of weight; the first `basis` carry it."""

    id: str
    kind: str  # faq | article
    topics: tuple[str, ...]
    heading: str
    questions: tuple[str, ...]
    body: str
    articles: tuple[tuple[str, str], ...]
    valid_from: date
    valid_to: date | None
    title: str = ""
    only_for: tuple[str, ...] = ()
    basis: int = READ

    @property
    def asked(self) -> tuple[str, ...]:
        """What a question is compared with: the unit's questions, its heading, its official title."""
        return (*self.questions, self.heading, *([self.title] if self.title else []))

    @property
    def words(self) -> str:
        """All that the unit says."""
        return f"{self.heading} {self.body}"

    def holds(self, on: date) -> bool:
        """Whether it is the law of that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


def list_units(kb: KnowledgeBase) -> list[Unit]:
    """Every entry and every version of every article, ordered by id."""
    return sorted([*_entries(kb), *_articles(kb)], key=lambda unit: unit.id)


def _entries(kb: KnowledgeBase) -> Iterator[Unit]:
    for entry in kb.faq.values():
        articles = dict.fromkeys((c.document, c.article) for c in entry.citations)
        yield Unit(
            id=f"faq:{entry.id}",
            kind="faq",
            topics=(entry.topic,) if entry.topic else (),
            heading=entry.title,
            questions=tuple(entry.questions),
            body=" ".join(entry.texts()),
            articles=tuple(articles),
            valid_from=entry.valid_from,
            valid_to=entry.valid_to,
            only_for=entry.only_for,
            basis=len({(c.document, c.article) for c in entry.basis}),
        )


def _articles(kb: KnowledgeBase) -> Iterator[Unit]:
    for number, document in kb.documents.items():
        for name, article in document.articles.items():
            for version in article.versions:
                if version.effective_from is None:
                    continue
                yield Unit(
                    id=f"law:{version.id}:{version.effective_from}",
                    kind="article",
                    topics=tuple(article.topics),
                    heading=f"{article.heading} {document.title}",
                    questions=tuple(article.questions),
                    body=" ".join([_words(version), kb.official_text(number, name, version.effective_from) or ""]),
                    articles=((version.document, version.article),),
                    valid_from=version.effective_from,
                    valid_to=version.effective_to,
                    title=article.title,
                )


def _words(version: ArticleVersion) -> str:
    parts = []
    for clause in version.clauses.values():
        parts.append(clause.text)
        parts.extend(clause.points.values())
    return " ".join(parts)
