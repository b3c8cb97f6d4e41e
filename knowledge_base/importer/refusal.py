"""A file that is not taken, in one sentence that names it and says what to do."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _load(name: str) -> dict[str, Any]:
    text = Path(__file__).with_name(name).read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def limits() -> dict[str, Any]:
    """limits.yaml."""
    return _load("limits.yaml")


def told(group: str, code: str, **details: object) -> str:
    """The sentence of sentences.yaml: `group` is refused, progress, report or doubts."""
    text: str = _load("sentences.yaml")[group][code]
    return text.format(**details)


class Refused(Exception):
    """Nothing was changed; the message is the sentence for the operator, `code` its key."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(told("refused", code, **details))
        self.code = code
