"""The sentences of texts.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _texts() -> dict[str, str]:
    path = Path(__file__).with_name("texts.yaml")
    found: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def text(name: str, **values: object) -> str:
    """A sentence with its places filled in. Raises KeyError for an unknown name or a missing value."""
    return _texts()[name].format(**values)


def ask_human_button() -> dict[str, str]:
    """The quick reply "Gặp chuyên viên"."""
    return {"title": text("ask_human_title"), "payload": text("ask_human_payload")}
