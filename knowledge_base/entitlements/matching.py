"""Which fact a figure of a message belongs to: by the words that stand near it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from knowledge_base.entitlements.spec import FactSpec
from knowledge_base.text import fold, normalize_query
from knowledge_base.text.normalize import nfc
from knowledge_base.text.spans import Span, View

_BEFORE, _AFTER = 32, 16
_BEHIND, _APART = 6, 12  # how much worse a word stands behind its figure, or beyond a comma
_LETTERS_ALONE = 5
_BORDER = re.compile(r"[,;!?\n]|\.(?!\d)")


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


@dataclass(frozen=True)
class Found:
    """A phrase of a choice or fact in the text."""

    start: int
    end: int
    value: str


def longest(view: View, phrases: Iterable[tuple[str, str]], alone: bool) -> Found | None:
    """The longest (phrase, value); short words count only where they answer a question (`alone`) or stand between commas."""
    best: Found | None = None
    for phrase, value in phrases:
        short = not alone and phrase.isalpha() and len(fold(phrase)) < _LETTERS_ALONE
        for start, end in places_of(view, phrase):
            if short and not _stands_alone(view.folded, start, end):
                continue
            if best is None or end - start > best.end - best.start:
                best = Found(start, end, value)
    return best


def _stands_alone(folded: str, start: int, end: int) -> bool:
    """ ", nữ," """
    before, after = folded[:start].rstrip(), folded[end:].lstrip()
    return bool(before or after) and before[-1:] in ("", ",", ";", ".") and after[:1] in ("", ",", ";", ".")


Interval = tuple[int, int]


def _distance(view: View, words: Iterable[str], at: Interval, others: Sequence[Interval], reach: int) -> int | None:
    """How far the nearest of the words stands: in the figure itself, before it, or (worse) behind it in its clause."""
    start, end = at
    found = []
    for word in words:
        for first, last in places_of(view, word):
            behind = last > start
            if first < end and last > start:
                found.append(-len(word))
                continue
            low, high = (end, first) if behind else (last, start)
            apart = _BORDER.search(view.folded, low, high) is not None
            if high - low > min(reach, _AFTER if behind else _BEFORE) or (behind and apart):
                continue
            if not any(low <= other[0] < high for other in others):
                away = high - low + _BEHIND * behind + _APART * apart
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
) -> tuple[list[Owned], list[Span]]:
    """Each figure to the fact whose words stand nearest, each fact once; and the figures beside which no word stands.

    `strangers` name what no fact is about ("phụ cấp"): a figure nearest to one of them is nobody's.
    """
    places = [(view.at(span.start), view.at(span.end)) for span in spans]
    pairs: list[tuple[int, int, int, FactSpec | None]] = []
    for index, span in enumerate(spans):
        others = [place for place in places if place != places[index]]
        for order, fact in enumerate([*fitting(span), None]):
            away = _distance(view, fact.words if fact else strangers, places[index], others, reach)
            if away is not None:
                pairs.append((away, order, index, fact))
    owned: dict[int, Owned | None] = {}
    for _, _, index, fact in sorted(pairs, key=lambda pair: pair[:3]):
        taken = {one.fact.id for one in owned.values() if one}
        if index not in owned and (fact is None or fact.id not in taken):
            owned[index] = Owned(spans[index], fact, named=True) if fact else None
    near = {index for _, _, index, _ in pairs}
    return [one for one in owned.values() if one], [s for i, s in enumerate(spans) if i not in near]
