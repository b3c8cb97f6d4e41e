"""decide(): what the assistant does with a question. Pure: same question, same knowledge, same decision."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from knowledge_base import KnowledgeBase
from knowledge_base.decision.alarms import DANGER, find_named, find_suspected
from knowledge_base.decision.asking_back import find_options, find_others, names_no_case, says_little
from knowledge_base.decision.at_once import find_case
from knowledge_base.decision.confidence import features, probability
from knowledge_base.decision.models import Candidate, Decision, Question
from knowledge_base.decision.routing import find_department_topic
from knowledge_base.decision.telling import tell, tell_article
from knowledge_base.decision.thresholds import T
from knowledge_base.law.models import FaqEntry
from knowledge_base.search import Found, Hit, SearchIndex, build_index, choose
from knowledge_base.search.field import Floats
from knowledge_base.search.ranking import Place
from knowledge_base.text import tokens

NOT_LAW = ("off_domain", "employer_side", "unclear")


@dataclass(frozen=True)
class Brain:
    """A knowledge base with its index: what is swapped in place when answers are published."""

    kb: KnowledgeBase
    index: SearchIndex

    @classmethod
    def build(cls, kb: KnowledgeBase) -> Brain:
        return cls(kb, build_index(kb))


@dataclass(frozen=True)
class Thought:
    """What search found for a question, and the hit that would answer."""

    found: Found
    chosen: Hit
    values: Mapping[str, float]


def decide(question: Question, brain: Brain) -> Decision:
    """Answer, clarify or escalate one question on its day."""
    named = find_named(question)
    case = None if named else find_case(question, brain.kb)
    alarm = named if named or case else find_suspected(question, T["distress"])
    if not alarm and not brain.kb.covers(question.on):
        return Decision("escalate", 0.0, question.on, cause="not_in_force")
    if alarm in DANGER:
        return Decision(
            "escalate", max(question.intents.get(alarm, 0.0), T["distress"]), question.on, cause="danger", why=alarm
        )
    if question.references and _only_names_the_law(question):
        return _quoted(question, brain)
    thought = consider(question, brain)
    if case and thought:
        return _told_at_once(case, question, brain, thought)
    kept = alarm or _kept_for_people(question, brain)
    if kept:
        return _with_care(kept, question, brain, thought)
    return _by_confidence(question, brain, thought) if thought else _not_law(question, leading_act(question))


def leading_act(question: Question) -> str:
    """The likeliest dialogue act that is not about labour law."""
    return max(NOT_LAW, key=lambda name: question.intents.get(name, 0.0))


def consider(question: Question, brain: Brain) -> Thought | None:
    """Search, order the articles and choose. None where nothing fits or the words are surely not about labour law."""
    named = {(citation.document, citation.article) for citation in question.references}
    found = brain.index.find(question.text, question.on, prior_of(question), named)
    return think(question, found) if found.hits and not _outside(question, found.hits[0]) else None


def prior_of(question: Question) -> dict[str, float]:
    """The chance of each topic: the classifier's, and what was talked about before."""
    prior = dict(question.ranking)
    if question.subject:
        prior[question.subject] = max(prior.get(question.subject, 0.0), T["subject"])
    return prior


def think(question: Question, found: Found, chosen: Hit | None = None, entries: Floats | None = None) -> Thought:
    """What was found with the hit that would answer. `entries`: weights of the choice among entries under trial."""
    chosen = chosen or choose(found)
    return Thought(found, chosen, features(question, found, chosen, entries))


def _outside(question: Question, best: Hit) -> bool:
    """Whether the words are surely not about labour law, however well they match."""
    sure = question.intents.get(leading_act(question), 0.0) >= T["outside"]
    return bool(sure and best.question < T["outside_match"])


def _kept_for_people(question: Question, brain: Brain) -> str | None:
    """The topic that is left to people, when it is what the words are about."""
    topic = _leading_topic(question, brain, T["human"])
    return topic if topic and brain.kb.topics[topic].auto == "human" else None


def _leading_topic(question: Question, brain: Brain, threshold: float) -> str | None:
    """The likeliest topic, when it is at least this likely."""
    topics = ((name, p) for name, p in question.ranking if name in brain.kb.topics)
    topic, sure = max(topics, key=lambda row: row[1], default=("", 0.0))
    return topic if topic and sure >= threshold else None


def _with_care(topic: str, question: Question, brain: Brain, thought: Thought | None) -> Decision:
    """Words of care and a person; the entry that fits best, the topic's first one where none was found."""
    entries = [brain.kb.faq.get(hit.unit.id.removeprefix("faq:")) for hit in (thought.found.hits if thought else ())]
    valid = [e for e in (*entries, *brain.kb.faq.values()) if e and e.topic == topic and e.is_valid(question.on)]
    return Decision(
        "escalate",
        max(question.intents.get(topic, 0.0), T["distress"]),
        question.on,
        topic=topic,
        department=brain.kb.topics[topic].department,
        answer=brain.kb.render(valid[0], question.on, question.act_date) if valid else None,
        candidates=_candidates(thought.found.articles) if thought else (),
        cause="sensitive",
    )


def _by_confidence(question: Question, brain: Brain, thought: Thought) -> Decision:
    chosen, confidence = thought.chosen, probability(thought.values)
    topic = _topic(question, chosen)
    auto = brain.kb.topics[topic].auto if topic else "auto"
    common: dict[str, Any] = {
        "confidence": confidence,
        "on": question.on,
        "topic": topic,
        "department": brain.kb.topics[topic].department if topic else None,
        "candidates": _candidates(thought.found.articles),
        "features": thought.values,
    }
    if names_no_case(question):
        return Decision("clarify", why="untold_case", **common)
    if confidence < T["answer"]:
        return _unsure(question, brain, thought, common)
    answer = tell(brain.kb, thought.chosen, thought.found.articles, question)
    if auto == "human":
        return Decision("escalate", answer=answer, cause="sensitive", **common)
    if auto == "pointer":
        return Decision("escalate", answer=answer, domain=False, **common)
    offer = auto == "rule_and_human" or _offers(brain, chosen)
    others = find_others(question, brain.kb, thought.found, answer.entry) if confidence < T["surely"] else ()
    return Decision("answer", answer=answer, offer=offer, options=others[: T["max_others"]], **common)


def _told_at_once(entry: FaqEntry, question: Question, brain: Brain, thought: Thought) -> Decision:
    """The entry of a case that does not wait for a sure search, with the offer of a person."""
    return Decision(
        "answer",
        max(probability(thought.values), T["surely"]),
        question.on,
        topic=entry.topic,
        department=brain.kb.topics[entry.topic].department,
        answer=brain.kb.render(entry, question.on, question.act_date),
        candidates=_candidates(thought.found.articles),
        offer=True,
        features=thought.values,
    )


def _unsure(question: Question, brain: Brain, thought: Thought, common: dict[str, Any]) -> Decision:
    """Ask back where two or three answers are close, or whether the only likely one is meant; else a person."""
    topic = find_department_topic(question, brain.kb, thought.found)
    department = brain.kb.topics[topic].department if topic else None
    common |= {"topic": topic, "department": department}
    options = find_options(question, brain.kb, thought.found) if common["confidence"] >= T["clarify"] else ()
    if len(options) >= 2 or (options and common["confidence"] >= T["asks_one"]):
        return Decision("clarify", options=options, **common)
    if says_little(question):
        return Decision("clarify", why="unclear", **common)
    return Decision("escalate", cause="low_confidence", nearest=_nearest(question, brain, thought), **common)


def _nearest(question: Question, brain: Brain, thought: Thought) -> str | None:
    """The entry that comes nearest, where the topic at least is likely: its warnings hold meanwhile."""
    topic = _leading_topic(question, brain, T["warns"])
    near = (
        hit.unit for hit in (thought.chosen, *thought.found.hits) if hit.unit.kind == "faq" and topic in hit.unit.topics
    )
    return next((unit.id.removeprefix("faq:") for unit in near), None) if topic else None


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
        answer=tell_article(brain.kb, citation, question),
        candidates=candidates,
    )


def _not_law(question: Question, act: str) -> Decision:
    """Not a question of labour law: say so, or ask what is meant; no ticket is offered."""
    sure = question.intents.get(act, 0.0)
    if sure < T["outside"]:
        return Decision("escalate", 0.0, question.on, cause="low_confidence")
    return Decision("clarify" if act == "unclear" else "escalate", sure, question.on, domain=act == "unclear", why=act)


def _only_names_the_law(question: Question) -> bool:
    """Whether little is left beside the reference: "điều 35 nói gì", "xem điều 35 bộ luật lao động"."""
    return len(tokens(question.text)) <= int(T["bare_reference"])


def _topic(question: Question, chosen: Hit) -> str | None:
    intents = question.intents
    topics = chosen.unit.topics
    return max(topics, key=lambda t: (intents.get(t, 0.0), -topics.index(t))) if topics else None


def _offers(brain: Brain, chosen: Hit) -> bool:
    entry = brain.kb.faq.get(chosen.unit.id.removeprefix("faq:"))
    return bool(entry and entry.offer)


def _candidates(articles: Mapping[Place, float]) -> tuple[Candidate, ...]:
    """Up to ten distinct articles, best first."""
    listed = list(articles.items())[: T["max_candidates"]]
    return tuple(Candidate(document, article, round(score, 4)) for (document, article), score in listed)
