"""Facebook's errors as data: errors.yaml says what each means and what is done about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Treatment:
    """What an error means (`meaning`) and what is done (`do`, see errors.yaml)."""

    meaning: str
    do: str


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).with_name("errors.yaml")
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def classify(status: int, code: int | None, subcode: int | None) -> Treatment:
    """Find what to do for an HTTP status with the code and subcode of Graph's error body."""
    for line in _table()["errors"]:
        if line.get("code", code) == code and line.get("subcode", subcode) == subcode:
            return Treatment(line["meaning"], line["do"])
    by_status = _table()["by_status"]
    line = by_status.get(status) or by_status["5xx" if status >= 500 else "4xx"]
    return Treatment(line["meaning"], line["do"])


def retries() -> int:
    """How often a passing trouble is tried again."""
    return int(_table()["retries"])


def describe(code: int | None, subcode: int | None, meaning: str) -> str:
    """What is kept of an error in `OutboxPart.error`: "10/2018278 outside_window"; never Facebook's own words."""
    numbers = "/".join(str(number) for number in (code, subcode) if number is not None)
    return f"{numbers} {meaning}".strip()


def explain(error: str | None) -> str:
    """The sentence for an expert about an `OutboxPart.error`; "" when there is none."""
    meaning = (error or "").rpartition(" ")[2]
    if not meaning:
        return ""
    table = _table()
    if meaning in table["own"]:
        return str(table["own"][meaning]["words"])
    lines = [*table["errors"], *table["by_status"].values()]
    return next((str(line["words"]) for line in lines if line["meaning"] == meaning), error or "")
