"""Citations of an expert's answer: from the form, their state on a day, how they read."""

from __future__ import annotations

from datetime import date
from typing import Any

from knowledge_base.citations import format_one
from knowledge_base.law.models import Article, ArticleVersion, Citation, Document

SEPARATOR = "|"
IN_FORCE = "in_force"


def to_form(citation: Citation) -> str:
    """One citation as a form value: `45/2019/QH14|35|2|a`."""
    parts = (citation.document, citation.article, citation.clause or "", citation.point or "")
    return SEPARATOR.join(parts).rstrip(SEPARATOR)


def from_form(value: str) -> Citation | None:
    """The citation of a form value, or None where it is none."""
    parts = [part.strip() for part in value.split(SEPARATOR)]
    if not 2 <= len(parts) <= 4 or not parts[0] or not parts[1]:
        return None
    padded = [*parts, "", ""]
    return Citation(padded[0], padded[1], padded[2] or None, padded[3] or None)


def to_json(citation: Citation) -> dict[str, Any]:
    """As stored with an answer."""
    return {
        "document": citation.document,
        "article": citation.article,
        "clause": citation.clause,
        "point": citation.point,
    }


def from_json(stored: dict[str, Any]) -> Citation:
    """Back from what `to_json` made."""
    return Citation(stored["document"], stored["article"], stored.get("clause"), stored.get("point"))


def find_article(kb: Any, citation: Citation) -> Article | None:
    """The article through time, in force or not."""
    document: Document | None = kb.documents.get(citation.document)
    return None if document is None else document.articles.get(citation.article)


def latest_version(article: Article, on: date) -> ArticleVersion:
    """The version in force, else the one nearest to the day: the last that ended, or the first to come."""
    in_force = article.find_version(on)
    if in_force is not None:
        return in_force
    past = [version for version in article.versions if version.effective_from and version.effective_from <= on]
    return past[-1] if past else article.versions[0]


def state_on(kb: Any, citation: Citation, on: date) -> str:
    """in_force | repealed | future | draft | missing, for the cited place on a day."""
    article = find_article(kb, citation)
    if article is None:
        return "missing"
    if kb.documents[citation.document].status == "draft":
        return "draft"
    version = latest_version(article, on)
    if not _holds_place(version, citation):
        return "missing"
    if version.is_in_force(on):
        return IN_FORCE
    return "repealed" if version.effective_from and version.effective_from <= on else "future"


def _holds_place(version: ArticleVersion, citation: Citation) -> bool:
    if citation.clause is None:
        return citation.point is None
    clause = version.clauses.get(citation.clause)
    return clause is not None and (citation.point is None or citation.point in clause.points)


def tell(kb: Any, citation: Citation, on: date) -> str:
    """Short name for people: "Điểm a khoản 2 Điều 35 Bộ luật Lao động 2019"."""
    told: str = format_one(citation, kb, on)
    return told[:1].upper() + told[1:]
