"""Whether a text says a word or a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.text.normalize import fold

_WORD = re.compile(r"\w+")


def spoken(read: str) -> str:
    """The words and numbers of a normalized, folded text with a blank before and behind each: "3/2024" are two."""
    return f" {' '.join(_WORD.findall(read))} "


def says_any(read: str, words: Iterable[str]) -> bool:
    """Whether a normalized, folded text holds one of the words or phrases, each as a whole."""
    said = spoken(read)
    return any(spoken(fold(word)) in said for word in words)
