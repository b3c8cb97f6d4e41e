"""Everyday short forms written out: "cty ko tra luong, lm s z" → "công ty không tra luong, làm sao vậy"."""

from __future__ import annotations

import re
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from knowledge_base.text.normalize import fold, nfc
from knowledge_base.text.slips import kept, mend
from knowledge_base.text.syllables import inventory, is_syllable

_ROMAN = re.compile(r"(?:pl)?x{0,3}(?:ix|iv|v?i{0,3})", re.IGNORECASE)
_LAUGH = re.compile(r"k{3,}|h{3,}", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_PIECE = re.compile(r"[^\W_]+|[^\w]+|_+")
_REFERENCE = re.compile(
    r"\b(?:điểm|diem|điềm)\s+[a-zđ](?:\s*(?:,|;|-|và|va|hoặc|hoac|đến|den)\s*[a-zđ](?![^\W_]))*(?![^\W_])"
    r"|\b[a-zđ](?=\s+(?:khoản|khoan|k\.?\s*\d))"
    r"|\b(?:đ|d|k)\.?\s?\d+(?![^\W_])"
    r"|\b[a-zđ]\.(?=[^\W\d_])"
    r"|(?<!\d)\d{1,4}/\d{1,4}/[\w-]+",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@[\w.-]+|\b[\w-]{1,64}(?:\.[\w-]+)*\.(?:com|vn|net|org)\b\S*",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(\d{1,3})([^\W\d_])")  # "14t", "5p"
_MAY_LINK = re.compile(r"[@/]|\.[a-z]", re.IGNORECASE)
_DOUBLED = re.compile(r"([^\W\d_])\1", re.IGNORECASE)
_INNER_MARK = re.compile(r"[^\W_][^\w\s][^\W_]")
_PASSES = 8
_LONGEST = 4
_RUN = 3


class _Piece(NamedTuple):
    """A word, or what stands between words. `fixed` words belong to a legal reference, a link or an address."""

    text: str
    is_word: bool
    fixed: bool = False


@cache
def slang() -> tuple[dict[tuple[str, ...], str], dict[str, list[dict[str, Any]]]]:
    """slang.yaml: word sequences → meaning, and words that depend on their neighbours.

    Keys hold without accents too where no Vietnamese word is written so ("tnào", "tnao"; never "hổng", "hong").
    """
    raw = yaml.load(Path(__file__).with_name("slang.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    written = {tuple(nfc(str(key)).lower().split()): str(meaning) for key, meaning in raw["always"].items()}
    context: dict[str, list[dict[str, Any]]] = {nfc(str(key)): rules for key, rules in raw["context"].items()}
    folded = {tuple(fold(word) for word in key): meaning for key, meaning in written.items()}
    sure = {key: meaning for key, meaning in folded.items() if len(key) > 1 or key[0] not in context}
    sure = {key: meaning for key, meaning in sure.items() if not all(is_syllable(word) for word in key)}
    return sure | written, context


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key[0] for key in slang()[0])


@cache
def _sound() -> frozenset[str]:
    """Words that need no mending: syllables of ours, short forms, foreign words."""
    short = {word for key in slang()[0] for word in key} | set(slang()[1])
    return frozenset({*inventory().written, *inventory().plain, *short, *kept()})


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
    return _WORD.sub(_squeeze_word, s) if _DOUBLED.search(s) else s


@cache
def _marked() -> re.Pattern[str]:
    """Short forms with a mark inside ("c.ty", "a/c"), which are no word of their own."""
    keys = [" ".join(key) for key in slang()[0] if re.search(r"[^\w ]", " ".join(key))]
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, keys))})(?![\w./-])", re.IGNORECASE)


def _expand_marked(s: str) -> str:
    if not _INNER_MARK.search(s):
        return s
    return _marked().sub(lambda m: slang()[0][tuple(m.group().lower().split())], s)


def _fixed_spans(s: str) -> list[tuple[int, int]]:
    spans = [match.span() for match in _REFERENCE.finditer(s)]
    if _MAY_LINK.search(s):
        spans = sorted([*spans, *(match.span() for match in _LINK.finditer(s))])
    return spans


def _pieces(s: str) -> list[_Piece]:
    fixed = _fixed_spans(s)
    if not fixed:
        return [_Piece(text, text[0].isalnum()) for text in _PIECE.findall(s)]
    found, at = [], 0
    for match in _PIECE.finditer(s):
        start, end = match.span()
        while at < len(fixed) and fixed[at][1] <= start:
            at += 1
        inside = at < len(fixed) and fixed[at][0] < end
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
        piece = pieces[at]
        known = piece.is_word and piece.text.lower() in _first_words()
        found = _phrase_at(pieces, at) if known else None
        made.append(found[1] if found else piece.text)
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
        facts = {
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
    """Words that mean different things beside different neighbours; then what is mistyped."""
    rules = slang()[1]
    made = []
    for at, piece in enumerate(pieces):
        if not piece.is_word or piece.fixed:
            made.append(piece.text)
            continue
        word = piece.text.lower()
        counted = _COUNTED.fullmatch(word)
        number, key = (f"{counted[1]} ", f"#{counted[2]}") if counted else ("", word)
        if key in rules:
            meant = _meaning(rules[key], _neighbour(pieces, at, -1), _neighbour(pieces, at, 1))
            made.append(f"{number}{meant}" if meant else piece.text)
        elif word in _sound() or not word[0].isalpha() or _is_name(pieces, at):
            made.append(piece.text)
        else:
            mended = mend(word)
            made.append(piece.text if mended == word else mended)
    return "".join(made)


def _is_name(pieces: list[_Piece], at: int) -> bool:
    """A capital inside a sentence; not the capitals of someone who writes everything in capitals."""
    text = pieces[at].text
    return text[0].isupper() and at > 0 and not text.isupper()


def normalize_query(s: str) -> str:
    """NFC, blanks and repeated letters squeezed, short forms written out, mistyped words mended.

    Legal references, numbers, links and addresses stay as they are.
    """
    text = " ".join(squeeze_repeats(nfc(s)).split())
    for _ in range(_PASSES):
        expanded = _expand(text)
        if expanded == text:
            break
        text = expanded
    return text


def _expand(text: str) -> str:
    """One pass: short forms with marks, phrases, then words by their neighbours and mistyped ones."""
    marked = _expand_marked(text)
    pieces = _pieces(marked)
    phrased = _expand_always(pieces)
    return _expand_context(pieces if phrased == marked else _pieces(phrased))
