"""Harm before law: what the words or the classifier say of danger, despair and harassment."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

from knowledge_base.decision.models import Question
from knowledge_base.text import fold, normalize_query, tokens

_LISTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "alarms.yaml").read_text(encoding="utf-8"))
_PATTERNS = {name: re.compile(r"\b(?:" + "|".join(patterns) + r")\b") for name, patterns in _LISTS.items()}
DANGER = ("danger_now", "despair")
DISTRESS = (*DANGER, "sexual_harassment", "abuse_forced_labour")


def find_alarm(question: Question, threshold: float) -> str | None:
    """What takes over, by plain words first, then by the classifier's suspicion."""
    return find_named(question) or find_suspected(question, threshold)


def find_named(question: Question) -> str | None:
    """The dialogue act or topic that plain words name."""
    words = " ".join(tokens(fold(normalize_query(question.text))))
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(words)), None)


def find_suspected(question: Question, threshold: float) -> str | None:
    """The likeliest of what the classifier suspects, where the suspicions sum up to the threshold."""
    suspicion = {name: question.intents.get(name, 0.0) for name in DISTRESS}
    return max(suspicion, key=lambda name: suspicion[name]) if sum(suspicion.values()) >= threshold else None
