"""Percentages: "30%", "85 phần trăm", "tám mươi phần trăm"."""

from __future__ import annotations

import re
from functools import cache

from knowledge_base.text.numbers import DIGITS, plain, read_digits, read_written_words, words_pattern
from knowledge_base.text.spans import Span, View, without_overlaps


@cache
def _pattern() -> re.Pattern[str]:
    number = rf"(?:(?<![\w.,/])(?P<digits>{DIGITS})|(?P<words>{words_pattern()}))"
    return re.compile(rf"{number}\s*(?:%|(?:phan\s+tram|pt)(?![a-z]))")


def find_percents(s: str) -> list[Span]:
    """Percentages in `s`; the value is the number before the sign, 30 for "30%"."""
    view = View(s)
    found = []
    for match in _pattern().finditer(view.folded):
        if match["digits"]:
            found.append(view.span(match.start(), match.end(), plain(read_digits(match["digits"]))))
            continue
        read = read_written_words(view, *match.span("words"))
        if read:
            found.append(view.span(read[0], match.end(), plain(read[1])))
    return without_overlaps(found)
