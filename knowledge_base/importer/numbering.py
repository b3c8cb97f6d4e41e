"""Word's automatic numbers ("Điều %1.", "a)"), counted through the text as Word would show them."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
          (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip


def _value(element: Any, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(f"{W}val")


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _shown(number: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        return _roman(number).lower() if form == "lowerRoman" else _roman(number)
    if form == "decimalZero":
        return f"{number:02d}"
    return str(number)


class Numbering:
    """Counters of every list of a document; `label` is to be asked once for each paragraph, in order."""

    def __init__(self, numbering: Any, styles: Any) -> None:
        self._levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._of_style: dict[str, tuple[str, int]] = {}
        self._counts: dict[str, dict[int, int]] = {}
        if numbering is not None:
            self._read(numbering)
        for style in styles.iter(f"{W}style") if styles is not None else ():
            list_id = _value(style, f"{W}pPr/{W}numPr/{W}numId")
            if list_id:
                level = int(_value(style, f"{W}pPr/{W}numPr/{W}ilvl") or 0)
                self._of_style[style.get(f"{W}styleId")] = list_id, level

    def _read(self, numbering: Any) -> None:
        for abstract in numbering.iter(f"{W}abstractNum"):
            levels = self._levels.setdefault(abstract.get(f"{W}abstractNumId"), {})
            for level in abstract.iter(f"{W}lvl"):
                start = int(_value(level, f"{W}start") or 1)
                form, text = _value(level, f"{W}numFmt") or "decimal", _value(level, f"{W}lvlText") or ""
                levels[int(level.get(f"{W}ilvl"))] = form, text, start
        for item in numbering.iter(f"{W}num"):
            self._lists[item.get(f"{W}numId")] = _value(item, f"{W}abstractNumId") or ""

    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        list_id = _value(paragraph, f"{W}pPr/{W}numPr/{W}numId")
        if list_id is not None:
            return list_id, int(_value(paragraph, f"{W}pPr/{W}numPr/{W}ilvl") or 0)
        return self._of_style.get(_value(paragraph, f"{W}pPr/{W}pStyle") or "")

    def label(self, paragraph: Any) -> str:
        """The number before a paragraph with a blank after it; "" where there is none."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        abstract, level = self._lists[place[0]], place[1]
        levels = self._levels.get(abstract, {})
        if level not in levels:
            return ""
        counts = self._counts.setdefault(abstract, {})
        counts[level] = counts.get(level, levels[level][2] - 1) + 1
        for deeper in [known for known in counts if known > level]:
            del counts[deeper]
        form, text, _ = levels[level]
        if form in ("bullet", "none"):
            return "- " if form == "bullet" else ""
        return re.sub(r"%(\d)", lambda m: self._number(int(m[1]) - 1, counts, levels), text) + " "

    def _number(self, level: int, counts: dict[int, int], levels: dict[int, tuple[str, str, int]]) -> str:
        form, _, start = levels.get(level, ("decimal", "", 1))
        return _shown(counts.get(level, start), form)
