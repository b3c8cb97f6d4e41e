"""Harm before law: what the words or the classifier say of danger, despair and harassment."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import yaml

from knowledge_base.decision.models import Question
from knowledge_base.text import fold, normalize_query, tokens

_LISTS: dict[str, list[str]] = yaml.safe_load((Path(__file__).parent / "alarms.yaml").read_text(encoding="utf-8"))
_READ = {name: re.compile(r"(?<!\w)(?:" + "|".join(patterns) + r")\b") for name, patterns in _LISTS.items()}
_FIGURES, _EXCLAMATIONS, _GRAVE = (_READ.pop(name) for name in ("figures_of_speech", "exclamations", "grave"))
_TOLD = 3  # so many other words beside a figure of speech tell something
DANGER = ("danger_now", "despair")
DISTRESS = (*DANGER, "sexual_harassment", "abuse_forced_labour")


def find_alarm(question: Question, threshold: float) -> str | None:
    """What takes over, by plain words first, then by the classifier's suspicion."""
    return find_named(question) or find_suspected(question, threshold)


def find_named(question: Question) -> str | None:
    """The dialogue act or topic that plain words name."""
    heard = _hear(question)
    words = " ".join(tokens(heard.left if heard.only_sounds_grave else heard.whole))
    return next((name for name, pattern in _READ.items() if pattern.search(words)), None)


def find_suspected(question: Question, threshold: float) -> str | None:
    """The likeliest of what the classifier suspects, where the suspicions sum up to the threshold."""
    suspicion = {name: question.intents.get(name, 0.0) for name in DISTRESS}
    if sum(suspicion.values()) < threshold:
        return None
    if _hear(question).only_sounds_grave:
        del suspicion["despair"]
    return max(suspicion, key=lambda name: suspicion[name]) if sum(suspicion.values()) >= threshold else None


@dataclass(frozen=True)
class _Heard:
    """The folded words, and what is left of them without figures of speech and exclamations."""

    whole: str
    left: str
    only_sounds_grave: bool  # dying is only a way of speaking: "mệt muốn chết mà lương có 5 triệu", "chết rồi ad ơi"


def _hear(question: Question) -> _Heard:
    whole = fold(normalize_query(question.text)).strip()
    left, exclamations = _EXCLAMATIONS.subn(" ", whole)
    left, figures = _FIGURES.subn(" ", left)
    told = len(tokens(left)) >= _TOLD
    return _Heard(whole, left, bool(exclamations or (figures and told)) and not _GRAVE.search(left))
