"""A turn in its conversation: unfinished messages, follow-ups, choices by number, words about the last answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from actions.answering import answer_message
from actions.brain import get_brain
from actions.calculation_offer import calculations_for, position
from actions.calculation_opening import is_figure, is_needed
from actions.conversation_beside import banter, withdraw, without_question
from actions.conversation_facts import LISTS, plain, read_facts, recall, remember
from actions.conversation_further import Answered, answer_further, list_further, told_before
from actions.phrases import PHRASES, button, tell_day
from actions.reply import Reply, choices_message, message, record_of
from actions.turn import Turn
from knowledge_base.decision import Brain, Candidate, Decision
from knowledge_base.law.models import Answer, FaqEntry

WORDS: dict[str, Any] = PHRASES["conversation"]
OWN_TOPIC = 0.75  # a follow-up whose own words name another topic so surely changes the subject
LEAST_AHEAD = 0.15  # or at least so likely and three quarters of all topics
STEPS, REFUSED, SURE = "steps", "refused", "sure"
LEANS = "leans"
FOLLOW, CIRCUMSTANCE, BESIDE = "follow", "circumstance", "beside"
OWN_AFTER_DANGER = 0.3  # after danger: so likely a topic of its own is a question, anything less is part of the danger
LEANING = (FOLLOW, "corrects", "detail")
MOST_CHOICES = 3
YES = ("affirm", "helped_yes")


def hear(turn: Turn, brain: Brain) -> Reply | None:
    """What is said without deciding on a question; None for a message that is to be decided on."""
    mark = turn.incomplete
    if mark and turn.patience:
        return Reply([message(WORDS["waiting"])], {"decision": "act", "act": "incomplete", "incomplete": True})
    if mark and mark["kind"] == "preamble":
        return Reply([message(WORDS["go_on"])], {"decision": "act", "act": "preamble"})
    if mark and mark["kind"] == "fact":
        return _ask_about(mark["fact"], turn, brain)
    return withdraw(turn) or _about_last(turn, brain) or banter(turn) or without_question(turn)


def answer_turn(turn: Turn, brain: Brain) -> tuple[Reply, list[Decision]]:
    """Answer the message, alone or together with the question that it leans on."""
    own = answer_message(turn.parsed, brain, turn.sent_at, None, turn.facts)
    follow = turn.follow
    if follow is None or len(own[1]) > 1:
        return _with_news(own, turn, brain)
    together = {**turn.parsed, **{key: follow[key] for key in ("text", "intent_ranking", "entities")}, "segments": []}
    both = answer_message(together, brain, turn.sent_at, None, turn.facts, may_calculate=not turn.calculation)
    told_again = follow["kind"] not in ("corrects", CIRCUMSTANCE) and _is_told_again(both, turn)
    if other := _instead(together, own, both, told_again, turn, brain):
        other[0].record["question"] = follow["text"]
        return _with_news(other, turn, brain)
    says_more = told_again and follow["kind"] in (LEANS, BESIDE) and not follow["variation"]
    if not _leans(follow, own[1][0], both[1][0], turn) or (says_more and _answers_itself(own, turn)):
        if own[1][0].topic == (turn.last or {}).get("topic"):
            own[0].record["question"] = follow["text"]
        return _with_news(own, turn, brain)
    both[0].record["question"] = follow["text"]
    if told_again:
        _say_again(both[0], both[1][0], turn, variation=follow["variation"])
    return _with_news(both, turn, brain)


def _instead(
    together: Mapping[str, Any], own: Answered, both: Answered, told_again: bool, turn: Turn, brain: Brain
) -> Answered | None:
    """What is told rather than the same again: its figures worked out, another answer, another part of the matter."""
    once_more = told_again and not (turn.follow or {}).get("variation")
    worked = _worked_out(together, both[1][0], turn, brain) if once_more and not turn.calculation else None
    other = _another_of((turn.last or {}).get("topic"), turn, brain) if once_more and not worked else None
    return worked or other or answer_further(turn, own[1][0], both[1][0], told_again, brain)


def _worked_out(together: Mapping[str, Any], both: Decision, turn: Turn, brain: Brain) -> Answered | None:
    """The calculation that figures open after its rule was told: "cách tính lương hưu", then "em nữ đóng 22 năm"."""
    said = read_facts(str(turn.parsed.get("text") or ""), turn.sent_at.date())
    topic = {both.topic or ""}
    meant = (spec for spec in calculations_for(topic) if position(spec, topic) == 0)
    if not any(is_needed(spec, fact) for spec in meant for fact in said if is_figure(spec, fact)):
        return None
    opened = answer_message(together, brain, turn.sent_at, None, memory_of(turn), wants_figures=True)
    return opened if opened[0].talk else None


def memory_of(turn: Turn) -> dict[str, Any] | None:
    """The slot `facts` with what this message tells; None where it tells nothing."""
    found = read_facts(str(turn.parsed.get("text") or ""), turn.sent_at.date())
    return remember(turn.facts, found, turn.sent_at.date()) if found else None


def find_pick(turn: Turn, brain: Brain) -> FaqEntry | None:
    """The choice that a typed "2", "cái đầu" or the button's own words name, right after a question back.

    Or "câu 3 nói rõ hơn đi", right after several answers.
    """
    last = turn.last or {}
    words = plain(str(turn.parsed.get("text") or ""))
    if more := re.fullmatch(LISTS["more_of"], words):
        told = list(last.get("told") or [])
        return brain.kb.faq.get(told[int(more[1]) - 1]) if int(more[1]) <= len(told) else None
    options = [option for option in last.get("options") or [] if option in brain.kb.faq]
    numbered = last.get("decision") == "clarify"  # beside an answer the choices are buttons only
    if numbered and len(options) == 1 and turn.intent in YES:
        return brain.kb.faq[options[0]]
    for number, option in enumerate(options):
        entry = brain.kb.faq[option]
        picked = numbered and _picks()[number].fullmatch(words)
        if picked or words in (plain(entry.button), plain(entry.title)):
            return entry
    return None


def _ask_about(fact: str, turn: Turn, brain: Brain) -> Reply:
    """A bare fact: noted; what does the worker want to know about it?"""
    on = turn.sent_at.date()
    entries = [brain.kb.faq[name] for name in LISTS["choices"].get(fact, ()) if name in brain.kb.faq]
    talked_about = brain.kb.faq.get(str((turn.last or {}).get("entry") or ""))
    if talked_about:
        entries = [*list_further(turn, talked_about, brain), talked_about, *entries]
    offered = [entry for entry in dict.fromkeys(entries) if entry.is_valid(on)][:MOST_CHOICES]
    record = {"decision": "clarify", "act": "fact", "confidence": 0.5, "on": on.isoformat(), "candidates": []}
    record |= {"options": [entry.id for entry in offered]}
    return Reply([choices_message(WORDS["noted"], offered)], record)


def _about_last(turn: Turn, brain: Brain) -> Reply | None:
    """ "Vậy em làm gì", "họ không chịu thì sao", "có chắc không": told from the last answer."""
    kind, last = (turn.follow or {}).get("kind"), turn.last or {}
    entry = brain.kb.faq.get(str(last.get("entry") or ""))
    if kind == REFUSED and last.get("topic"):
        entry = brain.kb.faq.get(LISTS["refused"].get(last["topic"], LISTS["refused"]["default"]))
        return _told(entry, WORDS["refused"], turn, brain) if entry else None
    if entry is None or last.get("decision") not in ("answer", "escalate"):
        return None
    if kind == STEPS and entry.steps:
        return _told(entry, WORDS["steps"], turn, brain, steps=True)
    return _told(entry, WORDS["sure"], turn, brain, basis=True) if kind == SURE else None


def _told(entry: FaqEntry, lead: str, turn: Turn, brain: Brain, *, steps: bool = False, basis: bool = False) -> Reply:
    """An entry told in part: its steps, its basis, or its first words with the steps."""
    answer = brain.kb.render(entry, turn.sent_at.date())
    body = (
        [answer.basis]
        if basis
        else [*([] if steps else [answer.short]), _numbered(answer), answer.avoid if steps else ""]
    )
    text = "\n".join([lead, *filter(None, body)])
    if not basis:
        text = f"{text}\n\n{answer.further if steps and answer.further else answer.basis}"
    topic = brain.kb.topics.get(entry.topic)
    decision = Decision(
        "answer", 0.9, turn.sent_at.date(), topic=entry.topic, department=topic.department if topic else None,
        answer=answer, candidates=tuple(Candidate(c.document, c.article, 1.0) for c in entry.citations),
    )  # fmt: skip
    record = {**record_of(decision, brain.kb), "question": (turn.last or {}).get("question")}
    return Reply([message(text, button("person"), button("helped"), button("not_helped"))], record)


def _numbered(answer: Answer) -> str:
    return "\n".join(f"{number}. {step}" for number, step in enumerate(answer.steps, start=1))


def takes_back(turn: Turn) -> bool:
    """Whether the words put something right that was said before, rather than add to it."""
    text, on = str(turn.parsed.get("text") or ""), turn.sent_at.date()
    before = {**recall(turn.facts, on), **read_facts(str((turn.last or {}).get("question") or ""), on)}
    changed = any(name in before and before[name] != value for name, value in read_facts(text, on).items())
    return changed or re.search(rf"\b(?:{LISTS['corrected']})\b", plain(text)) is not None


def _leans(follow: Mapping[str, Any], own: Decision, both: Decision, turn: Turn) -> bool:
    """Whether a message is read with the question before it, rather than alone."""
    if own.cause in ("danger", "sensitive") or own.why not in ("", "unclear"):
        return False
    if follow["kind"] == CIRCUMSTANCE:
        return both.kind == "answer" or own.kind != "answer"
    if follow["kind"] == BESIDE:
        return own.kind != "answer" and both.kind == "answer" and both.topic == (turn.last or {}).get("topic")
    if both.cause == "danger":
        return _likeliest_topic(turn) < OWN_AFTER_DANGER  # care was said: a question of its own is answered
    if both.cause == "sensitive" and not names_another_topic(turn):
        return True
    same = both.answer is not None and both.answer.entry == (turn.last or {}).get("entry")
    if own.why and follow["kind"] != FOLLOW and same and not _asks(turn):
        return False
    if follow["variation"]:
        return True
    if names_another_topic(turn) and own.kind == "answer":
        return False
    if follow["kind"] == FOLLOW and _names_no_topic(turn):
        return True
    if both.kind == "answer" and own.kind != "answer":
        return follow["kind"] != LEANS or _is_told_by_us(both)
    if follow["kind"] in LEANING:
        return both.kind == "answer" or own.kind != "answer"
    if both.kind != "answer":  # what is asked back goes by the words of now
        return own.kind != "answer" and not (own.options and own.topic != (turn.last or {}).get("topic"))
    return _is_told_by_us(both) and both.confidence > own.confidence


def _answers_itself(own: Answered, turn: Turn) -> bool:
    """Whether the words alone have an answer that was not told yet, of a topic that they name."""
    return own[1][0].kind == "answer" and not _names_no_topic(turn) and not _is_told_again(own, turn)


def _is_told_by_us(decision: Decision) -> bool:
    """An answer of the FAQ, rather than an article ("41/2024/QH15:53")."""
    return bool(decision.answer and ":" not in decision.answer.entry)


def _names_no_topic(turn: Turn) -> bool:
    """Whether the words alone could be about anything: "nộp ở đâu"."""
    ranking = turn.parsed.get("intent_ranking") or []
    return all(row["confidence"] < LEAST_AHEAD for row in ranking if row["name"] in get_brain().kb.topics)


def _asks(turn: Turn) -> bool:
    """Whether a few words ask for a part of what was told: "mấy tháng", "có lương không"."""
    return re.fullmatch(LISTS["asks"], plain(str(turn.parsed.get("text") or ""))) is not None


def _likeliest_topic(turn: Turn) -> float:
    ranking = turn.parsed.get("intent_ranking") or []
    return max((row["confidence"] for row in ranking if row["name"] in get_brain().kb.topics), default=0.0)


def names_another_topic(turn: Turn) -> bool:
    """Whether the words alone have a topic of their own: sure, or far ahead of every other topic."""
    ranking = [(row["name"], row["confidence"]) for row in turn.parsed.get("intent_ranking") or []]
    topics = [(name, p) for name, p in ranking if name in get_brain().kb.topics]
    if not topics or topics[0][0] == (turn.last or {}).get("topic"):
        return False
    best, total = topics[0][1], sum(p for _, p in topics)
    return bool(best >= OWN_TOPIC or (best >= LEAST_AHEAD and best >= OWN_TOPIC * total))


def _is_told_again(answered: tuple[Reply, list[Decision]], turn: Turn) -> bool:
    record = answered[0].record
    return record.get("entry") in told_before(turn) and record["decision"] == "answer" and answered[0].talk is None


def _another_of(topic: str | None, turn: Turn, brain: Brain) -> tuple[Reply, list[Decision]] | None:
    """What its own words find in the topic talked about, where that is another entry: "vậy có lương không"."""
    found = answer_message(turn.parsed, brain, turn.sent_at, topic, turn.facts, may_calculate=False)
    is_other = _is_told_by_us(found[1][0]) and not _is_told_again(found, turn)
    return found if is_other and found[1][0].kind == "answer" and found[1][0].topic == topic else None


def _say_again(reply: Reply, decision: Decision, turn: Turn, *, variation: bool) -> None:
    """The same entry again, without its warning; for the third time only the way to a person."""
    assert decision.answer is not None
    answer = decision.answer
    if variation:
        told = [f"{WORDS['same']} {answer.short}", answer.basis]
    elif (turn.last or {}).get("repeated"):
        told = [WORDS["no_more"], answer.basis]
    else:
        told = [f"{WORDS['as_said']} {answer.short}", _numbered(answer), answer.more, answer.basis]
        reply.record["repeated"] = True
    reply.messages[0]["text"] = "\n\n".join(filter(None, told))


def _with_news(answered: tuple[Reply, list[Decision]], turn: Turn, brain: Brain) -> tuple[Reply, list[Decision]]:
    """Say so where the law has changed since the answer before on the same topic."""
    reply, decisions = answered
    last, answer = turn.last or {}, decisions[0].answer
    if reply.record["decision"] != "answer" or answer is None or last.get("topic") != reply.record.get("topic"):
        return answered
    before = date.fromisoformat(str(last.get("asked_on") or reply.record["on"]))
    if before < answer.holds_from <= turn.sent_at.date() and decisions[0].on == turn.sent_at.date():
        said = WORDS["changed"].format(since=tell_day(answer.holds_from), before=tell_day(before))
        reply.messages[0]["text"] = f"{said}\n\n{reply.messages[0]['text']}"
        reply.record["changed_since"] = before.isoformat()
    return answered


def known_facts(turn: Turn) -> dict[str, Any]:
    """What the worker has told in this conversation, this message included."""
    return recall(memory_of(turn) or turn.facts, turn.sent_at.date())


@cache
def _picks() -> list[re.Pattern[str]]:
    return [re.compile(pattern) for pattern in LISTS["picks"]]


def is_going_in_circles(turn: Turn, reply: Reply) -> bool:
    """Whether the assistant asks back, or says that it is not sure, for the second time in a row."""
    return _is_misunderstood(reply.record) and _is_misunderstood(turn.last or {})


def _is_misunderstood(record: Mapping[str, Any]) -> bool:
    asked_back = record.get("decision") == "clarify" and record.get("act") != "fact"
    return asked_back or record.get("cause") == "low_confidence"
