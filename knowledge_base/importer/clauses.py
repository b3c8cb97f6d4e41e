"""An article's paragraphs cut into clauses ("1.") and points ("a)"), by the order of their numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from knowledge_base.importer.headers import open_quotes, order_of

LETTERS = "abcdđeghiklmnopqrstuvxy"
_CLAUSE = re.compile(r"(\d{1,3})([a-zđ]?)\s?[.,](?!\d)\s*(\S.*)", re.DOTALL)
_NOTED = re.compile(r"(\d{1,3})([a-zđ]?)\.\d{1,3}\s+([^\W\d_].*)", re.DOTALL)
_POINT = re.compile(r"([a-zđ])(\d?)\s?\)\s*(\S.*)")
_MOST_JUMP = 3


@dataclass
class Point:
    point: str
    text: str


@dataclass
class OfficialClause:
    """A clause word for word; "0" is what stands before the first numbered one."""

    clause: str
    text: str
    points: list[Point] = field(default_factory=list)


@dataclass
class Cut:
    """The clauses of an article and the places where their numbers jump: (clause or "", before, after)."""

    clauses: list[OfficialClause]
    jumps: list[tuple[str, str, str]]


def cut_clauses(paragraphs: Sequence[str]) -> Cut:
    """Clauses and points; what a quotation numbers stays inside the clause that quotes it."""
    cut = Cut([], [])
    for text, is_quoted in zip(paragraphs, open_quotes(paragraphs), strict=True):
        if is_quoted or not (_add_clause(cut, text) or _add_point(cut, text)):
            _add_text(cut, text)
    return cut


def _add_clause(cut: Cut, text: str) -> bool:
    match = _CLAUSE.fullmatch(text) or _NOTED.fullmatch(text)
    if match is None or match[3][:1].islower():
        return False
    number = match[1].lstrip("0") + match[2]
    last = cut.clauses[-1].clause if cut.clauses else "0"
    (before, _), (now, letter) = order_of(last), order_of(number)
    is_next = now == before + 1 or (now == before and letter and order_of(number) > order_of(last))
    if not is_next:
        if not before < now <= before + _MOST_JUMP:
            return False
        cut.jumps.append(("", last, number))
    cut.clauses.append(OfficialClause(number, match[3]))
    return True


def _add_point(cut: Cut, text: str) -> bool:
    match = _POINT.fullmatch(text)
    if match is None or match[1] not in LETTERS:
        return False
    if not cut.clauses:
        cut.clauses.append(OfficialClause("0", ""))
    clause = cut.clauses[-1]
    last = clause.points[-1].point[0] if clause.points else ""
    before, now = LETTERS.find(last) if last else -1, LETTERS.index(match[1])
    if now < before or (now == before and not match[2]) or now > before + _MOST_JUMP:
        return False
    if now > before + 1:
        cut.jumps.append((clause.clause, last or "0", match[1]))
    clause.points.append(Point(match[1] + match[2], match[3]))
    return True


def _add_text(cut: Cut, text: str) -> None:
    if not cut.clauses:
        cut.clauses.append(OfficialClause("0", text))
        return
    clause = cut.clauses[-1]
    if clause.points:
        clause.points[-1].text += f"\n{text}"
    else:
        clause.text += f"\n{text}" if clause.text else text
