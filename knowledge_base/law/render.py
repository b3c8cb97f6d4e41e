"""From an entry or an article to the message that a worker reads, in the manner told in the phrases."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from knowledge_base.citations.format import format_basis
from knowledge_base.law.faults import NotFound, sentence
from knowledge_base.law.models import Answer, ArticleVersion, Citation, Clause, FaqEntry
from knowledge_base.law.phrases import phrases
from knowledge_base.law.placeholders import TODAY, fill, list_placeholders, list_values
from knowledge_base.law.transitions import transitions_for
from knowledge_base.text.normalize import fold, tokens
from knowledge_base.text.slang import normalize_query

if TYPE_CHECKING:
    from knowledge_base.law.base import KnowledgeBase


def render_entry(entry: FaqEntry, kb: KnowledgeBase, on: date, act_date: date | None = None) -> Answer:
    """The whole message of an entry on a day. NotFound outside its validity.

    `act_date`: the day of the act asked about, where the words tell it; the transition rules for it are added.
    """
    if not entry.is_valid(on):
        details = {"entry": entry.id, "start": entry.valid_from, "end": entry.valid_to, "on": on}
        raise NotFound(sentence("entry_not_valid", **details))
    fined_by = entry.fined_by if tells_fine(entry, kb, on) else ()
    more = " ".join(filter(None, [entry.more, entry.fine if fined_by else ""]))
    short, avoid, more = (fill(text, kb.parameters, on) for text in (entry.answer, entry.avoid, more))
    steps = tuple(fill(step, kb.parameters, on) for step in entry.steps)
    notes = transitions_for(kb, entry.citations, on, act_date)
    cited = (*entry.basis, *fined_by[:1])
    basis = format_basis([*cited, *(note.citation for note in notes)], kb, on)
    added = " ".join(note.text for note in notes)
    parts = [short, _steps(steps), avoid, more, added, phrases()["status"].get(entry.status, ""), basis]
    holds_from, holds_to = _holds(entry, kb, on)
    return Answer(
        entry=entry.id,
        text="\n\n".join(part for part in parts if part),
        short=short,
        steps=steps,
        avoid=avoid,
        more=more,
        basis=basis,
        further=format_basis([*entry.further, *fined_by[1:]], kb, on, "basis_further"),
        citations=cited,
        holds_from=holds_from,
        holds_to=holds_to,
    )


def tells_fine(entry: FaqEntry, kb: KnowledgeBase, on: date) -> bool:
    """Whether all that the entry's fine rests on is in force on a day."""
    return all(kb.find_article(cited.document, cited.article, on) for cited in entry.fined_by)


def fine_days(entry: FaqEntry, kb: KnowledgeBase) -> list[date]:
    """The days on which the fine begins or ceases to be told."""
    versions = [v for c in entry.fined_by for v in kb.documents[c.document].articles[c.article].versions]
    ends = [v.effective_to + timedelta(days=1) for v in versions if v.effective_to]
    return [*(v.effective_from for v in versions if v.effective_from), *ends]


def _steps(steps: tuple[str, ...]) -> str:
    if not steps:
        return ""
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    return f"{phrases()['steps_title']}\n{numbered}"


def _holds(entry: FaqEntry, kb: KnowledgeBase, on: date) -> tuple[date, date | None]:
    """The days around `on` on which the entry is valid and none of its values changes."""
    starts, ends = [entry.valid_from], [entry.valid_to]
    for day in fine_days(entry, kb):
        starts += [day] if day <= on else []
        ends += [day - timedelta(days=1)] if day > on else []
    for text in entry.texts():
        if TODAY in list_placeholders(text):
            return on, on
        for value in list_values(text, kb.parameters, on):
            starts.append(value.effective_from)
            ends.append(value.effective_to)
    return max(starts), min((end for end in ends if end), default=None)


def render_article(
    version: ArticleVersion, kb: KnowledgeBase, on: date, max_chars: int, query: str | None, clause: str | None
) -> str:
    """An article in our own words within `max_chars`: the asked clause, or the clauses that fit the query best."""
    told = phrases()
    opening = told["article_opens"].format(heading=version.heading)
    cited_clause = clause if clause in version.clauses else None
    basis = format_basis([Citation(version.document, version.article, cited_clause)], kb, on)
    clauses = [version.clauses[cited_clause]] if cited_clause else list(version.clauses.values())
    notes = [told["article_partial"]] if version.partial else []
    room = max_chars - sum(len(part) + 2 for part in (opening, told["article_rest"], *notes, basis))
    chosen, complete = _fit(clauses, room, query or "")
    if not complete:
        notes.append(told["article_rest"])
    return "\n\n".join(part for part in (opening, "\n".join(chosen), *notes, basis) if part)


def _clause_text(clause: Clause) -> str:
    told = phrases()
    text = clause.text if clause.number == "0" else told["clause"].format(number=clause.number, text=clause.text)
    points = [told["point"].format(text=point) for point in clause.points.values()]
    return "\n".join([text, *points])


def _fit(clauses: list[Clause], room: int, query: str) -> tuple[list[str], bool]:
    """Whole clauses, the best first while they fit, shown in their order; and whether all are shown.

    A best clause that is too long is told by its best points alone.
    """
    scores = _scores(clauses, query)
    ranked = sorted(range(len(clauses)), key=lambda i: (-scores[i], i))
    texts = [_clause_text(clause) for clause in clauses]
    if len(texts[ranked[0]]) + 1 > room:
        return [_shortened(clauses[ranked[0]], room, query)], False
    chosen: set[int] = set()
    for index in ranked:
        if len(texts[index]) + 1 <= room:
            chosen.add(index)
            room -= len(texts[index]) + 1
    return [texts[index] for index in sorted(chosen)], len(chosen) == len(clauses)


def _shortened(clause: Clause, room: int, query: str) -> str:
    """A clause that is too long: its opening and the points that fit the query best, or its first whole sentences."""
    if clause.points:
        points = [Clause(key, text) for key, text in clause.points.items()]
        opening = _clause_text(Clause(clause.number, clause.text))
        left = room - len(opening)
        scores = _scores(points, query)
        kept: set[int] = set()
        for index in sorted(range(len(points)), key=lambda i: (-scores[i], i)):
            line = phrases()["point"].format(text=points[index].text)
            if len(line) + 1 <= left:
                kept.add(index)
                left -= len(line) + 1
        lines = [phrases()["point"].format(text=points[index].text) for index in sorted(kept)]
        if lines:
            return "\n".join([opening, *lines])
    return _first_sentences(_clause_text(clause), room)


def _first_sentences(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    cut = max(text.rfind(mark, 0, max(room, 1)) for mark in (". ", "; ", ".\n"))
    return text[: cut + 1] if cut > 0 else text[: max(room - 1, 1)].rsplit(" ", 1)[0] + "…"


def _scores(clauses: list[Clause], query: str) -> list[float]:
    """How well each clause fits the query: shared folded words and word pairs, rare ones weighing more."""
    asked = _features(normalize_query(query))
    texts = [_features(" ".join((clause.text, *clause.points.values()))) for clause in clauses]
    frequency = Counter(feature for text in texts for feature in text)
    weight = {f: math.log(1 + len(clauses) / (0.5 + frequency[f])) for f in asked}
    return [sum(weight[f] for f in asked & text) for text in texts]


def _features(text: str) -> set[str]:
    words = tokens(fold(text))
    return {*words, *(f"{a} {b}" for a, b in pairwise(words))}
