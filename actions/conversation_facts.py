"""What a worker said once: read from the words, kept with its day, and what it decides."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import Spec, get_spec, list_names
from knowledge_base.entitlements.readers import read_text
from knowledge_base.law.models import AskFirst, FaqEntry
from knowledge_base.text import plain_words

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "conversation.yaml").read_text(encoding="utf-8"))
Facts = Mapping[str, Any]


def plain(text: str) -> str:
    """The words of a message alone, with the signs of dates and shares."""
    return plain_words(text, "/%")


def read_facts(text: str, on: date) -> dict[str, Any]:
    """What words tell: the facts of calculations by their readers, others by the patterns of conversation.yaml."""
    words = plain(text)
    said = {
        name: value
        for name, values in _said().items()
        for value, pattern in values.items()
        if pattern.search(words) is not None
    }
    return {**read_text(text, _spec(), on).facts, **said}


def remember(memory: Facts | None, facts: Facts, on: date) -> dict[str, Any]:
    """The memory with what was said anew, each with the day on which it was said."""
    return {**(memory or {}), **{name: {"value": value, "day": on.isoformat()} for name, value in facts.items()}}


def recall(memory: Facts | None, on: date) -> dict[str, Any]:
    """What was said not too long ago, without the days."""
    oldest = (on - timedelta(days=LISTS["keep_days"])).isoformat()
    return {name: kept["value"] for name, kept in (memory or {}).items() if str(kept["day"]) >= oldest}


def find_decided(ask: AskFirst, known: Facts, kb: KnowledgeBase, on: date) -> FaqEntry | None:
    """The entry to which what is known leads, of those that would be asked for first."""
    for item in ask.choices:
        entry = kb.faq.get(item.entry)
        if entry and entry.is_valid(on) and _is_decided(item.button, known, on):
            return entry
    return None


def _is_decided(button: str, known: Facts, on: date) -> bool:
    for name, values in LISTS["said"].items():
        if button in (values.get(known.get(name)) or {}).get("decides", ()):
            return True
    meant = read_text(button, _spec(), on).facts
    return bool(meant) and all(known.get(name) == value for name, value in meant.items())


@cache
def _spec() -> Spec:
    """The facts that are worth keeping, none of them asked for: a figure counts only beside its own words."""
    specs = [get_spec(name) for name in list_names()]
    facts = {name: spec.facts[name] for name in LISTS["facts"] for spec in specs if name in spec.facts}
    return replace(specs[0], facts={name: replace(fact, required="no") for name, fact in facts.items()})


@cache
def _said() -> dict[str, dict[str, re.Pattern[str]]]:
    return {
        name: {value: re.compile(rf"\b(?:{'|'.join(known['patterns'])})\b") for value, known in values.items()}
        for name, values in LISTS["said"].items()
    }
