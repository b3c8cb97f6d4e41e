"""The fixed words around an answer, from phrases.yaml, and numbers as Vietnamese print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def phrases() -> dict[str, Any]:
    path = Path(__file__).parents[1] / "phrases.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def printed_number(number: float | Fraction) -> str:
    """26550000 → "26.550.000", 1.5 → "1,5"; at most four decimals."""
    whole, _, decimals = f"{float(number):.4f}".partition(".")
    decimals = decimals.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{grouped},{decimals}" if decimals else grouped


def printed_value(number: float | Fraction, unit: str) -> str:
    """A number with its unit: "26.550.000đ", "45 ngày". Đồng are rounded to whole đồng."""
    if unit in ("VND", "VND/hour"):
        number = round(number)
    text: str = phrases()["units"][unit].format(n=printed_number(number))
    return text


def printed_day(day: date) -> str:
    return f"{day.day}/{day.month}/{day.year}"
