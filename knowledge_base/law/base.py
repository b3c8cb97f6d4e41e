"""KnowledgeBase: everything that was read, and the ways to ask for it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from hashlib import sha256

from knowledge_base.citations.names import fold_name, index_names
from knowledge_base.directory import Directory, Province
from knowledge_base.importer.store import OfficialTexts, StoredArticle
from knowledge_base.law.checks import check_entries
from knowledge_base.law.entries import Written, read_published
from knowledge_base.law.faults import Faults, NotFound, Place, sentence
from knowledge_base.law.models import Answer, ArticleVersion, Document, FaqEntry, Topic, Value
from knowledge_base.law.parameters import ParameterTable
from knowledge_base.law.render import render_article, render_entry

EARLIEST = date(1995, 1, 1)  # the first Labour Code came into force


@dataclass(frozen=True)
class KnowledgeBase:
    """The law as of `checked_until`. Made by `knowledge_base.load`; never changed, only replaced.

    `version` is a short hash of all content.
    """

    version: str
    checked_until: date
    directory: Directory
    documents: Mapping[str, Document]
    parameters: ParameterTable
    faq: Mapping[str, FaqEntry]
    texts: OfficialTexts | None = None

    @property
    def topics(self) -> Mapping[str, Topic]:
        return self.directory.topics

    @property
    def departments(self) -> Mapping[str, str]:
        return self.directory.departments

    @property
    def dialogue_acts(self) -> tuple[str, ...]:
        return self.directory.dialogue_acts

    @property
    def provinces(self) -> Mapping[str, Province]:
        return self.directory.provinces

    @cached_property
    def _names(self) -> Mapping[str, tuple[Document, ...]]:
        return index_names(self.documents.values())

    @cached_property
    def values_by_article(self) -> Mapping[tuple[str, str], tuple[Value, ...]]:
        """The parameter values that an article is the reference of, by (document, article)."""
        found: dict[tuple[str, str], tuple[Value, ...]] = {}
        for id_ in self.parameters:
            for value in self.parameters[id_].values:
                place = value.reference.document, value.reference.article
                found[place] = (*found.get(place, ()), value)
        return found

    def list_documents(self, name: str) -> tuple[Document, ...]:
        """All documents that a name or number may mean: "BLLĐ", "NĐ 145", "nghị định 145/2020"."""
        exact = self.documents.get(name)
        return (exact,) if exact else self._names.get(fold_name(name), ())

    def find_document(self, name: str, on: date | None = None) -> Document | None:
        """The one document that a name means; of several, the one in force (on `on` when given)."""
        named = self.list_documents(name)
        if len(named) > 1:
            named = tuple(d for d in named if (d.is_in_force(on) if on else d.status == "in_force"))
        return named[0] if len(named) == 1 else None

    def find_article(self, document: str, article: str, on: date) -> ArticleVersion | None:
        """The words of an article that are in force on a day. `document` is its number or a name."""
        known = self.documents.get(document) or self.find_document(document, on)
        found = known.articles.get(article) if known else None
        return found.find_version(on) if found else None

    def get_article(self, document: str, article: str, on: date) -> ArticleVersion:
        """As `find_article`; NotFound says whether document, article or day is wrong."""
        version = self.find_article(document, article, on)
        if version is not None:
            return version
        known = self.documents.get(document) or self.find_document(document, on)
        if known is None:
            raise NotFound(sentence("no_document", name=document))
        code = "no_article_on_date" if article in known.articles else "unknown_article"
        raise NotFound(sentence(code, document=known.number, article=article, on=on))

    def find_official(self, document: str, article: str, on: date | None = None) -> StoredArticle | None:
        """The imported official article as of a day (default: as it stands now); None where it is not here."""
        known = self.documents.get(document)
        return self.texts.find(known, article, on) if self.texts and known else None

    def official_text(self, document: str, article: str, on: date | None = None) -> str | None:
        """As `find_official`, its words alone."""
        found = self.find_official(document, article, on)
        return found.text if found else None

    def covers(self, on: date) -> bool:
        """Whether the law of that day is told at all: from the first Labour Code to the year after the last check."""
        return EARLIEST <= on <= date(self.checked_until.year + 1, 12, 31)

    def get_entry(self, entry: str) -> FaqEntry:
        """The entry with an id, else NotFound."""
        if entry not in self.faq:
            raise NotFound(sentence("no_entry", entry=entry))
        return self.faq[entry]

    def render(self, entry: FaqEntry | str, on: date, act_date: date | None = None) -> Answer:
        """An entry as the message of a day. NotFound when the entry does not hold on that day."""
        return render_entry(self.get_entry(entry) if isinstance(entry, str) else entry, self, on, act_date)

    def render_article(
        self,
        version: ArticleVersion,
        on: date,
        max_chars: int = 700,
        query: str | None = None,
        clause: str | None = None,
    ) -> str:
        """An answer from an article's own words: `clause` alone, or the clauses that fit `query` best."""
        return render_article(version, self, on, max_chars, query, clause)

    def with_entries(self, entries: Iterable[Mapping[str, object]]) -> KnowledgeBase:
        """This base with published entries over the shipped ones, validated alike. KnowledgeError lists the faults.

        Each entry is a mapping of the FAQ format plus `topic`; dates may be ISO text, as in JSON.
        """
        listed = list(entries)
        faults = Faults()
        published = read_published(listed, faults)
        shipped = {id_: Written(entry, Place("faq", 0, id_)) for id_, entry in self.faq.items()}
        merged = replace(self, faq={id_: w.entry for id_, w in sorted({**shipped, **published}.items())})
        check_entries(published, merged, faults)
        faults.raise_if_any()
        return replace(merged, version=_version_with(self.version, listed))


def _version_with(version: str, entries: list[Mapping[str, object]]) -> str:
    told = json.dumps(entries, sort_keys=True, ensure_ascii=False, default=str)
    return sha256(f"{version}\n{told}".encode()).hexdigest()[:12]
