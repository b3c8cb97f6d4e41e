"""Whether a text says a word or a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from knowledge_base.text.normalize import fold
from knowledge_base.text.slang import normalize_query

_WORD = re.compile(r"\w+")


def spoken(read: str) -> str:
    """The words and numbers of a normalized, folded text with a blank before and behind each: "3/2024" are two."""
    return f" {' '.join(_WORD.findall(read))} "


def forms(words: Iterable[str]) -> list[str]:
    """The words or phrases as `spoken` has them, as they stand and with slang written out, as questions are read."""
    return sorted({form for word in words for form in _forms(word) if form.strip()})


@cache
def _forms(word: str) -> tuple[str, str]:
    return spoken(fold(word)), spoken(fold(normalize_query(word)))


def says_any(read: str, meant: Iterable[str]) -> bool:
    """Whether a folded text says one of these `forms`, each as whole words."""
    said = spoken(read)
    return any(form in said for form in meant)
