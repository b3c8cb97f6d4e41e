"""What a message means for a calculation: whether it asks for one, and, while one is open, what it says. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from actions.calculation_state import LISTS, RESTING, Talk
from knowledge_base.entitlements import FactSpec, Spec
from knowledge_base.entitlements.matching import holds_any
from knowledge_base.entitlements.readers import Doubt, Reading, read_text
from knowledge_base.entitlements.spec import UNKNOWN
from knowledge_base.text import normalize_query, tokens
from knowledge_base.text.spans import View

FORM: dict[str, Any] = LISTS["form"]
FIGURES = ("money", "date", "month", "duration", "number", "hours", "days")
COUNTS = ("money", "number", "hours", "days")
_PLACES = ("region", "place")
_AMOUNT, _RATES = re.compile(r"\d ?(?:k|ngan|nghin|ng|d|dong|tr|trieu)? ?$"), ("mot ", "1 ", "moi ", "/")


@dataclass(frozen=True)
class Move:
    """What a message does to the form: say, leave, restart, unclear; `other` is none of its business."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()
    approx: Mapping[str, str] = field(default_factory=dict)


OTHER = Move("other")


def view_of(text: str) -> View:
    """The words with slang written out."""
    return View(normalize_query(text))


def holds(text: str, words: Iterable[str]) -> bool:
    return holds_any(view_of(text), words)


def size(text: str) -> int:
    """Syllables."""
    return len(tokens(text))


def asks_something(text: str) -> bool:
    """Whether the words ask, rather than answer."""
    return size(text) >= FORM["least_question"] and ("?" in text or holds(text, FORM["questions"]))


def read_facts(text: str, spec: Spec, today: date, on: date, asked: str | None = None) -> Reading:
    """Facts said in a message; a place counts by the areas of `on`."""
    reading = _read(text, spec, today, asked)
    if on.year == today.year or "region" not in spec.facts:
        return reading
    then = _read(text, spec, on, asked)
    kept = {fact: value for fact, value in reading.facts.items() if fact not in _PLACES}
    return replace(reading, facts=kept | {f: v for f, v in then.facts.items() if f in _PLACES})


def _read(text: str, spec: Spec, day: date, asked: str | None) -> Reading:
    """An answer may say what stands in for the fact asked for: "gần 4 năm" where the first day was asked."""
    reading = read_text(text, spec, day, asked)
    fact = spec.facts.get(asked or "")
    if fact is None or fact.id in reading.facts:
        return reading
    others = (read_text(text, spec, day, other) for other in fact.unless if other in spec.facts)
    return next((one for one in others if set(one.facts) & set(fact.unless)), reading)


def masked(text: str) -> str:
    """The text with periods such as "6 tháng cuối" blanked out; that of a rate stays: "26k một giờ"."""
    view = View(text)
    chars = list(text)
    for match in _masks().finditer(view.folded):
        if match[0].startswith(_RATES) and _AMOUNT.search(view.folded[: match.start()]):
            continue
        start, end = view.start(match.start()), view.end(match.end())
        chars[start:end] = " " * (end - start)
    return "".join(chars)


@cache
def _masks() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w.,])(?:{'|'.join(LISTS['masked'])})(?!\w)")


def interpret(
    text: str, intent: str, sure: float, talk: Talk, spec: Spec, today: date, topics: Iterable[str], pending: bool
) -> Move:
    """What typed words do to an open or resting calculation."""
    if (intent in FORM["alarms"] and sure >= FORM["least_sure"]) or _is_another_matter(text, intent, sure, spec):
        return OTHER
    reading = read_facts(text, spec, today, talk.day, talk.asked)
    if holds(text, FORM["restart"]):
        return Move("restart")
    if talk.phase == RESTING:
        return _mend(text, intent, talk, spec, today, reading)
    if size(text) <= FORM["longest_leave"] and holds(text, FORM["leave"]) and not reading.facts:
        return Move("leave")
    if pending and intent in ("affirm", "deny") and all(spec.facts[fact].kind == "bool" for fact in reading.facts):
        return OTHER
    if _corrects(text, intent):
        return _correction(text, talk, spec, today, reading) or Move("unclear")
    return _answer(text, intent, sure, talk, spec, reading, topics)


def _answer(
    text: str, intent: str, sure: float, talk: Talk, spec: Spec, reading: Reading, topics: Iterable[str]
) -> Move:
    asked = spec.facts.get(talk.asked or "")
    answered = bool(asked and {asked.id, *asked.unless} & set(reading.facts))
    doubts = answered and asked is not None and asked.kind in FIGURES and size(text) <= FORM["short_answer"]
    if asks_something(text) and not doubts:
        return OTHER
    if not reading.facts and intent in FORM["other_acts"] and sure >= FORM["least_sure"]:
        return OTHER
    if asked and not answered and (intent in ("dont_know", "skip") or holds(text, FORM["unknown"])):
        return Move("say", {**reading.facts, asked.id: UNKNOWN})
    if asked and not answered and _may_be_nothing(asked) and _says_nothing(text):
        return Move("say", {**reading.facts, asked.id: _nothing(asked)})
    if not (asked and answered and asked.kind in FIGURES) and _is_another_story(text, intent, sure, spec, topics):
        return OTHER
    facts = {one: value for one, value in reading.facts.items() if _is_new(text, spec, talk, one)}
    if facts or reading.doubts:
        return Move("say", facts, reading.doubts, reading.approx)
    if asked and intent == "deny" and _may_be_nothing(asked):
        return Move("say", {asked.id: _nothing(asked)})
    tells = intent in topics and sure >= FORM["least_sure"] and size(text) >= FORM["least_telling"]
    return OTHER if tells else Move("unclear")


def _is_another_matter(text: str, intent: str, sure: float, spec: Spec) -> bool:
    """Whether words name what a worker is protected by, while something else is worked out."""
    matter = FORM["other_matters"].get(intent)
    if not matter or sure < FORM["least_sure"] or {intent, *matter["unless"]} & set(spec.topics):
        return False
    return holds(text, matter["words"])


def _is_another_story(text: str, intent: str, sure: float, spec: Spec, topics: Iterable[str]) -> bool:
    """Whether many words surely tell of another matter: a pregnancy, while severance is worked out."""
    tells = sure >= FORM["sure_story"] and size(text) >= FORM["least_story"]
    return tells and intent in topics and intent not in spec.topics


def _is_new(text: str, spec: Spec, talk: Talk, fact: str) -> bool:
    """Whether a fact is said: a figure that is known already changes only by its own words or by a correction."""
    known = spec.facts[fact]
    return fact == talk.asked or fact not in talk.facts or known.kind not in FIGURES or holds(text, known.words)


def _mend(text: str, intent: str, talk: Talk, spec: Spec, today: date, reading: Reading) -> Move:
    """After the result: a correction, another value to try, a figure alone, or what was assumed wrongly."""
    if _corrects(text, intent):
        return _correction(text, talk, spec, today, reading) or OTHER
    another = intent == "follow_up" and reading.facts
    told = [fact for fact in reading.facts if spec.facts[fact].kind in FIGURES or fact in talk.facts]
    alone = told and size(text) <= FORM["short_fact"] and not asks_something(text)
    assumed = {one["fact"] for one in (talk.told or {}).get("assumed", ())}
    denies = assumed & set(reading.facts) and not asks_something(text)
    return Move("say", reading.facts, (), reading.approx) if another or alone or denies else OTHER


def _corrects(text: str, intent: str) -> bool:
    return intent == "correct_fact" or holds(text, FORM["corrects"])


def _correction(text: str, talk: Talk, spec: Spec, today: date, reading: Reading) -> Move | None:
    """The fact that is named; else the one said last of that kind ("à nhầm, 9 triệu"). None where nothing is said."""
    kept = _without_the_wrong_one(text)
    for fact in [*reversed(list(talk.facts)), talk.asked]:
        known = spec.facts.get(fact or "")
        if known is None or known.kind == "bool":
            continue
        found = read_facts(kept, spec, today, talk.day, known.id)
        if known.id in found.facts and found.facts[known.id] != UNKNOWN:
            return Move("say", found.facts, (), found.approx)
        if found.doubts and known.kind == "money":
            return Move("say", {}, found.doubts)
    return Move("say", reading.facts, reading.doubts, reading.approx) if reading.facts else None


def _without_the_wrong_one(text: str) -> str:
    """ "9 triệu chứ không phải 8 triệu" without what it was not."""
    view = View(text)
    match = re.search(FORM["not_that"], view.folded)
    return text[: view.start(match.start())] if match and view.start(match.start()) > 0 else text


def _may_be_nothing(fact: FactSpec) -> bool:
    """Whether "không có" means none at all."""
    if fact.limits is None:
        return False
    low = fact.limits.low
    return low == 0 if fact.kind in COUNTS else fact.kind == "duration" and low == {"months": 0}


def _says_nothing(text: str) -> bool:
    return size(text) <= FORM["longest_nothing"] and holds(text, FORM["nothing"])


def _nothing(fact: FactSpec) -> Any:
    return {"months": 0} if fact.kind == "duration" else 0


def read_button(fact: FactSpec, written: str) -> Any:
    """The value of a tapped button in the kind of its fact."""
    if written == UNKNOWN:
        return UNKNOWN
    if fact.kind == "bool":
        return written == "true"
    if fact.kind == "money":
        return int(written) if written.lstrip("-").isdigit() else written
    if fact.kind in COUNTS:
        return float(written) if re.fullmatch(r"-?\d+(\.\d+)?", written) else written
    return written
