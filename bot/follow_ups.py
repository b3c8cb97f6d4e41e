"""A question that leans on the one before: which sort it is, and both put together as one question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text import (
    Span,
    find_dates,
    find_durations,
    find_money,
    fold,
    normalize_query,
    plain_words,
    tokens,
)
from knowledge_base.text.spans import View

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "follow_ups.yaml").read_text(encoding="utf-8"))
FIGURES: Sequence[Callable[[str], Iterable[Span]]] = (find_money, find_dates, find_durations)
DATE_SIGN = "/"
FOLLOW, CORRECTS, DETAIL, LEANS, BESIDE = "follow", "corrects", "detail", "leans", "beside"


def find_kind(text: str, intent: str | None, sure: float, asked_back: bool) -> str | None:
    """How a message leans on the one before: a kind of the YAML, follow, corrects, detail, leans; None: not at all.

    beside: short words with a sure topic of their own, read with the question before only where they lead to no answer.

    `intent` and `sure`: the classifier's first; `asked_back`: the assistant has just asked for more.
    """
    plain = plain_words(text, DATE_SIGN)
    own = next(
        (kind for kind, pattern in _kinds().items() if pattern.fullmatch(_bare(plain)) or pattern.fullmatch(plain)),
        None,
    )
    if own:
        return own
    count = len(tokens(plain))
    if intent == "correct_fact" or (count <= LISTS["most_opened"] and _matches("corrects", plain)):
        return CORRECTS
    if intent == "follow_up" or (count <= LISTS["most_opened"] and _is_opened(plain)):
        return FOLLOW
    if count > LISTS["most_leaning"]:
        return None
    if asked_back:
        return DETAIL
    return LEANS if sure < LISTS["own_topic"] else BESIDE


def in_context(text: str, before: str) -> str:
    """One question of two: what the new words say anew takes the place of the old, the rest of them is added."""
    if instead := _about_another(normalize_query(before), normalize_query(text)):
        return instead
    merged, added = _with_person(normalize_query(before), fold(text)), normalize_query(text)
    merged = _without_old_question(merged, added)
    for name in LISTS["swaps"]:
        merged, added = _swap(merged, added, partial(_places, name))
    for figure in FIGURES:
        merged, added = _swap(merged, added, partial(_spans, figure))
    rest = added.strip(" ,.?!;") if _bare(plain_words(added, DATE_SIGN)) else ""
    return f"{merged.rstrip(' ,.?!;')}, {rest}" if rest else merged


def _without_old_question(before: str, said: str) -> str:
    """What was asked before goes where something else is asked now: "nghỉ mấy tháng", then "được mấy ngày"."""
    view = View(before)
    if not re.search(LISTS["asked"], fold(said)):
        return before
    for old in reversed(list(re.finditer(LISTS["asked"], view.folded))):
        before = f"{before[: view.start(old.start())]} {before[view.end(old.end()) :]}"
    return re.sub(r"[\s,]+,", ",", " ".join(before.split()))


def _with_person(before: str, said: str) -> str:
    """ "chồng em thì sao" after "sinh con nghỉ mấy tháng" asks about the wife's birth."""
    implied = _implied(before, said)
    return f"{implied} {before}" if implied else before


def _about_another(before: str, said: str) -> str | None:
    """ "còn vợ em thì sao" after the father's leave: the mother's, for the same birth."""
    for case in LISTS["instead"]:
        if re.fullmatch(case["said"], _bare(plain_words(said, DATE_SIGN))) and re.search(case["about"], fold(before)):
            found = next(_places("birth", before), None)
            birth = before[slice(*found)] if found else "sinh con"
            return str(case["asks"]).format(birth=birth if birth.startswith("sinh") else f"sinh con {birth}")
    return None


def _implied(before: str, said: str) -> str | None:
    for person, implied in LISTS["implied"].items():
        about = re.search(implied["about"], fold(before))
        if about and re.search(rf"\b{person}\b", said) and not re.search(implied["not"], fold(before)):
            return str(implied["before"])
    return None


def names_person(text: str, before: str) -> bool:
    """Whether the new words name whom the question before was also about."""
    return _implied(normalize_query(before), fold(text)) is not None


def names_place(text: str) -> bool:
    """Whether a few words only say where: "ở sóc sơn"."""
    return re.fullmatch(LISTS["where"], plain_words(text, DATE_SIGN)) is not None


def is_variation(text: str) -> bool:
    """Whether nothing is left of a follow-up beside what it says anew: "còn hợp đồng 3 năm thì sao"."""
    said = normalize_query(text)
    for name in LISTS["swaps"]:
        said = _swap("", said, partial(_places, name))[1]
    for figure in FIGURES:
        said = _swap("", said, partial(_spans, figure))[1]
    return not _bare(plain_words(said, DATE_SIGN))


def _swap(merged: str, added: str, find: Callable[[str], Iterator[tuple[int, int]]]) -> tuple[str, str]:
    """The first thing that both name is taken from the new words; what only the new ones name is put in front."""
    new, old = next(find(added), None), next(find(merged), None)
    if new is None:
        return merged, added
    words, left = added[slice(*new)], f"{added[: new[0]]} {added[new[1] :]}"
    if old is None:
        return f"{words} {merged}".strip(), left
    return f"{merged[: old[0]]}{words}{merged[old[1] :]}", left


def _places(name: str, said: str) -> Iterator[tuple[int, int]]:
    view = View(said)
    for match in _swaps()[name].finditer(view.folded):
        yield view.start(match.start()), view.end(match.end())


def _spans(find: Callable[[str], Iterable[Span]], said: str) -> Iterator[tuple[int, int]]:
    return ((span.start, span.end) for span in find(said))


def _bare(plain: str) -> str:
    """The words that say something, without openings, pronouns and particles at the ends."""
    before = None
    while plain != before:
        before, plain = plain, _empty().sub("", plain).strip()
    return plain


def _is_opened(plain: str) -> bool:
    return bool(re.match(rf"{LISTS['opens']}\b", plain) or re.search(r"\bthi sao(?: a| vay| nhi)?$", plain))


def _matches(name: str, plain: str) -> bool:
    return re.match(rf"(?:a |u |da |em )*{LISTS[name]}\b", plain) is not None


@cache
def _kinds() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(pattern) for name, pattern in LISTS["kinds"].items()}


@cache
def _empty() -> re.Pattern[str]:
    words = "|".join(LISTS["empty"])
    return re.compile(rf"^(?:{words})(?:\s+|$)|\s+(?:thi sao|thi the nao|sao|a|ad|ha|vay|nha|nhe|nua|oi|em|duoc|thi)$")


@cache
def _swaps() -> dict[str, re.Pattern[str]]:
    return {
        name: re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)".replace("{n}", LISTS["number"]))
        for name, patterns in LISTS["swaps"].items()
    }
