"""What staff read at the door."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml


@functools.cache
def _words() -> dict[str, str]:
    with (Path(__file__).parent / "words.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def say(key: str, **values: object) -> str:
    """A sentence of words.yaml with its {names} filled."""
    return _words()[key].format(**values)
