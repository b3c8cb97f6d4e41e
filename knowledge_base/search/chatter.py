"""What a message is about, without what is only said around it: greetings, pronouns, figures, names of places."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from knowledge_base.search import words
from knowledge_base.text import fold

CHATTER: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("chatter.yaml").read_text(encoding="utf-8"))
_FIGURE = re.compile(r"(?<!\w)\w*\d\w*(?!\w)")


class Matter:
    """Takes the words of a message that a matter of law can be about."""

    def __init__(self, places: Iterable[str]) -> None:
        """`places`: names of provinces and the like, which an answer need not say."""
        phrases = sorted({*CHATTER["phrases"], *(fold(place) for place in places)}, key=len, reverse=True)
        self._phrases = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, phrases))})(?!\w)")
        self._words = np.concatenate([words.read(words.stream([word])).ids for word in CHATTER["words"]])

    def of(self, read: str) -> words.Hashes:
        """The words left of a normalized, folded text, those of one meaning put together before any is left out."""
        ids = words.read(words.stream([_FIGURE.sub(" ", self._phrases.sub(" ", read))])).ids
        return np.asarray(ids[~np.isin(ids, self._words)], dtype=np.uint64)
