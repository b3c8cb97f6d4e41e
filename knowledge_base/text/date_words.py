"""The word lists of dates.yaml, ready for matching on folded text."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.normalize import fold


@cache
def words() -> dict[str, Any]:
    text = Path(__file__).with_name("dates.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def alternatives(spelled: Iterable[str]) -> str:
    """A regex of folded words, the longest first; a blank matches any blanks."""
    folded = sorted({fold(word) for word in spelled}, key=len, reverse=True)
    return "|".join(word.replace(" ", r"\s+") for word in folded)


@cache
def spellings(group: str) -> dict[str, list[str]]:
    """Folded word → the accented spellings of a group of dates.yaml."""
    found: dict[str, list[str]] = {}
    for word in words()[group]:
        found.setdefault(fold(word), []).append(word)
    return found
