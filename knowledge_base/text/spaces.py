"""Blanks that were left out: "khongtraluong" → "khong tra luong"."""

from __future__ import annotations

import math
from functools import cache

from knowledge_base.text.normalize import fold
from knowledge_base.text.syllables import inventory, slips_file
from knowledge_base.text.telex import COMMON

_SHORTEST = 6  # letters of a word that is cut
_LONGEST_SYLLABLE = 7  # "nghieng"
_PIECE = 14.0  # what each further piece costs; more than the commonest syllable earns

Way = tuple[int, float, list[int]]  # odd pairs, cost, ends


def cut(word: str) -> str | None:
    """The likeliest way to cut a lower-case word into syllables of ours; None where none is likely."""
    plain = fold(word)
    if len(word) < _SHORTEST or len(plain) != len(word) or not plain.isalpha():
        return None
    ends = _best_ends(word, plain)
    if ends is None:
        return None
    pieces = [word[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return " ".join(pieces) if len(pieces) > 1 and all(_is_ours(piece) for piece in pieces) else None


def _is_ours(piece: str) -> bool:
    """Accented pieces have to be words as written; others only when folded."""
    return piece.isascii() or piece in inventory().written or fold(piece) in _short_forms()


@cache
def _counts() -> dict[str, int]:
    """Pieces that a word may be cut into: common folded syllables and a few short forms."""
    common = {piece: count for piece, count in inventory().plain.items() if count >= COMMON}
    return common | dict.fromkeys(_short_forms(), COMMON)


@cache
def _short_forms() -> frozenset[str]:
    return frozenset(slips_file()["short_forms"].split())


def _cost(piece: str, last: str) -> tuple[int, float]:
    """Neighbours that our texts never put together, and how rare the piece is."""
    seen = not last or (last, piece) in inventory().pairs or bool(_short_forms() & {last, piece})
    return int(not seen), -math.log(_counts()[piece])


def _best_ends(word: str, plain: str) -> list[int] | None:
    """Where the pieces end: for every end and last piece the best way there. One odd pair may be among several pairs.

    A single letter is a word only with an accent ("ở").
    """
    ways: list[dict[str, Way]] = [{"": (0, 0.0, [])}, *({} for _ in plain)]
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end):
            if ways[start] and plain[start:end] in _counts() and (end - start > 1 or not word[start].isascii()):
                ways[end][plain[start:end]] = _best_way(ways[start], plain[start:end], end)
    odd, _, ends = min(ways[-1].values(), default=(9, 0.0, []))
    return ends if odd == 0 or (odd == 1 and len(ends) > 2) else None


def _best_way(before: dict[str, Way], piece: str, end: int) -> Way:
    """The best of the ways that lead to a piece, with the piece."""
    costs = ((last, _cost(piece, last)) for last in before)
    return min(
        (before[last][0] + odd, before[last][1] + _PIECE + cost, [*before[last][2], end]) for last, (odd, cost) in costs
    )
