"""The YAML files of this room: words for staff, texts for workers, rules, departments. Read once."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


@functools.cache
def read(name: str) -> dict[str, Any]:
    """One of `words`, `texts`, `mails`, `rules`, `departments`."""
    with (HERE / f"{name}.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def word(group: str, key: str) -> str:
    """What staff read for a status, cause, move …; an unknown key is shown as it is."""
    return str(read("words")[group].get(key, key))


def text(group: str, key: str, **values: object) -> str:
    """What a worker reads, with its {names} filled. Raises KeyError for a missing one."""
    return str(read("texts")[group][key]).strip().format(**values)


def rule(key: str) -> Any:
    """A number or list of rules.yaml."""
    return read("rules")[key]
