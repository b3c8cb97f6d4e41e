"""Everyday short forms written out: "cty ko tra luong, lm s z" → "công ty không tra luong, làm sao vậy"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.normalize import fold, nfc

_ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_LAUGH = re.compile(r"k{3,}|h{3,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W_]+|[^\w]+|_+")
_REFERENCE = re.compile(
    r"\b(?:điểm|diem|điềm)\s+[a-zđ](?:\s*(?:,|;|-|và|va|hoặc|hoac|đến|den)\s*[a-zđ](?![^\W_]))*(?![^\W_])"
    r"|\b[a-zđ](?=\s+(?:khoản|khoan|k\.?\s*\d))"
    r"|\b(?:đ|d|k)\.?\s?\d+"
    r"|\b[a-zđ]\.(?=[^\W\d_])"
    r"|(?<!\d)\d{1,4}/\d{1,4}/[\w-]+",
    re.IGNORECASE,
)
_PASSES = 8
_LONGEST = 4
_RUN = 3


@dataclass(frozen=True)
class _Piece:
    """A word, or what stands between words. `fixed` words belong to a legal reference."""

    text: str
    is_word: bool
    fixed: bool = False


@cache
def slang() -> tuple[dict[tuple[str, ...], str], dict[str, list[dict[str, Any]]]]:
    """slang.yaml: word sequences → meaning, and words that depend on their neighbours."""
    raw = yaml.load(Path(__file__).with_name("slang.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    always = {tuple(nfc(str(key)).lower().split()): str(meaning) for key, meaning in raw["always"].items()}
    return always, raw["context"]


def _squeeze(word: str) -> str:
    """Runs of three or more of a letter, whatever its accent, become one; the accented one where there is any."""
    runs = [list(run) for _, run in groupby(word, key=fold)]
    return "".join("".join(run) if len(run) < _RUN else max(run, key=lambda c: not c.isascii()) for run in runs)


def _squeeze_word(match: re.Match[str]) -> str:
    word = match.group()
    known = (word.lower(),) in slang()[0]
    return word if known or _ROMAN.fullmatch(word) or _LAUGH.fullmatch(word) else _squeeze(word)


def squeeze_repeats(s: str) -> str:
    """ "lươngggg" → "lương", "quáaa" → "quá"; Roman numbers, known short forms ("cccd") and "kkkk" stay."""
    return _WORD.sub(_squeeze_word, s)


@cache
def _marked() -> re.Pattern[str]:
    """Short forms with a mark inside ("c.ty", "a/c"), which are no word of their own."""
    keys = [" ".join(key) for key in slang()[0] if re.search(r"[^\w ]", " ".join(key))]
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, keys))})(?![\w./-])", re.IGNORECASE)


def _expand_marked(s: str) -> str:
    return _marked().sub(lambda m: slang()[0][tuple(m.group().lower().split())], s)


def _pieces(s: str) -> list[_Piece]:
    ends = {m.start(): m.end() for m in _REFERENCE.finditer(s)}
    starts = sorted(ends)
    found = []
    for match in _PIECE.finditer(s):
        at = bisect_left(starts, match.end()) - 1
        inside = at >= 0 and ends[starts[at]] > match.start()
        found.append(_Piece(match.group(), match.group()[0].isalnum(), inside))
    return found


def _phrase_at(pieces: list[_Piece], at: int) -> tuple[int, str] | None:
    """The longest known phrase that begins at a piece: how many pieces, and its meaning."""
    always = slang()[0]
    words: list[str] = []
    best: tuple[int, str] | None = None
    for index in range(at, min(len(pieces), at + 2 * _LONGEST)):
        piece = pieces[index]
        if not piece.is_word:
            if piece.text != " ":
                break
            continue
        if piece.fixed:
            break
        words.append(piece.text.lower())
        meaning = always.get(tuple(words))
        if meaning is not None:
            best = index - at + 1, meaning
    return best


def _expand_always(pieces: list[_Piece]) -> str:
    made: list[str] = []
    at = 0
    while at < len(pieces):
        found = _phrase_at(pieces, at) if pieces[at].is_word else None
        made.append(found[1] if found else pieces[at].text)
        at += found[0] if found else 1
    return "".join(made)


def _neighbour(pieces: list[_Piece], at: int, step: int) -> str:
    """The folded word beside a piece; "" at the border of a sentence."""
    index = at + step
    if 0 <= index < len(pieces) and pieces[index].text == " ":
        index += step
    return fold(pieces[index].text) if 0 <= index < len(pieces) and pieces[index].is_word else ""


def _is_one_of(word: str, listed: list[str]) -> bool:
    return any(word.startswith(w[:-1]) if w.endswith("*") else word == w for w in listed) if word else False


def _meaning(rules: list[dict[str, Any]], before: str, after: str) -> str | None:
    for rule in rules:
        facts: Mapping[str, bool] = {
            "start": not before,
            "end": not after,
            "number": before.isdigit(),
            "before": _is_one_of(before, rule.get("before", [])),
            "after": _is_one_of(after, rule.get("after", [])),
        }
        asked = [facts[key] for key in rule if key != "to"]
        either = "before" in rule and "after" in rule
        if any(asked) if either else all(asked):
            return str(rule["to"])
    return None


def _expand_context(pieces: list[_Piece]) -> str:
    rules = slang()[1]
    made = []
    for at, piece in enumerate(pieces):
        known = rules.get(piece.text.lower()) if piece.is_word and not piece.fixed else None
        meaning = _meaning(known, _neighbour(pieces, at, -1), _neighbour(pieces, at, 1)) if known else None
        made.append(meaning or piece.text)
    return "".join(made)


def normalize_query(s: str) -> str:
    """NFC, blanks and repeated letters squeezed, short forms written out. Legal references stay as they are."""
    text = " ".join(squeeze_repeats(nfc(s)).split())
    for _ in range(_PASSES):
        expanded = _expand_context(_pieces(_expand_always(_pieces(_expand_marked(text)))))
        if expanded == text:
            break
        text = expanded
    return text
