"""What only shows when documents, parameters and answers are seen together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from knowledge_base.law.faults import Faults, NotFound, Place
from knowledge_base.law.models import ArticleVersion, Citation, FaqEntry, Parameter
from knowledge_base.law.placeholders import PlaceholderError, evaluate, list_parameters, list_placeholders
from knowledge_base.law.render import fine_days, render_entry, tells_fine
from knowledge_base.law.typed_values import find_typed_values
from knowledge_base.text import forms, said, says_any

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase
    from knowledge_base.law.entries import Written

_EMOJI = re.compile("[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\U0001f000-\U0001faff]")


@cache
def limits() -> dict[str, Any]:
    text = Path(__file__).with_name("limits.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def _overlaps(start: date | None, end: date | None, other: date | None, other_end: date | None) -> bool:
    if start is None or other is None:
        return False
    return (end is None or other <= end) and (other_end is None or start <= other_end)


def check_articles(kb: KnowledgeBase, faults: Faults) -> None:
    """Topics named by articles exist."""
    for document in kb.documents.values():
        for article in document.articles.values():
            for topic in article.topics:
                if topic not in kb.topics:
                    place = Place(f"documents/{document.number}", 0, f"Điều {article.article}")
                    faults.add(place, "unknown_topic", topic=topic)


def check_parameters(kb: KnowledgeBase, places: Mapping[str, Place], faults: Faults) -> None:
    """The article behind each value exists and is in force when the value begins.

    A value that ended before the day of the last check may name a repealed document that is not kept here.
    """
    for id_ in kb.parameters:
        parameter: Parameter = kb.parameters[id_]
        for value in parameter.values:
            ended = value.effective_to is not None and value.effective_to < kb.checked_until
            if ended and value.reference.document not in kb.documents:
                continue
            _check_citation(value.reference, value.effective_from, value.effective_from, kb, places[id_], faults)


def _check_citation(
    citation: Citation, start: date, end: date | None, kb: KnowledgeBase, place: Place, faults: Faults
) -> None:
    """The cited place exists and is in force on every day from `start` to `end`."""
    if not citation.document or not citation.article:
        return
    document = kb.documents.get(citation.document)
    if document is None:
        faults.add(place, "unknown_document", document=citation.document)
        return
    article = document.articles.get(citation.article)
    if article is None:
        faults.add(place, "unknown_article", document=citation.document, article=citation.article)
        return
    first, last = article.versions[0].effective_from, article.versions[-1].effective_to
    if first is None or first > start or (last is not None and (end is None or end > last)):
        details = {"document": citation.document, "article": citation.article}
        faults.add(place, "not_in_force", **details, start=first, end=last, from_=start, to=end)
    for version in article.versions:
        if _overlaps(version.effective_from, version.effective_to, start, end):
            _check_clause(citation, version, place, faults)


def _check_clause(citation: Citation, version: ArticleVersion, place: Place, faults: Faults) -> None:
    details = {"document": citation.document, "article": citation.article}
    number = citation.clause or ("0" if citation.point else None)
    if number is None:
        return
    clause = version.clauses.get(number)
    if clause is None:
        faults.add(place, "unknown_clause", **details, clause=number, known=", ".join(version.clauses))
    elif citation.point and citation.point not in clause.points:
        known = ", ".join(clause.points) or "0"
        faults.add(place, "unknown_point", **details, clause=number, point=citation.point, known=known)


def check_entries(written: Mapping[str, Written], kb: KnowledgeBase, faults: Faults) -> None:
    """Topics, citations, placeholders, lengths, typed values and choices of entries."""
    for item in written.values():
        _check_entry(item.entry, item.place, kb, faults)


def check_variants(kb: KnowledgeBase, faults: Faults) -> None:
    """Every variant of a particular entry says one of the words that the entry is only for; else it is never found."""
    for entry in kb.faq.values():
        meant = forms(entry.only_for)
        for question in entry.questions if meant else ():
            if not says_any(said(question), meant):
                faults.add(Place(f"faq/{entry.topic}.yaml", id=entry.id), "variant_not_meant", question=question)


def _check_entry(entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    before = len(faults)
    if entry.topic and entry.topic not in kb.topics:
        faults.add(place, "unknown_topic", topic=entry.topic)
    for citation in (*entry.basis, *entry.further):
        _check_citation(citation, entry.valid_from, entry.valid_to, kb, place, faults)
    _check_fine(entry, kb, place, faults)
    _check_counts(entry, place, kb, faults)
    _check_words(entry, place, faults)
    _check_choices(entry, place, kb, faults)
    _check_placeholders(entry, place, kb, faults)
    for typed in find_typed_values(entry, kb):
        faults.add(place, "typed_value", typed=typed.text, parameter=typed.parameter, placeholder=typed.placeholder)
    if len(faults) == before:
        _check_length(entry, place, kb, faults)


def _check_fine(entry: FaqEntry, kb: KnowledgeBase, place: Place, faults: Faults) -> None:
    """A fine and its citations stand together, exist, and are told on some day of the entry."""
    if bool(entry.fine) != bool(entry.fined_by):
        faults.add(place, "fine_without_citation" if entry.fine else "citation_without_fine")
    before = len(faults)
    for citation in entry.fined_by:
        document = kb.documents.get(citation.document)
        article = document.articles.get(citation.article) if document else None
        first = article.versions[0].effective_from if article else None
        _check_citation(citation, max(entry.valid_from, first or date.min), entry.valid_to, kb, place, faults)
    days = [entry.valid_from, *fine_days(entry, kb)] if len(faults) == before else []
    if days and not any(entry.is_valid(day) and tells_fine(entry, kb, day) for day in days):
        faults.add(place, "fine_never_told")


def _check_counts(entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    topic = kb.topics.get(entry.topic)
    if not entry.citations and not (topic and topic.auto in limits()["without_citation"]):
        faults.add(place, "too_few", key="citations", count=0, limit=1)
    if entry.citations and entry.citations[: len(entry.basis) or 1] != entry.basis:
        faults.add(place, "further_first")
    for key in ("citations", "steps"):
        count = len(getattr(entry, key))
        if count > limits()[key]:
            faults.add(place, "too_many", key=key, count=count, limit=limits()[key])
    for key in ("title", "button"):
        length = len(getattr(entry, key))
        if length > limits()[key]:
            faults.add(place, "too_long", key=key, length=length, limit=limits()[key])


def _check_words(entry: FaqEntry, place: Place, faults: Faults) -> None:
    for text in entry.texts():
        marks = [mark for mark in limits()["banned_marks"] if mark in text] + _EMOJI.findall(text)
        for mark in marks:
            faults.add(place, "banned_mark", mark=mark)
        lowered = text.lower()
        for words in limits()["relative_words"]:
            if re.search(rf"(?<!\w){words}(?!\w)", lowered):
                faults.add(place, "relative_date", words=words)


def _check_choices(entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    for choice in entry.ask_first.choices if entry.ask_first else ():
        if choice.entry not in kb.faq:
            faults.add(place, "unknown_choice", button=choice.button, entry=choice.entry)
        if len(choice.button) > limits()["button"]:
            faults.add(place, "too_long", key="button", length=len(choice.button), limit=limits()["button"])


def _check_placeholders(entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    for text in entry.texts():
        for placeholder in list_placeholders(text):
            try:
                named = list_parameters(placeholder)
            except PlaceholderError as error:
                faults.add(place, "bad_placeholder", placeholder=placeholder, detail=str(error))
                continue
            known = [_check_parameter(id_, entry, place, kb, faults) for id_ in named]
            if all(known):
                _check_arithmetic(placeholder, entry, place, kb, faults)
        if "{" in re.sub(r"\{[^{}]*\}", "", text):
            faults.add(place, "bad_placeholder", placeholder="{", detail="ngoặc chưa đóng")


def _check_parameter(id_: str, entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> bool:
    """Whether a parameter has a value on every day of the entry."""
    if id_ not in kb.parameters:
        faults.add(place, "unknown_parameter", parameter=id_)
        return False
    values = kb.parameters[id_].values
    first = values[0].effective_from if values else date.max
    last = values[-1].effective_to if values else None
    if first > entry.valid_from or (last is not None and (entry.valid_to is None or last < entry.valid_to)):
        faults.add(place, "parameter_without_value", parameter=id_, from_=entry.valid_from, to=entry.valid_to)
        return False
    return True


def _check_arithmetic(placeholder: str, entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    try:
        evaluate(placeholder, kb.parameters, entry.valid_from)
    except (PlaceholderError, NotFound) as error:
        faults.add(place, "bad_placeholder", placeholder=placeholder, detail=str(error))


def change_days(entry: FaqEntry, kb: KnowledgeBase) -> Iterator[date]:
    """The first day of the entry, and each later day on which one of its parameters or its fine changes."""
    days = {entry.valid_from, *fine_days(entry, kb)}
    for text in entry.texts():
        for placeholder in list_placeholders(text):
            for id_ in list_parameters(placeholder):
                days |= {value.effective_from for value in kb.parameters[id_].values}
    return (day for day in sorted(days) if entry.is_valid(day))


def _check_length(entry: FaqEntry, place: Place, kb: KnowledgeBase, faults: Faults) -> None:
    longest = max((len(render_entry(entry, kb, day).text) for day in change_days(entry, kb)), default=0)
    if longest > limits()["answer"]:
        faults.add(place, "too_long", key="answer", length=longest, limit=limits()["answer"])
