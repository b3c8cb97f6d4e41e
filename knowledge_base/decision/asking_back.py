"""When to ask back, and with which choices."""

from __future__ import annotations

import re
from itertools import islice

import numpy as np

from knowledge_base import KnowledgeBase
from knowledge_base.decision.models import Option, Question
from knowledge_base.decision.thresholds import T
from knowledge_base.law.models import FaqEntry
from knowledge_base.search import Found
from knowledge_base.search.choice import chances
from knowledge_base.text import fold, normalize_query, tokens

_UNTOLD_CASE = re.compile(rf"(?<!\w)(?:{T['untold_case']})(?!\w)")


def names_no_case(question: Question) -> bool:
    """Whether short words point at a case that nobody has told: "trường hợp này có được thử việc không"."""
    read = fold(normalize_query(question.text))
    short = len(tokens(read)) <= int(T["untold_case_length"])
    return short and not question.subject and _UNTOLD_CASE.search(read) is not None


def says_little(question: Question) -> bool:
    """Whether a word or two ask nothing yet: "nghỉ bảo hiểm", "hợp đồng"."""
    return len(tokens(fold(normalize_query(question.text)))) <= int(T["says_little"]) and not question.subject


def find_options(question: Question, kb: KnowledgeBase, found: Found) -> tuple[Option, ...]:
    """Up to three answers that may be meant, likeliest first, of topics that the classifier thinks possible."""
    likely = chances(found)
    order = [i for i in np.argsort(-np.round(likely, 9), kind="stable") if likely[i] >= T["meant"]]
    told = [i for i in order if found.hits[i].unit.kind == "faq"]
    entries = ((kb.faq[found.hits[i].unit.id.removeprefix("faq:")], float(likely[i])) for i in told)
    fitting = (Option(entry.button, entry=entry.id) for entry, sure in entries if _is_fitting(question, entry, sure))
    return tuple(islice(fitting, T["max_options"]))


def find_others(question: Question, kb: KnowledgeBase, found: Found, told: str) -> tuple[Option, ...]:
    """What else may be meant, beside an answer that is not quite sure; `told`: its entry."""
    return tuple(option for option in find_options(question, kb, found) if option.entry != told)


def _is_fitting(question: Question, entry: FaqEntry, sure: float) -> bool:
    """Whether a choice would not surprise: likely itself, of a likely topic, or its title takes up a word said.

    `sure`: the chance that the entry is meant, whatever the classifier says of its topic.
    """
    if sure >= T["chosen"]:
        return True
    likely = question.intents.get(entry.topic, 0.0)
    shared = set(tokens(fold(entry.title))) & set(tokens(fold(normalize_query(question.text)))) - set(T["empty_words"])
    return likely >= T["offered"] or bool(shared and likely >= T["possible"])
