"""The fixed words of the calculations, from common/phrases.yaml, and figures as Vietnamese print."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.law.phrases import phrases as law_phrases
from knowledge_base.law.phrases import printed_day, printed_number, printed_value

Number = int | float | Fraction


@cache
def words() -> dict[str, Any]:
    path = Path(__file__).parent / "common" / "phrases.yaml"
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    return loaded


def say(code: str, **details: object) -> str:
    """The sentence of phrases.yaml for `code` ("a.b" looks inside)."""
    found: Any = words()
    for part in code.split("."):
        found = found[part]
    text: str = found.format(**details)
    return text


def half_up(number: Number) -> int:
    """Rounded to a whole number, halves away from zero: the one rounding of money."""
    exact = Fraction(number)
    whole = int(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


def at_most_2(number: Number) -> int | float:
    """A count (days, months, percent) with at most 2 decimals, half up; int where whole."""
    cents = half_up(Fraction(number) * 100)
    return cents // 100 if cents % 100 == 0 else cents / 100


def vnd(number: Number) -> str:
    """ "8.000.000đ"."""
    return printed_value(half_up(number), "VND")


def counted(number: Number, unit: str) -> str:
    """A number with a unit of the law's phrases or "week": "12 ngày làm việc"."""
    shown = at_most_2(number)
    if unit in law_phrases()["units"]:
        return printed_value(shown, unit)
    return say(f"printed.unit_{unit}", n=printed_number(shown))


def plain(number: Number) -> str:
    """ "1,5"."""
    return printed_number(at_most_2(number))


def span(months: int, days: int = 0) -> str:
    """ "4 năm 3 tháng 5 ngày"; nothing at all is "0 tháng"."""
    parts = [
        say(f"printed.{key}", n=n) for key, n in (("years", months // 12), ("months", months % 12), ("days", days)) if n
    ]
    return " ".join(parts) or say("printed.months", n=0)


def day(when: date) -> str:
    return printed_day(when)
