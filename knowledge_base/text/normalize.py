"""One spelling for the same words: NFC, one tone placement, no invisible characters; and the folded form."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"[\t\v\f\r\x1c-\x1f\x85\u2028\u2029\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SUSPECT = re.compile(r"[^\w\x20-\x7e\n]|[\u115f\u1160\u3164\uffa0]")
_DISGUISED = re.compile(r"[\u24b6-\u24e9\uff01-\uff5e\U0001d400-\U0001d7ff]")  # full-width, circled, mathematical
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
_TONED = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ", "o": "òóỏõọ", "u": "ùúủũụ"}
_OPEN = re.compile(
    r"(?<![qQ])([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])(?![\w\u0300-\u036f])|(?<![qQ])([uU])([ỳýỷỹỵỲÝỶỸỴ])(?![\w\u0300-\u036f])"
)
_CLOSED = re.compile(
    r"(?<!\w)([bcdđghklmnprstvx]{0,3})([òóỏõọ])([ae])(ch|ng|nh|[cimnopty])(?![\w\u0300-\u036f])",
    re.IGNORECASE,
)
_QU = re.compile(r"(?<=[qQ])([ùúủũụÙÚỦŨỤ])([yYaAeE])(?![\u0300-\u036f])")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*(?:/\d+)*(?:/[^\W\d_]+(?:-[^\W\d_]+)*\d*)?|[^\W\d_]+")
_MARKS = re.compile(r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_FOLDED_LETTERS = str.maketrans("đĐ", "dD")


def _drop_if_invisible(match: re.Match[str]) -> str:
    char = match.group()
    if char in _FILLERS or "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef":
        return ""
    return "" if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn") else char


def _tone_index(char: str) -> tuple[str, int]:
    """The bare letter and the number of the tone of a toned a, e, o, u, y (lower case)."""
    return next((bare, toned.index(char)) for bare, toned in _TONED.items() if char in toned)


def _with_tone(letter: str, tone: int) -> str:
    toned = _TONED[letter.lower()][tone]
    return toned.upper() if letter.isupper() else toned


def _tone_to_first(match: re.Match[str]) -> str:
    first, second = (match.group(1), match.group(2)) if match.group(1) else (match.group(3), match.group(4))
    bare, tone = _tone_index(second.lower())
    return _with_tone(first, tone) + (bare.upper() if second.isupper() else bare)


def _shifted(first: str, second: str) -> str:
    bare, tone = _tone_index(first.lower())
    return (bare.upper() if first.isupper() else bare) + _with_tone(second, tone)


def place_tones(s: str) -> str:
    """Tone placement of NFC text: "hoà" → "hòa", "thuỷ" → "thủy", "tòan" → "toàn", "qúy" → "quý"."""
    s = _OPEN.sub(_tone_to_first, s)
    s = _CLOSED.sub(lambda m: m.group(1) + _shifted(m.group(2), m.group(3)) + m.group(4), s)
    return _QU.sub(lambda m: _shifted(m.group(1), m.group(2)), s)


def nfc(s: str) -> str:
    """NFC with one tone placement; odd blanks are spaces, odd fonts plain letters; what has no width is dropped."""
    if s.isascii() and s.isprintable():
        return s
    s = _SPACES.sub(" ", s.replace("\r\n", "\n"))
    s = _DISGUISED.sub(lambda m: unicodedata.normalize("NFKC", m.group()), s)
    return place_tones(unicodedata.normalize("NFC", _SUSPECT.sub(_drop_if_invisible, s)))


def fold(s: str) -> str:
    """Lower case without accents: "Đi làm Ở Huế" → "di lam o hue". Invisible characters are dropped as in `nfc`."""
    if s.isascii() and s.isprintable():
        return s.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", nfc(s).lower())).translate(_FOLDED_LETTERS)


def tokens(s: str) -> list[str]:
    """Syllables, numbers ("5.310.000") and document numbers ("145/2020/nđ-cp"), lower case, accents as in `nfc`."""
    return _TOKEN.findall(nfc(s).lower())
