"""From a mention in a text to a place in the knowledge base: one sure place, or none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from knowledge_base.citations.find import Mention
from knowledge_base.law.models import ArticleVersion, Citation, Document

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase


def resolve(mention: Mention, kb: KnowledgeBase, on: date) -> Citation | None:
    """The place that a mention means on a day. None when several are possible, or none is.

    A name that several documents share means the one in force on that day. A clause or point that the article does not
    have is left out: the article itself is still sure.
    """
    if mention.article is None:
        return None
    found = [document for document in _documents(mention, kb, on) if mention.article in document.articles]
    if len(found) != 1:
        return None
    document = found[0]
    article = document.articles[mention.article]
    version = article.find_version(on) or article.versions[-1]
    clause = mention.clause if mention.clause in version.clauses else None
    return Citation(document.number, article.article, clause, _point(mention, version, clause))


def _documents(mention: Mention, kb: KnowledgeBase, on: date) -> list[Document]:
    if mention.document is None:
        return [document for document in kb.documents.values() if document.is_in_force(on)]
    named = list(kb.list_documents(mention.document))
    return [document for document in named if document.is_in_force(on)] or named


def _point(mention: Mention, version: ArticleVersion, clause: str | None) -> str | None:
    place = version.clauses.get(clause or "0")
    return mention.point if place and mention.point in place.points else None
