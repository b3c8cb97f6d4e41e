"""Harm before law: what the words or the classifier say of danger, despair and harassment."""

from __future__ import annotations

import re
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
    words = " ".join(tokens(_without_figures(question)))
    return next((name for name, pattern in _READ.items() if pattern.search(words)), None)


def find_suspected(question: Question, threshold: float) -> str | None:
    """The likeliest of what the classifier suspects, where the suspicions sum up to the threshold."""
    heard = [name for name in DISTRESS if name != "despair" or not _only_sounds_grave(question)]
    suspicion = {name: question.intents.get(name, 0.0) for name in heard}
    return max(suspicion, key=lambda name: suspicion[name]) if sum(suspicion.values()) >= threshold else None


def _read(question: Question) -> str:
    return fold(normalize_query(question.text)).strip()


def _without_figures(question: Question) -> str:
    return _left(question)[0] if _only_sounds_grave(question) else _read(question)


def _left(question: Question) -> tuple[str, int, int]:
    """The words without figures of speech and exclamations, and how many there were of each."""
    left, exclamations = _EXCLAMATIONS.subn(" ", _read(question))
    left, figures = _FIGURES.subn(" ", left)
    return left, figures, exclamations


def _only_sounds_grave(question: Question) -> bool:
    """Whether dying is only a way of speaking: "mệt muốn chết mà lương có 5 triệu", "chết rồi ad ơi"."""
    left, figures, exclamations = _left(question)
    told = len(tokens(left)) >= _TOLD
    return bool(exclamations or (figures and told)) and not _GRAVE.search(left)
