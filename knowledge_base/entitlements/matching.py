"""Which fact a figure of a message belongs to: by the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.entitlements.wording import words
from knowledge_base.text import fold, normalize_query
from knowledge_base.text.normalize import nfc
from knowledge_base.text.spans import Span, View

_BEFORE, _AFTER = 32, 16
_BEHIND, _APART = 6, 12  # how much worse a word stands behind its figure, or beyond a comma
_LETTERS_ALONE = 5
_CLOSE = 2
_UNIT = 16
_RATE = re.compile(r"(?:mot|moi|1) |/")  # "25k một giờ" is by the hour, whatever stands before
_BORDER = re.compile(r"[,;!?\n]|\.(?!\d)|(?<![a-z])(?:voi|va|cong|ma)(?![a-z])")


@lru_cache(maxsize=4096)
def _spellings(phrase: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    """A phrase as written and with its short forms written out."""
    ways = tuple(dict.fromkeys([nfc(phrase).lower(), nfc(normalize_query(phrase)).lower()]))
    folded = "|".join(_bounded(fold(way)) for way in ways)
    return re.compile(folded), ways


def _bounded(folded: str) -> str:
    """The whole word; a sign such as "$" or "/h" may stand right beside a figure."""
    first = r"(?<![a-z0-9])" if folded[:1].isalnum() else ""
    return first + re.escape(folded) + (r"(?![a-z0-9])" if folded[-1:].isalnum() else "")


def places_of(view: View, phrase: str) -> Iterator[tuple[int, int]]:
    """Where a phrase stands in the folded text, its accents fitting; several syllables may always go without any."""
    pattern, spelled = _spellings(phrase)
    for match in pattern.finditer(view.folded):
        if view.fits(*match.span(), spelled) or (" " in match[0] and view.written(*match.span()).isascii()):
            yield match.span()


def holds_any(view: View, phrases: Iterable[str]) -> bool:
    return any(True for phrase in phrases for _ in places_of(view, phrase))


def has_before(view: View, phrases: Iterable[str], start: int) -> bool:
    """Whether one of the phrases stands not far before `start`, with no border between."""
    reach = [end for phrase in phrases for _, end in places_of(view, phrase) if 0 <= start - end <= _BEFORE]
    return any(not _BORDER.search(view.folded[end:start]) for end in reach)


def is_denied(view: View, start: int) -> bool:
    """Whether "không", "chưa" stands before, with at most two of the words that may stand between: "không có giấy"."""
    match = _denial().search(view.folded, 0, start)
    return match is not None and view.fits(*match.span(1), words()["negation"]["spelled"])


@cache
def _denial() -> re.Pattern[str]:
    no, between = ("|".join(words()["negation"][part]) for part in ("no", "between"))
    return re.compile(rf"(?<![a-z0-9])({no})\s+(?:(?:{between})\s+){{0,2}}$")


@dataclass(frozen=True)
class Found:
    """A phrase of a choice or fact in the text."""

    start: int
    end: int
    value: str


def longest(view: View, phrases: Iterable[tuple[str, str]], alone: bool) -> Found | None:
    """The longest (phrase, value); where it answers no question (`alone`), none if another value is said elsewhere.

    Short words count only as an answer or between commas.
    """
    found = []
    for phrase, value in phrases:
        short = not alone and phrase.isalpha() and (len(fold(phrase)) < _LETTERS_ALONE or phrase in words()["no_words"])
        for start, end in places_of(view, phrase):
            if not short or _stands_alone(view.folded, start, end):
                found.append(Found(start, end, value))
    best = max(found, key=lambda one: one.end - one.start, default=None)
    if alone or best is None:
        return best
    apart = (one for one in found if not any(_holds(other, one) for other in found))
    return None if any(one.value != best.value for one in apart) else best


def _holds(one: Found, other: Found) -> bool:
    """Whether a longer phrase covers (part of) another."""
    overlap = one.start < other.end and other.start < one.end
    return overlap and one.end - one.start > other.end - other.start


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """ ", nữ," """
    before, after = folded[:start].rstrip(), folded[end:].lstrip()
    return bool(before or after) and before[-1:] in ("", ",", ";", ".") and after[:1] in ("", ",", ";", ".")


Interval = tuple[int, int]


def _distance(
    view: View, names: Iterable[str], at: Interval, others: Sequence[Interval], reach: int, unit: bool
) -> int | None:
    """How far the nearest of the words stands: in the figure itself, before it, or (worse) behind it in its clause.

    The mere unit of the figure ("tiếng") counts where `unit`, for little; what is denied ("chưa đóng") does not.
    """
    start, end = at
    found = []
    for word in names:
        for first, last in places_of(view, word):
            behind = last > start
            if first < end and last > start:
                inside = start <= first and last <= end
                found += [_UNIT - len(word) if inside else -len(word)] if unit or not inside else []
                continue
            if is_denied(view, first):
                continue
            low, high = (end, first) if behind else (last, start)
            apart = _BORDER.search(view.folded, low, high) is not None
            if high - low > min(reach, _AFTER if behind else _BEFORE) or (behind and apart):
                continue
            if not any(low <= other[0] < high for other in others):
                is_rate = behind and high - low <= _CLOSE and _RATE.match(fold(word)) is not None
                away = high - low + (-_BEHIND if is_rate else _BEHIND * behind) + _APART * apart
                found.append(away * 2 - len(word))
    return min(found, default=None)


@dataclass(frozen=True)
class Owned:
    """A figure and its fact; `named` where words of the fact stand near."""

    span: Span
    fact: FactSpec
    named: bool


def assign(
    view: View,
    spans: Sequence[Span],
    fitting: Callable[[Span], list[FactSpec]],
    strangers: Iterable[str] = (),
    reach: int = _BEFORE,
    asked: str | None = None,
) -> tuple[list[Owned], list[Span]]:
    """Each figure to the fact whose words stand nearest, each fact once; and the figures beside which no word stands.

    `strangers` name what no fact is about ("phụ cấp"): a figure nearest to one of them is nobody's.
    """
    places = [(view.at(span.start), view.at(span.end)) for span in spans]
    pairs: list[tuple[int, int, int, FactSpec | None]] = []
    for index, span in enumerate(spans):
        others = [place for place in places if place != places[index]]
        for order, fact in enumerate([*fitting(span), None]):
            unit = fact is not None and (fact.required == "yes" or fact.id == asked)
            away = _distance(view, fact.words if fact else strangers, places[index], others, reach, unit)
            if away is not None:
                pairs.append((away, order, index, fact))
    owned: dict[int, Owned | None] = {}
    for _, _, index, fact in sorted(pairs, key=lambda pair: pair[:3]):
        taken = {one.fact.id for one in owned.values() if one}
        if index not in owned and (fact is None or fact.id not in taken):
            owned[index] = Owned(spans[index], fact, named=True) if fact else None
    near = {index for _, _, index, _ in pairs}
    return [one for one in owned.values() if one], [s for i, s in enumerate(spans) if i not in near]
