"""Whether the calculations fit the law at hand: topics, departments, articles, parameters."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from knowledge_base.entitlements.registry import FOLDER, read_shared, read_spec
from knowledge_base.entitlements.spec import Spec
from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.models import Citation
from knowledge_base.law.placeholders import TODAY, PlaceholderError, list_parameters, list_placeholders

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase


def check_entitlements(kb: KnowledgeBase, faults: Faults, root: Path = FOLDER) -> int:
    """Read every calculation, note every fault, and give how many there are."""
    shared = read_shared(root, faults)
    paths = sorted(root.glob("*.yaml"))
    for path in paths:
        file = f"entitlements/{path.name}"
        spec = read_spec(path.read_bytes(), file, shared, faults)
        _check_against(spec, kb, Place(file, 0, spec.id), faults)
    return len(paths)


def _check_against(spec: Spec, kb: KnowledgeBase, place: Place, faults: Faults) -> None:
    for topic in spec.topics:
        if topic not in kb.topics:
            faults.add(place, "unknown_topic", topic=topic)
    for violation in spec.violations.values():
        if violation.department not in kb.departments:
            faults.add(place, "unknown_department", department=violation.department)
    for citation in (*spec.citations, *(c for line in spec.lines.values() for c in line.cites)):
        _check_citation(citation, kb, place, faults)
    for text in spec.texts():
        _check_placeholders(text, kb, place, faults)


def _check_citation(citation: Citation, kb: KnowledgeBase, place: Place, faults: Faults) -> None:
    document = kb.documents.get(citation.document)
    if document is None:
        faults.add(place, "unknown_document", document=citation.document)
        return
    article = document.articles.get(citation.article)
    if article is None:
        faults.add(place, "unknown_article", document=citation.document, article=citation.article)
        return
    known = {number for version in article.versions for number in version.clauses}
    if citation.clause and citation.clause not in known:
        details = {"article": citation.article, "document": citation.document, "clause": citation.clause}
        faults.add(place, "unknown_clause", **details, known=", ".join(sorted(known)))


def _check_placeholders(text: str, kb: KnowledgeBase, place: Place, faults: Faults) -> None:
    """A name without a dot is a value of the working; any other is a parameter."""
    for placeholder in list_placeholders(text):
        if placeholder == TODAY or placeholder.isidentifier():
            continue
        try:
            names = list_parameters(placeholder)
        except PlaceholderError as error:
            faults.add(place, "bad_placeholder", placeholder=placeholder, detail=error)
            continue
        for name in names:
            if name not in kb.parameters:
                faults.add(place, "unknown_parameter", parameter=name)
