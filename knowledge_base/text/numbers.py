"""Numbers as workers write them: "5.310.000", "1,5", "hai mươi lăm"."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.spans import View

DIGITS = r"(?:\d{1,3}(?:[.,]\d{3}){1,4}(?!\d)|\d{1,12}(?:[.,]\d{1,2})?(?!\d))"
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@cache
def lists() -> dict[str, Any]:
    """The word lists of numbers.yaml."""
    text = Path(__file__).with_name("numbers.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


@cache
def _spellings() -> dict[str, tuple[str, ...]]:
    known = lists()
    found = {word: tuple(spelled[1:]) for word, spelled in known["digits"].items()}
    for group in ("tens", "hundreds", "fillers", "half"):
        found.update({word: tuple(spelled) for word, spelled in known[group].items()})
    return found


@cache
def words_pattern() -> str:
    """A regex for up to six number words, on folded text."""
    known = lists()
    names = [*known["digits"], *known["tens"], *known["hundreds"], *known["fillers"], "nua"]
    word = "(?:" + "|".join(sorted(names, key=len, reverse=True)) + r")(?![a-z])"
    return rf"(?<![a-z]){word}(?:\s+{word}){{0,5}}"


def is_grouped(written: str) -> bool:
    return _GROUPED.fullmatch(written) is not None


def read_digits(written: str, unit: int = 1) -> Fraction:
    """ "5.310.000" → 5310000, "1,5" → 3/2. One group of three before millions is a decimal: "7.500 triệu" is 7,5."""
    if is_grouped(written):
        groups = re.split("[.,]", written)
        if unit >= 1_000_000 and len(groups) == 2:
            return Fraction(f"{groups[0]}.{groups[1]}")
        return Fraction("".join(groups))
    return Fraction(written.replace(",", "."))


def read_words(words: list[str]) -> Fraction | None:
    """["hai", "muoi", "lam"] → 25; None when the words are no number below a thousand."""
    if words == ["nua"]:
        return Fraction(1, 2)
    digits = {word: spelled[0] for word, spelled in lists()["digits"].items()}
    total, left = 0, [word for word in words if word not in lists()["fillers"]]
    if "tram" in left:
        at = left.index("tram")
        if at != 1 or left[0] not in digits:
            return None
        total, left = digits[left[0]] * 100, left[2:]
    rest = _below_hundred(left, digits)
    return None if rest is None or not words else Fraction(total + rest)


def _below_hundred(words: list[str], digits: dict[str, int]) -> int | None:
    if not words:
        return 0
    if words[0] == "muoi":
        words = ["mot", *words]
    if len(words) == 1:
        return digits.get(words[0])
    tens, second = digits.get(words[0]), words[1]
    if tens is None or len(words) > 3:
        return None
    if second in ("muoi", "chuc"):
        if len(words) == 2:
            return tens * 10
        return tens * 10 + digits[words[2]] if words[2] in digits else None
    return tens * 10 + 5 if second == "lam" and len(words) == 2 else None


def read_written_words(view: View, start: int, end: int) -> tuple[int, Fraction] | None:
    """The longest number at the end of folded[start:end]: where it begins and what it is worth."""
    found = list(re.finditer(r"[a-z]+", view.folded[start:end]))
    for first in range(len(found)):
        part = found[first:]
        value = read_words([m.group() for m in part])
        if value is None:
            continue
        if all(view.fits(start + m.start(), start + m.end(), _spellings()[m.group()]) for m in part):
            return start + part[0].start(), value
    return None


def plain(value: Fraction) -> int | float:
    """int where whole, else float."""
    return int(value) if value.denominator == 1 else float(value)
