"""Looking up the law while an expert types: "điều 35", "145 điều 8", "khoản 2 điều 35 blld", or words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge_base.law.models import Article, ArticleVersion, Citation, Document
from knowledge_base.search import SearchIndex, build_index
from knowledge_base.text import fold, nfc
from webhook.tickets.citations import latest_version, state_on, tell, to_form

LIMIT = 12
SUMMARY = 260
KINDS = ("bo_luat", "luat", "nghi_quyet", "nghi_dinh", "thong_tu", "quyet_dinh")
_ARTICLE = re.compile(r"\b(?:dieu|d)\.?\s*(\d{1,4}[a-z]?)\b")
_CLAUSE = re.compile(r"\b(?:khoan|k)\.?\s*(\d{1,3}[a-z]?)\b")
_POINT = re.compile(r"\b(?:diem)\.?\s*([a-z])\b")
_PLACE_WORDS = re.compile(r"\b(?:nghi dinh|bo luat|luat|thong tu|nghi quyet|nd|tt|nq|so|cua)\b|[,;:.]")


@dataclass(frozen=True)
class Found:
    """A place in the law as the search box shows it; `state` is that of `tickets.citations`."""

    value: str
    label: str
    heading: str
    summary: str
    state: str


def look_up(kb: Any, typed: str, on: date, limit: int = LIMIT) -> list[Found]:
    """What the typed words may mean, best first; nothing for less than two characters."""
    query = fold(nfc(typed)).strip()
    if len(query) < 2:
        return []
    article = _ARTICLE.search(query)
    if article is None:
        return [describe(kb, citation, on) for citation in _by_words(kb, typed, on, limit)]
    found = [
        citation for citation in _by_number(kb, query, article.group(1)) if state_on(kb, citation, on) != "missing"
    ]
    ranked = sorted(found, key=lambda citation: state_on(kb, citation, on) != "in_force")
    return [describe(kb, citation, on) for citation in ranked[:limit]]


def describe(kb: Any, citation: Citation, on: date) -> Found:
    """Heading, own-words summary of the cited place and whether it is in force on that day."""
    article: Article = kb.documents[citation.document].articles[citation.article]
    version = latest_version(article, on)
    return Found(
        value=to_form(citation),
        label=tell(kb, citation, on),
        heading=version.heading,
        summary=summarise(version, citation, SUMMARY),
        state=state_on(kb, citation, on),
    )


def summarise(version: ArticleVersion, citation: Citation, limit: int) -> str:
    """Our own words on the cited place, cut at `limit` characters."""
    clause = version.clauses.get(citation.clause or "")
    if clause is not None and citation.point in clause.points:
        words = clause.points[citation.point or ""]
    elif clause is not None:
        words = " ".join([clause.text, *clause.points.values()])
    else:
        words = " ".join(clause.text for clause in version.clauses.values())
    words = " ".join(words.split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"


def _by_number(kb: Any, query: str, article: str) -> Iterator[Citation]:
    clause, point = _CLAUSE.search(query), _POINT.search(query)
    rest = _POINT.sub(" ", _CLAUSE.sub(" ", _ARTICLE.sub(" ", query, count=1)))
    for document in _documents(kb, rest):
        if article in document.articles:
            yield Citation(
                document.number,
                article,
                clause.group(1) if clause else None,
                point.group(1) if point and clause else None,
            )


def _documents(kb: Any, rest: str) -> list[Document]:
    """The documents that the other words name, codes and laws first, the newer before the older."""
    wanted = [word for word in re.split(r"[\s/\-]+", _PLACE_WORDS.sub(" ", rest)) if word]
    documents: list[Document] = list(kb.documents.values())
    fitting = [document for document in documents if all(_names(document, word) for word in wanted)]

    def newest_law_first(document: Document) -> tuple[int, int]:
        kind = KINDS.index(document.kind) if document.kind in KINDS else len(KINDS)
        return kind, -(document.issued.toordinal() if document.issued else 0)

    return sorted(fitting or documents, key=newest_law_first)


def _names(document: Document, word: str) -> bool:
    names = [document.number, document.short, document.title, *document.aliases]
    words = {part for name in names for part in re.split(r"[\s/\-]+", fold(nfc(name)))}
    return word in words


def _by_words(kb: Any, typed: str, on: date, limit: int) -> list[Citation]:
    """Articles by the search of the assistant itself; an answer's first citations come where it stands."""
    places = (place for hit in _index(kb).find(typed, on, limit=limit * 2).hits for place in hit.unit.articles[:2])
    known = (place for place in dict.fromkeys(places) if place[0] in kb.documents)
    return [Citation(number, article) for number, article in known if article in kb.documents[number].articles][:limit]


_built: dict[str, SearchIndex] = {}


def _index(kb: Any) -> SearchIndex:
    """The index of this version of the law; an older one is dropped."""
    found = _built.get(kb.version)
    if found is None:
        found = build_index(kb)
        _built.clear()
        _built[kb.version] = found
    return found
