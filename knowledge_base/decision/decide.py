"""decide(): what the assistant does with a question. Pure: same question, same knowledge, same decision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from knowledge_base import KnowledgeBase
from knowledge_base.decision.confidence import features, probability
from knowledge_base.decision.models import Candidate, Decision, Option, Question
from knowledge_base.law.models import Answer, Citation
from knowledge_base.search import Hit, SearchIndex, build_index
from knowledge_base.text import tokens

T: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "thresholds.yaml").read_text(encoding="utf-8"))
DANGER = ("danger_now", "despair")
NOT_LAW = ("off_domain", "employer_side", "unclear")


@dataclass(frozen=True)
class Brain:
    """A knowledge base with its index: what is swapped in place when answers are published."""

    kb: KnowledgeBase
    index: SearchIndex

    @classmethod
    def build(cls, kb: KnowledgeBase) -> Brain:
        return cls(kb, build_index(kb))


def decide(question: Question, brain: Brain) -> Decision:
    """Answer, clarify or escalate one question on its day."""
    intents = question.intents
    act = max((*DANGER, *NOT_LAW), key=lambda name: intents.get(name, 0.0))
    if act in DANGER and intents.get(act, 0.0) >= T["danger"]:
        return Decision("escalate", intents[act], question.on, cause="danger", why=act)
    if question.references and _only_names_the_law(question):
        return _quoted(question, brain)
    prior = dict(question.ranking)
    if question.subject:
        prior[question.subject] = max(prior.get(question.subject, 0.0), 0.6)
    named = {(citation.document, citation.article) for citation in question.references}
    hits = brain.index.find(question.text, question.on, prior, named)
    matched = max((hit.question for hit in hits[:1]), default=0.0)
    if intents.get(act, 0.0) >= T["outside"] and matched < T["outside_match"]:
        return _not_law(question, act, hits)
    if not hits:
        return Decision("escalate", 0.0, question.on, cause="low_confidence")
    chosen = _choose(hits)
    values = features(question, hits, chosen)
    confidence = probability(values)
    return _by_confidence(question, brain, hits, chosen, confidence, values)


def _by_confidence(
    question: Question, brain: Brain, hits: Sequence[Hit], chosen: Hit, confidence: float, values: dict[str, float]
) -> Decision:
    topic = _topic(question, chosen)
    auto = brain.kb.topics[topic].auto if topic else "auto"
    common: dict[str, Any] = {
        "confidence": confidence,
        "on": question.on,
        "topic": topic,
        "department": brain.kb.topics[topic].department if topic else None,
        "candidates": _candidates([chosen, *hits]),
        "features": values,
    }
    if confidence >= T["answer"]:
        answer = tell(brain, chosen, question)
        if auto == "human":
            return Decision("escalate", answer=answer, cause="sensitive", **common)
        if auto == "pointer":
            return Decision("escalate", answer=answer, domain=False, **common)
        return Decision("answer", answer=answer, offer=auto == "rule_and_human" or _offers(brain, chosen), **common)
    options = _options(brain, hits) if confidence >= T["clarify"] else ()
    if len(options) >= 2:
        return Decision("clarify", options=options, **common)
    return Decision("escalate", cause="low_confidence", **common)


def _choose(hits: Sequence[Hit]) -> Hit:
    """The best hit; an answer written for workers wins over an article that scores a little higher."""
    best = hits[0]
    if best.unit.kind == "faq":
        return best
    for hit in hits:
        if hit.score < best.score - T["prefer_faq"]:
            break
        if hit.unit.kind == "faq" and best.unit.articles[0] in hit.unit.articles[:2]:
            return hit
    return best


def tell(brain: Brain, hit: Hit, question: Question) -> Answer:
    """Put a hit into words on the question's day."""
    if hit.unit.kind == "faq":
        return brain.kb.render(brain.kb.faq[hit.unit.id.removeprefix("faq:")], question.on)
    document, article = hit.unit.articles[0]
    return tell_article(brain, Citation(document, article), question)


def tell_article(brain: Brain, citation: Citation, question: Question) -> Answer:
    """An article in our own words as an answer."""
    version = brain.kb.get_article(citation.document, citation.article, question.on)
    text = brain.kb.render_article(version, question.on, query=question.text, clause=citation.clause)
    return Answer(
        entry=version.id,
        text=text,
        short=text.partition("\n")[0],
        steps=(),
        avoid="",
        more="",
        basis="",
        citations=(citation,),
        holds_from=version.effective_from or question.on,
        holds_to=version.effective_to,
    )


def _quoted(question: Question, brain: Brain) -> Decision:
    citation = question.references[0]
    version = brain.kb.find_article(citation.document, citation.article, question.on)
    candidates = tuple(Candidate(c.document, c.article, 1.0) for c in question.references[: T["max_candidates"]])
    if version is None:
        return Decision("escalate", 0.2, question.on, cause="not_in_force", candidates=candidates)
    topics = brain.kb.documents[citation.document].articles[citation.article].topics
    topic = topics[0] if topics else None
    return Decision(
        "answer",
        0.97,
        question.on,
        topic=topic,
        department=brain.kb.topics[topic].department if topic else None,
        answer=tell_article(brain, citation, question),
        candidates=candidates,
    )


def _not_law(question: Question, act: str, hits: Sequence[Hit]) -> Decision:
    """Not a question of labour law: say so, or ask what is meant; no ticket is offered."""
    kind = "clarify" if act == "unclear" else "escalate"
    return Decision(
        kind, question.intents[act], question.on, domain=act == "unclear", why=act, candidates=_candidates(hits)
    )


def _only_names_the_law(question: Question) -> bool:
    """Whether little is left beside the reference: "điều 35 nói gì", "xem điều 35 bộ luật lao động"."""
    return len(tokens(question.text)) <= T["bare_reference"]


def _topic(question: Question, chosen: Hit) -> str | None:
    intents = question.intents
    topics = chosen.unit.topics
    return max(topics, key=lambda t: (intents.get(t, 0.0), -topics.index(t))) if topics else None


def _offers(brain: Brain, chosen: Hit) -> bool:
    entry = brain.kb.faq.get(chosen.unit.id.removeprefix("faq:"))
    return bool(entry and entry.offer)


def _options(brain: Brain, hits: Sequence[Hit]) -> tuple[Option, ...]:
    """Up to three different answers that are close to the best, as short choices."""
    found: dict[str, Option] = {}
    for hit in hits:
        if hit.score < hits[0].score - T["close"] or len(found) == T["max_options"]:
            break
        if hit.unit.kind == "faq":
            entry = brain.kb.faq[hit.unit.id.removeprefix("faq:")]
            found.setdefault(entry.topic or entry.id, Option(entry.button, entry=entry.id))
        elif hit.unit.topics and hit.unit.topics[0] not in found:
            entry = next((e for e in brain.kb.faq.values() if e.topic == hit.unit.topics[0]), None)
            if entry:
                found[hit.unit.topics[0]] = Option(entry.button, entry=entry.id)
    return tuple(found.values())


def _candidates(hits: Sequence[Hit]) -> tuple[Candidate, ...]:
    """Up to ten distinct articles, best first; an entry contributes those that it cites, in order."""
    seen: dict[tuple[str, str], float] = {}
    for place, score in _places(hits):
        seen.setdefault(place, score)
    listed = list(seen.items())[: T["max_candidates"]]
    return tuple(Candidate(document, article, round(score, 4)) for (document, article), score in listed)


def _places(hits: Sequence[Hit]) -> Iterator[tuple[tuple[str, str], float]]:
    for hit in hits:
        for place in hit.unit.articles:
            yield place, hit.score
