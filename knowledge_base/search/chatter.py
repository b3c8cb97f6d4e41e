"""What a message is about, without what is only said around it: greetings, pronouns, figures, names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text import fold

CHATTER: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("chatter.yaml").read_text(encoding="utf-8"))
_WORD = re.compile(r"[^\W_]+")


class Matter:
    """Takes the words of a message that a matter of law can be about."""

    def __init__(self, places: Iterable[str]) -> None:
        """`places`: names of provinces and the like, which an answer need not say."""
        phrases = sorted({*CHATTER["phrases"], *(fold(place) for place in places)}, key=len, reverse=True)
        self._phrases = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
        self._words = frozenset(CHATTER["words"])

    def of(self, read: str) -> str:
        """The words left of a normalized, folded text; those with figures are amounts, days, numbers of documents."""
        words = _WORD.findall(self._phrases.sub(" ", read))
        return " ".join(word for word in words if word not in self._words and not any(c.isdigit() for c in word))
