"""Messenger's limits for what we send: pure functions on text and quick replies."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

TEXT_LIMIT = 1900
QUICK_REPLIES_LIMIT = 13
TITLE_LIMIT = 20
PAYLOAD_LIMIT = 1000

# Best place to cut first: between paragraphs, lines, sentences, clauses, words.
_SEAMS = tuple(re.compile(seam) for seam in (r"\n\s*\n", r"\n", r"(?<=[.!?…])\s+", r"(?<=[;,:])\s+", r"\s+"))


def split_text(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """Cut a text into pieces of at most `limit` NFC characters, at sentences where it can."""
    rest = unicodedata.normalize("NFC", text).strip()
    return list(_pieces(rest, limit))


def _pieces(rest: str, limit: int) -> Iterator[str]:
    while len(rest) > limit:
        cut = _best_cut(rest, limit)
        piece = rest[:cut].rstrip()
        if piece:
            yield piece
        rest = rest[cut:].lstrip()
    if rest:
        yield rest


def _best_cut(text: str, limit: int) -> int:
    for seam in _SEAMS:
        ends = [match.start() for match in seam.finditer(text, 0, limit + 1) if match.start() > limit // 3]
        if ends:
            return ends[-1]
    return _before_marks(text, limit)


def _before_marks(text: str, cut: int) -> int:
    """Step back so that a letter keeps its combining marks and joiners."""
    place = cut
    while place > 1 and (unicodedata.combining(text[place]) or "\u200d" in text[place - 1 : place + 1]):
        place -= 1
    return place if place > 1 else cut


def fit_quick_replies(replies: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    """Keep the first 13 with a title and a payload that fits; titles over 20 characters end in "…"."""
    fitting = [
        {"title": _short_title(reply["title"]), "payload": reply["payload"]}
        for reply in replies
        if reply.get("title", "").strip() and 0 < len(reply.get("payload", "")) <= PAYLOAD_LIMIT
    ]
    return fitting[:QUICK_REPLIES_LIMIT]


def _short_title(title: str) -> str:
    title = unicodedata.normalize("NFC", title).strip()
    return title if len(title) <= TITLE_LIMIT else title[: TITLE_LIMIT - 1].rstrip() + "…"
