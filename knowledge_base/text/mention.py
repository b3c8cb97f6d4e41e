"""Whether a text says a word or a phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from knowledge_base.text.normalize import fold, nfc
from knowledge_base.text.slang import normalize_query

_WORD = re.compile(r"\w+")
_ALIKE = str.maketrans("ãẵẫẽễĩõỗỡũữỹ", "ảẳẩẻểỉỏổởủửỷ")  # hỏi and ngã, the accents that are mixed up everywhere
ACCENTED = 0.4  # share of a text's words with accents from which on it counts as typed with them


class Said(NamedTuple):
    """The words of a text between blanks, without accents and, where it was typed with them, as written."""

    folded: str
    written: str | None


def spoken(read: str) -> str:
    """The words and numbers of a normalized text with a blank before and behind each: "3/2024" are two."""
    return f" {' '.join(_WORD.findall(read))} "


def said(text: str, read: str | None = None) -> Said:
    """What a text says. `read`: the text normalized by `normalize_query`, where the caller has it."""
    read = normalize_query(text) if read is None else read
    folded = spoken(fold(read))
    return Said(folded, _written(read) if _has_accents(text) else None)


def forms(words: Iterable[str]) -> list[Said]:
    """The words or phrases as a text may say them: as they stand and with slang written out, as questions are read."""
    return sorted({form for word in words for form in _forms(word) if form.folded.strip()})


def says(text: Said, form: Said) -> bool:
    """Whether a text says a form as whole words.

    Where accents were typed, "báo" is not "bão"; "nghĩ việc" is "nghỉ việc".
    """
    if form.folded not in text.folded:
        return False
    if text.written is None or form.written is None or form.written in text.written:
        return True
    is_phrase = len(form.folded.split()) > 1
    return is_phrase and form.written.translate(_ALIKE) in text.written.translate(_ALIKE)


def says_any(text: Said, meant: Iterable[Said]) -> bool:
    """Whether a text says one of these `forms`."""
    return any(says(text, form) for form in meant)


@cache
def _forms(word: str) -> tuple[Said, Said]:
    read = normalize_query(word)
    return Said(spoken(fold(word)), _written(word)), Said(spoken(fold(read)), _written(read))


def _written(text: str) -> str:
    return spoken(nfc(text).lower())


def _has_accents(text: str) -> bool:
    words = [word for word in _WORD.findall(nfc(text).lower()) if not word.isdigit()]
    return len([word for word in words if word != fold(word)]) > ACCENTED * len(words)
