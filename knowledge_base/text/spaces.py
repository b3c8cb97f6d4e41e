"""Blanks that were left out: "khongtraluong" → "khong tra luong"."""

from __future__ import annotations

import math

from knowledge_base.text.normalize import fold
from knowledge_base.text.syllables import Inventory, inventory
from knowledge_base.text.telex import COMMON

_SHORTEST = 6  # letters of a word that is cut
_LONGEST_SYLLABLE = 7  # "nghieng"
_SHORTEST_SYLLABLE = 2


def cut(word: str) -> str | None:
    """The likeliest way to cut a lower-case word into syllables of ours; None where none is likely."""
    plain = fold(word)
    if len(word) < _SHORTEST or len(plain) != len(word) or not plain.isalpha():
        return None
    ends = _best_ends(plain, inventory())
    if ends is None:
        return None
    pieces = [word[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    return " ".join(pieces) if len(pieces) > 1 and all(_is_ours(piece) for piece in pieces) else None


def _is_ours(piece: str) -> bool:
    """Accented pieces have to be words as written; others only when folded."""
    return piece.isascii() or piece in inventory().written


def _best_ends(plain: str, known: Inventory) -> list[int] | None:
    """Where the pieces end; by dynamic programming over the end and the last piece."""
    total = sum(known.plain.values())
    best: dict[tuple[int, str], tuple[float, list[int]]] = {(0, ""): (0.0, [])}
    for end in range(_SHORTEST_SYLLABLE, len(plain) + 1):
        for start in range(max(0, end - _LONGEST_SYLLABLE), end - _SHORTEST_SYLLABLE + 1):
            piece = plain[start:end]
            if known.plain.get(piece, 0) < COMMON:
                continue
            for (at, last), (score, ends) in list(best.items()):
                if at != start or (last and (last, piece) not in known.pairs):
                    continue
                reached = score + math.log(known.plain[piece] / total)
                if (end, piece) not in best or best[end, piece][0] < reached:
                    best[end, piece] = reached, [*ends, end]
    found = [way for (at, _), way in best.items() if at == len(plain)]
    return max(found, default=(0.0, None))[1]
