"""A hit put into words: an entry as it is written, or an article, with the one beside it where both answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from knowledge_base import KnowledgeBase
from knowledge_base.decision.models import Question
from knowledge_base.decision.telling_words import TELLING
from knowledge_base.decision.workplace import tell_workplace
from knowledge_base.law.models import Answer, Citation, FaqEntry
from knowledge_base.search import Hit
from knowledge_base.search.ranking import Place


def tell(kb: KnowledgeBase, hit: Hit, articles: Mapping[Place, float], question: Question) -> Answer:
    """The words of a hit on the question's day. `articles`: the chance of each to answer."""
    if hit.unit.kind == "faq":
        return tell_entry(kb, kb.faq[hit.unit.id.removeprefix("faq:")], question)
    places = places_told(hit, articles)
    rooms = TELLING["rooms"][len(places) - 1]
    told = [tell_article(kb, Citation(*place), question, room) for place, room in zip(places, rooms, strict=True)]
    return _joined(told)


def tell_entry(kb: KnowledgeBase, entry: FaqEntry, question: Question) -> Answer:
    """An entry's message; where it is about the minimum wage and the words name a place, that place's area first."""
    answer = kb.render(entry, question.on, question.act_date)
    place = tell_workplace(question.text, kb, question.on) if entry.topic in TELLING["workplace"]["topics"] else ""
    return replace(answer, text=f"{place}\n\n{answer.text}", short=place) if place else answer


def places_told(hit: Hit, articles: Mapping[Place, float]) -> tuple[Place, ...]:
    """The articles that an answer with this hit cites, in order."""
    if hit.unit.kind == "faq":
        return hit.unit.articles[: hit.unit.basis]
    own = hit.unit.articles[0]
    return (own, *[place for place in _likely(articles) if place != own][: TELLING["most_beside"]])


def _likely(articles: Mapping[Place, float]) -> list[Place]:
    return [place for place, chance in list(articles.items())[: TELLING["looked_at"]] if chance >= TELLING["beside"]]


def tell_article(kb: KnowledgeBase, citation: Citation, question: Question, room: int = 700) -> Answer:
    """An article in our own words as an answer of about `room` characters."""
    version = kb.get_article(citation.document, citation.article, question.on)
    text = kb.render_article(version, question.on, max_chars=room, query=question.text, clause=citation.clause)
    return Answer(
        entry=version.id,
        text=text,
        short=text.partition("\n")[0],
        steps=(),
        avoid="",
        more="",
        basis="",
        further="",
        citations=(citation,),
        holds_from=version.effective_from or question.on,
        holds_to=version.effective_to,
    )


def _joined(told: Sequence[Answer]) -> Answer:
    """Several articles as one answer that holds while all of them do."""
    first = told[0]
    return Answer(
        entry=first.entry,
        text="\n\n".join(answer.text for answer in told),
        short=first.short,
        steps=(),
        avoid="",
        more="",
        basis="",
        further="",
        citations=tuple(citation for answer in told for citation in answer.citations),
        holds_from=max(answer.holds_from for answer in told),
        holds_to=min((answer.holds_to for answer in told if answer.holds_to), default=None),
    )
