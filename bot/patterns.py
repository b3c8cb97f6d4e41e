"""The lines of patterns.yaml as patterns for spaCy's entity ruler."""

from __future__ import annotations

import re
from itertools import chain, product
from pathlib import Path
from typing import Any

import yaml

from bot.places import directory
from knowledge_base.text import fold, nfc

FILE = Path(__file__).parent / "patterns.yaml"
LISTS: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
_GROUP = re.compile(r"\{(\w+)\}(\??)")

Word = dict[str, Any]
Row = list[Word]


def legal_patterns() -> list[dict[str, Any]]:
    """Every label's rows, for the ruler. Raises KeyError for an unknown form or group."""
    rows = [
        {"label": label, "pattern": row}
        for label, lines in LISTS["labels"].items()
        for line in lines
        for row in read_line(line)
    ]
    kinds = [
        {"label": "document_kind", "pattern": row, "id": kind}
        for kind, lines in LISTS["kinds"].items()
        for line in lines
        for row in read_line(line)
    ]
    return rows + kinds


def read_line(line: str) -> list[Row]:
    """A line with every choice of its groups made: one row of spaCy words for each."""
    parts = [_choices(part) for part in line.split()]
    return [list(chain.from_iterable(chosen)) for chosen in product(*parts)]


def province_patterns() -> list[dict[str, Any]]:
    """Names of today and of before July 2025; the id is that of the province of today."""
    return [
        {"label": "province", "pattern": _strict(name), "id": province.id}
        for province in directory().provinces.values()
        for name in sorted({province.name, *province.holds, *province.aliases})
    ]


def _strict(name: str) -> Row:
    """A name that must be written with its accents or with none at all."""
    return [{"LOWER": {"IN": sorted({word, fold(word)})}} for word in nfc(name).lower().split()]


def _choices(part: str) -> list[Row]:
    group = _GROUP.fullmatch(part)
    if not group:
        return [[_word(part)]]
    rows = [row for line in LISTS["groups"][group.group(1)] for row in read_line(line)]
    return [[], *rows] if group.group(2) else rows


def _word(part: str) -> Word:
    body, optional = (part[:-1], {"OP": "?"}) if part.endswith("?") else (part, {})
    if body.startswith("<"):
        return {"NORM": {"REGEX": rf"^(?:{LISTS['forms'][body[1:-1]]})$"}, **optional}
    words = body[1:-1].split("|") if body.startswith("(") else [body]
    return {"NORM": {"IN": sorted({fold(word) for word in words})}, **optional}
