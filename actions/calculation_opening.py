"""Whether a question opens a calculation, and what is then said first: the result, or the rule and one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from actions.calculation_offer import SPECS, calculations_for, position
from actions.calculation_reading import FIGURES, holds, masked, read_facts
from actions.calculation_state import LISTS, SAY, Talk, recall
from actions.calculation_telling import advance
from actions.reply import Reply, cite, record_of
from knowledge_base import KnowledgeBase
from knowledge_base.decision import Decision, Question
from knowledge_base.entitlements import Spec, get_spec
from knowledge_base.entitlements.present import present_rule
from knowledge_base.entitlements.readers import Reading
from knowledge_base.text import fold, normalize_query, tokens
from knowledge_base.text.spans import View

OPENING: dict[str, Any] = LISTS["opening"]
Memory = Mapping[str, Any]


def open_calculation(
    question: Question,
    decision: Decision,
    kb: KnowledgeBase,
    now: datetime,
    memory: Memory | None = None,
    *,
    wants: bool = False,
) -> Reply | None:
    """The reply that opens a calculation, its `talk` set; None where the answer that was decided on fits better.

    A sure answer gives way only where the words ask how much (or to calculate, or `wants`: what was said before asks
    for it) and give what the calculation needs.
    """
    if decision.cause in ("danger", "sensitive") or decision.why or _is_kept_back(decision, kb):
        return None
    wants = wants or holds(question.text, OPENING["asks_to_calculate"])
    if not wants and (not holds(question.text, OPENING["asks"]) or holds(question.text, OPENING["never"])):
        return None
    chosen = _choose(question, decision, now, wants)
    if chosen is None:
        return None
    spec, reading = chosen
    talk = start(spec, question.on, decision, kb, now, memory).told_facts(reading.facts, reading.approx)
    opened = _opened(talk, decision, kb, now, wants)
    return None if not wants and _displaces(opened, spec, decision) else opened


def _displaces(opened: Reply | None, spec: Spec, decision: Decision) -> bool:
    """Whether a sure answer would give way to a mere question: of a doubtful figure, or of a neighbouring topic."""
    if opened is None or opened.talk is None or decision.kind != "answer" or opened.talk.told:
        return False
    return bool(opened.talk.unclear) or position(spec, {decision.topic or ""}) > 0


def _is_kept_back(decision: Decision, kb: KnowledgeBase) -> bool:
    topic = kb.topics.get(decision.topic or "")
    pointed = topic is not None and topic.auto == "pointer" and topic.id not in OPENING["not_topics"]
    return bool(topic and topic.auto == "human") or pointed


def _choose(question: Question, decision: Decision, now: datetime, wants: bool) -> tuple[Spec, Reading] | None:
    """The calculation whose needs the words fill best; None where they fill too little."""
    least = OPENING["least_wanted" if wants else "least_likely"]
    topics = {topic for topic, chance in question.ranking if chance >= least} | {decision.topic or ""}
    named = {spec.id: nearness(question.text, spec) for spec in SPECS}
    about = calculations_for(topics, decision.answer.citations if decision.answer else ())
    sure = any(chance >= OPENING["sure_topic"] for _, chance in question.ranking)
    called = [spec for spec in SPECS if wants and spec not in about and _is_meant(question.text, spec, sure=sure)]
    best: tuple[tuple[Any, ...], Spec, Reading] | None = None
    for spec in (*about, *called):
        reading = surely(question.text, spec, now.date(), question.on)
        needed = [fact for fact in reading.facts if is_needed(spec, fact)]
        figures = [fact for fact in needed if spec.facts[fact].kind in FIGURES]
        money = any(spec.facts[fact].kind == "money" for fact in figures)
        fits = wants or (figures and (money or len(needed) >= 2))
        complete = is_complete(spec, reading.facts)
        first = (is_titled(question.text, spec), complete and len(figures) > 1, named[spec.id] >= (1.0, 2))
        score = (*first, len(figures), complete, named[spec.id], len(needed), -position(spec, topics))
        if fits and (best is None or score > best[0]):
            best = (score, spec, reading)
    return best[1:] if best else None


def _is_meant(text: str, spec: Spec, *, sure: bool) -> bool:
    """Whether words that plainly ask to calculate mean this one; `sure`: the topic is another's."""
    return is_titled(text, spec) if sure else is_called(*nearness(text, spec))


def nearness(text: str, spec: Spec) -> tuple[float, int]:
    """How much of a calculation's title or button the words say: the share and the count of its telling syllables."""
    spelled = str.lower if View(text).is_accented else fold
    said, common = set(tokens(spelled(normalize_query(text)))), {spelled(word) for word in OPENING["common"]}
    names = [set(tokens(spelled(name))) - common for name in (spec.title, spec.button)]
    return max((len(name & said) / len(name), len(name & said)) for name in names)


def is_titled(text: str, spec: Spec) -> bool:
    """Whether the words name a calculation as its title or button does: "trợ cấp thôi việc", not only its syllables."""
    return holds(text, [title.removeprefix(OPENING["before_titles"]) for title in (spec.title, spec.button)])


def is_called(share: float, count: int) -> bool:
    """Whether words that plainly ask to calculate name this calculation."""
    return share == 1.0 or (share >= OPENING["least_named"] and count > 1)


def surely(text: str, spec: Spec, today: date, on: date) -> Reading:
    """Facts of a question, without figures that stand beside no word of their fact; an amount may stand alone."""
    reading = read_facts(masked(text), spec, today, on)
    facts = {
        fact: value
        for fact, value in reading.facts.items()
        if (kind := spec.facts[fact].kind) not in FIGURES or kind == "money" or fact in reading.named
    }
    near = {fact: words for fact, words in reading.approx.items() if fact in facts}
    return replace(reading, facts=facts, doubts=(), approx=near)


def is_figure(spec: Spec, fact: str) -> bool:
    """Whether a calculation reads this fact as an amount, a length, a number or a day."""
    return fact in spec.facts and spec.facts[fact].kind in FIGURES


def is_needed(spec: Spec, fact: str) -> bool:
    """Whether a fact is asked for, or stands in for one that is."""
    known = spec.facts[fact]
    return known.required == "yes" or any(
        fact in other.unless for other in spec.facts.values() if other.required == "yes"
    )


def is_complete(spec: Spec, facts: Mapping[str, Any]) -> bool:
    """Whether nothing would have to be asked."""
    asked = (fact for fact in spec.facts.values() if fact.required == "yes" and fact.applies(facts))
    return all(fact.id in facts or fact.source in facts for fact in asked)


def start(spec: Spec, on: date, decision: Decision, kb: KnowledgeBase, now: datetime, memory: Memory | None) -> Talk:
    """A calculation with nothing said yet but what is remembered."""
    topic = decision.topic if decision.topic in spec.topics else spec.topics[0]
    return begin(spec, kb, now, memory, on=on.isoformat(), topic=topic, confidence=_confidence(decision))


def begin(spec: Spec, kb: KnowledgeBase, now: datetime, memory: Memory | None, **more: Any) -> Talk:
    """A calculation for today and its own topic, unless said otherwise."""
    kept = recall(memory, spec, now.date())
    given: dict[str, Any] = {"on": now.date().isoformat(), "topic": spec.topics[0], **more}
    topic = kb.topics.get(given["topic"])
    return Talk(spec.id, facts=kept, reused=tuple(kept), department=topic.department if topic else None, **given)


def _confidence(decision: Decision) -> float:
    """Never less than what was decided on; a rule with its articles is an answer."""
    sure = decision.confidence if decision.kind == "answer" else max(decision.confidence, OPENING["confidence"])
    return round(sure, 4)


def _opened(talk: Talk, decision: Decision, kb: KnowledgeBase, now: datetime, wants: bool) -> Reply | None:
    """What cannot be calculated is told only where that was wanted or nothing else is known."""
    reply, going = introduced(talk, kb, now)
    act = reply.record["decision"]
    if act == "escalate" and not wants and (decision.kind == "answer" or reply.record["cause"] != "low_confidence"):
        return None
    spec = get_spec(talk.name)
    rule = [c for c in spec.citations if kb.find_article(c.document, c.article, talk.day)]
    cited = reply.record.get("citations") or cite(rule)
    reply.record = {
        **record_of(decision, kb),
        "decision": "escalate" if act == "escalate" else "answer",
        "confidence": talk.confidence,
        "topic": going.topic,
        "department": going.department,
        "entry": None,
        "cause": reply.record.get("cause"),
        "on": going.on,
        "domain": True,
        "citations": cited,
        "options": [],
        "calculation": talk.name,
    }
    reply.talk = going
    return reply


def introduced(talk: Talk, kb: KnowledgeBase, now: datetime) -> tuple[Reply, Talk]:
    """The result where all is said, else the rule in a sentence or two and the first question."""
    reply, going = advance(talk, kb, now)
    if reply.record["decision"] != "act" or going.unclear:
        return reply, going
    rule = present_rule(talk.name, kb, talk.day)
    lead = "\n\n".join([rule, SAY["to_calculate"]])
    return advance(replace(talk, asked=None), kb, now, lead)
