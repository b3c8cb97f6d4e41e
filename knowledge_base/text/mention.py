"""Whether a text says a word or a phrase."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge_base.text.normalize import fold, tokens


def spoken(read: str) -> str:
    """The words of a normalized, folded text with one blank before and behind each."""
    return f" {' '.join(tokens(read))} "


def says_any(read: str, words: Iterable[str]) -> bool:
    """Whether a normalized, folded text holds one of the words or phrases, each as a whole."""
    said = spoken(read)
    return any(spoken(fold(word)) in said for word in words)
