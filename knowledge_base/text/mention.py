"""Whether a text says a word."""

from __future__ import annotations

import re
from collections.abc import Iterable

from knowledge_base.text.normalize import fold


def says_any(read: str, words: Iterable[str]) -> bool:
    """Whether a normalized, folded text holds one of the words or phrases, each as a whole."""
    return any(re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", read) for word in words)
