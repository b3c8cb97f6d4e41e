"""Figures of a text as numbers, however they are written: "5.310.000", "05", "ba mươi", "75 triệu", "1,5%"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from fractions import Fraction
from functools import cache

from knowledge_base.text.numbers import is_grouped, lists

_DIGITS = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:[.,]\d+)?"
_FIGURE = re.compile(rf"(?<![\w.,])(?:{_DIGITS})(?!\w)")
_PERCENT = re.compile(rf"(?<![\w.,])({_DIGITS})\s*(?:%|phần trăm)")
_DAY = re.compile(r"(?<![\d/])(\d{1,2})(?:/|-|\s+tháng\s+)(\d{1,2})(?:/|-|\s+năm\s+)(\d{4})(?!\d)")
_LIST = re.compile(r"(?<!\d)\d{1,2}(?:,\d{1,2}){2,}(?![\d.])|\.{2,}")
_SCANNED = ((re.compile(r"(?<=\d)\.\s+(?=\d{3}(?!\d))"), "."), (re.compile(r"(?<=\d)[lI|\]!](?=\d|\s)"), "1"),
            (re.compile(r"(?<![^\W\d])[lIL](?=\d)"), "1"), (re.compile(r"(?<=\d)[Oo](?=[\dOo.,\s])"), "0"),
            (re.compile(r"(?<=\d)§"), "8"), (re.compile(r"(?<!\w)Š(?=\d)"), "5"))  # fmt: skip
_COUNTED = "ngày|tháng|năm|tuổi|lần|giờ|tuần|phút|người|bậc|tiếng"
_COUNTED_WORDS = re.compile(
    rf"((?:(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười|mươi|mốt|lăm|trăm)\s+)+)(?:{_COUNTED})(?!\w)"
)
_SCALE = re.compile(r"\s*(nghìn|ngàn|triệu|tỷ|tỉ)(?!\w)")
_RANGE = re.compile(
    rf"({_DIGITS})\s*(?:đến|tới|–|-|hoặc|và)\s*(?:dưới\s+|trên\s+)?({_DIGITS})(?=\s*(?:nghìn|ngàn|triệu|tỷ|tỉ)(?!\w))"
)
_SCALES = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_NUMBER_OF_LAW = re.compile(r"\b\d{1,4}(?:/\d{4})?/[A-ZĐ][A-ZĐa-z\d-]*(?:-[A-ZĐ]+)*")
_DOCUMENT_YEAR = re.compile(
    r"(?:Bộ luật|Luật|Nghị định|Thông tư|Nghị quyết|NĐ|BLLĐ|BHXH)[^.;:()]{0,60}?\b(?:19|20)\d{2}\b"
)


def nfc(text: str) -> str:
    """NFC alone: tone placement does not matter to figures."""
    return unicodedata.normalize("NFC", text)


@cache
def _word_values() -> dict[str, int]:
    values: dict[str, int] = {}
    for spelled in lists()["digits"].values():
        values.update(dict.fromkeys(spelled[1:], spelled[0]))
    return values


def figures(text: str) -> set[Fraction]:
    """Every figure of an official text: digits with their scale, and number words of one or more syllables."""
    return {value for value, _ in written_figures(text)} | set(_words(text))


def mend_scan(text: str) -> str:
    """Digits that a scan tore or mistook: "60. 000. 000", "5l người", "L00"."""
    for pattern, right in _SCANNED:
        text = pattern.sub(right, text)
    return text


def percents(text: str) -> set[Fraction]:
    """The figures that a text tells as percent."""
    return {read(match[1]) for match in _PERCENT.finditer(nfc(text))}


def days(text: str) -> set[tuple[int, int, int]]:
    """The full dates of a text as (day, month, year)."""
    return {(int(match[1]), int(match[2]), int(match[3])) for match in _DAY.finditer(nfc(text))}


def counted_words(text: str) -> Iterator[tuple[Fraction, str]]:
    """Number words before what they count, "ba mươi ngày": value, and as written."""
    for match in _COUNTED_WORDS.finditer(nfc(text).lower()):
        *_, value = _read_run(match[1].split())
        yield value, match[0]


def written_figures(text: str) -> Iterator[tuple[Fraction, str]]:
    """The figures written in digits: value, and as written. "5 đến 10 triệu" is five and ten million."""
    told = _spread_scale(_LIST.sub(lambda m: m[0].replace(",", " , ").replace(".", " "), nfc(text)))
    for match in _FIGURE.finditer(told):
        value = read(match[0])
        scale = _SCALE.match(told, match.end())
        written = match[0] + (scale[0] if scale else "")
        yield (value * _SCALES[scale[1]] if scale else value), written


def _spread_scale(text: str) -> str:
    def spread(match: re.Match[str]) -> str:
        scale = _SCALE.match(text, match.end())
        assert scale is not None
        return f"{match[1]} {scale[1]} – {match[2]}"

    return _RANGE.sub(spread, text)


def read(written: str) -> Fraction:
    """ "5.310.000" → 5310000, "1,5" and "1.5" → 3/2, "05" → 5."""
    whole, _, decimals = written.partition(",")
    if is_grouped(whole):
        whole = whole.replace(".", "")
    return Fraction(f"{whole}.{decimals}" if decimals else whole)


def _words(text: str) -> Iterator[Fraction]:
    """Number words, also each syllable for itself: "hai mươi lăm" gives 25, 2, 5."""
    values = _word_values()
    for part in re.split(r"[.,;:()\n]", nfc(text).lower()):
        run: list[str] = []
        for syllable in [*re.findall(r"[^\W\d_]+", part), ""]:
            if syllable in values or syllable in ("mười", "mươi", "trăm"):
                run.append(syllable)
                continue
            yield from _read_run(_without_year(run, syllable))
            run = []
            if syllable in ("nửa", "rưỡi"):
                yield Fraction(1, 2)


def _without_year(run: list[str], after: str) -> list[str]:
    """ "năm" at the end of a run is a year, unless something counted follows: "hai mươi năm", "năm ngày"."""
    return run[:-1] if run and run[-1] == "năm" and after not in _COUNTED.split("|") else run


def _read_run(run: list[str]) -> Iterator[Fraction]:
    values = _word_values()
    total, last = 0, 0
    for syllable in run:
        if syllable in values:
            last = values[syllable]
            yield Fraction(last)
            total += last
        elif syllable == "mười":
            total += 10
            yield Fraction(10)
        elif syllable == "mươi":
            total += last * 9
        else:
            total += last * 99
    if run:
        yield Fraction(total)


def without_documents(text: str) -> str:
    """The text without numbers and years of legal documents, which are names and no figures."""
    return _DOCUMENT_YEAR.sub(" ", _NUMBER_OF_LAW.sub(" ", text))
