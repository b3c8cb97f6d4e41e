"""Which lines open an article of the law itself: the best rising row of "Điều n." lines, quoted ones left aside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HEADER = re.compile(r"(?:Điều|ĐIỀU|Ðiều|Điêu|Diều|Điểu)\s+(\d{1,3})\s?([a-zđ]?)\s*(?:[.:]\s*|[-–]\s+|$)(.*)")
_SIGNED = re.compile(
    r"(?:TM\. |T\.M |KT\. |TUQ\. |CHỦ TỊCH QUỐC HỘI|CHỦ TỊCH$|BỘ TRƯỞNG$|THỦ TƯỚNG$|PHỤ LỤC(?:\s|$)|Nơi nhận\s*:?$)"
)
_PASSED = re.compile(r"(?:Bộ luật|Luật|Nghị quyết|Pháp lệnh)[\w\s,]* này (?:đã )?được .{0,60}thông qua")
_LETTERS = "abcdđeghiklmnopqrstuvxy"
_IN_QUOTE, _CONTENTS, _GAP, _MOST_GAP = 0.3, 0.8, 0.15, 0.9


@dataclass(frozen=True)
class Header:
    """An article's first line: where it stands, "8a" as its number, the rest of the line."""

    line: int
    article: str
    rest: str
    weight: float

    @property
    def key(self) -> tuple[int, int]:
        return order_of(self.article)


@dataclass(frozen=True)
class Found:
    """The chosen headers; `end`: the first line after the law's own text; `repeated`: article → its places."""

    headers: tuple[Header, ...]
    end: int
    repeated: dict[str, int]
    after_signature: int


def order_of(article: str) -> tuple[int, int]:
    """ "8" before "8a" before "9"."""
    match = re.match(r"(\d+)(.*)", article)
    if match is None:
        return 10**6, 0
    return int(match[1]), _LETTERS.find(match[2][0]) + 1 if match[2] else 0


def open_quotes(lines: Sequence[str]) -> list[bool]:
    """For each line, whether it stands inside a quotation that began on an earlier line."""
    inside, found = False, []
    for line in lines:
        found.append(inside)
        opened, closed = line.rfind("“"), line.rfind("”")
        if opened >= 0 or closed >= 0:
            inside = opened > closed
    return found


def find_headers(lines: Sequence[str]) -> Found:
    """The articles of a text, chosen so that their numbers rise with as few gaps as can be."""
    quoted = open_quotes(lines)
    candidates = _candidates(lines, quoted)
    end = _signature(lines, quoted, candidates)
    own = [header for header in candidates if header.line < end]
    chosen = _best_row(own)
    repeated: dict[str, int] = {}
    taken = {header.article for header in chosen}
    for header in own:
        if header.weight >= 1 and header.article in taken:
            repeated[header.article] = repeated.get(header.article, 0) + 1
    many = {article: count for article, count in repeated.items() if count > 1}
    return Found(tuple(chosen), end, many, len(candidates) - len(own))


def _candidates(lines: Sequence[str], quoted: Sequence[bool]) -> list[Header]:
    matches = {i: match for i, line in enumerate(lines) if (match := _HEADER.match(line))}
    found = []
    for i, match in matches.items():
        if match[3][:1].islower():
            continue
        weight = _IN_QUOTE if quoted[i] else _CONTENTS if i + 1 in matches else 1.0
        found.append(Header(i, match[1].lstrip("0") + match[2], match[3].strip(), weight))
    return found


def _signature(lines: Sequence[str], quoted: Sequence[bool], candidates: Sequence[Header]) -> int:
    """Where the law ends: its signature, its annexes, or the end of the text."""
    first = next((header.line for header in candidates if header.weight == 1), len(lines))
    for i in range(first, len(lines)):
        if not quoted[i] and (_SIGNED.match(lines[i]) or _PASSED.match(lines[i])):
            return i
    return len(lines)


def _best_row(candidates: Sequence[Header]) -> list[Header]:
    """The rising row of headers with the most weight; ties go to the earlier text."""
    best: list[float] = []
    before: list[int] = []
    for i, header in enumerate(candidates):
        score, link = header.weight - _gap((0, 0), header.key), -1
        for j in range(i):
            if candidates[j].key < header.key:
                through = best[j] + header.weight - _gap(candidates[j].key, header.key)
                if through > score + 1e-9:
                    score, link = through, j
        best.append(score)
        before.append(link)
    row: list[Header] = []
    at = max(range(len(best)), key=lambda i: (round(best[i], 6), -i), default=-1)
    while at >= 0:
        row.append(candidates[at])
        at = before[at]
    return row[::-1]


def _gap(last: tuple[int, int], after: tuple[int, int]) -> float:
    missing = after[0] - last[0] - (0 if after[0] == last[0] else 1)
    return min(_MOST_GAP, _GAP * missing)
