"""Dates in what a worker writes, left unresolved: "tháng 5/2025", "24/11", "hôm qua", "cuối năm ngoái".

Values: {"kind": "day", "day", "month", "year"?}, {"kind": "month", "month", "year"?}, {"kind": "quarter", …},
{"kind": "year", "year"}, {"kind": "weekday", "weekday", "week_offset"}, {"kind": "relative", "unit", "offset"}.
Beside them, where said: "year_offset" ("tháng 5 năm ngoái"), "part" (start, middle, end), "direction" (past, future).
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from knowledge_base.text.date_words import alternatives, spellings, words
from knowledge_base.text.normalize import fold
from knowledge_base.text.relative_dates import find_relative
from knowledge_base.text.spans import Span, View, without_overlaps

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTH_WORD = r"(?:thang|thag|thg)"
_DAY_WORD = r"(?:(?P<day_word>ngay|mung|mong|hom|bua|le|dip)\s*)?"
_NEAR = 60
_MONTHS = 12
_DOCUMENT = re.compile(r"\b(?:nd|nghi dinh|tt|thong tu|nq|nghi quyet|qd|quyet dinh|so|luat[a-z ]*)\s*$")
_LAW_YEAR = re.compile(r"\b(luat|blld|hien phap|nghi dinh|thong tu|bhxh|bhyt)((?:\s+[a-z]+)*)\s*$")
_COMING = re.compile(r"\s*(?:sap\s+)?toi(?![a-z])(?!\s+(?:gio|nay|bay|luc|khi|ngay|thang|chua|\d))")
_RATIO = re.compile(r"\b(?:bac|ti le|ty le|lop|khau|phong)\s*$")
Builder = Callable[[View, "re.Match[str]"], dict[str, Any] | None]


def _year(written: str | None) -> int | None:
    if not written:
        return None
    return int(written) if len(written) == 4 else 2000 + int(written)


def _dated(**parts: Any) -> dict[str, Any]:
    return {key: value for key, value in parts.items() if value is not None}


def _is_day(day: int, month: int, year: int | None) -> bool:
    return 1 <= month <= 12 and 1 <= day <= monthrange(year or 2024, month)[1]


def _before(view: View, match: re.Match[str]) -> str:
    return view.folded[max(0, match.start() - _NEAR) : match.start()]


def _follows(view: View, match: re.Match[str], group: str) -> bool:
    after = re.match(r"\s*([a-z]+)", view.folded[match.end() : match.end() + _NEAR])
    return after is not None and after[1] in words()[group]


def _full_day(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    day, month, year = int(match["day"]), int(match["month"]), _year(match["year"])
    return _dated(kind="day", day=day, month=month, year=year) if _is_day(day, month, year) else None


def _spoken_day(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    """ "ngày 3 tháng 5 (năm 2025)"; without "ngày" or a year it may be two amounts ("3 tháng 5 triệu")."""
    led = match["day_word"] or re.search(r"\b(tu|den|toi|hom|vao|truoc|sau)\s+$", _before(view, match))
    no_month_count = int(match["day"]) > _MONTHS and not re.match(r"\s*nam\b", view.folded[match.end() :][:_NEAR])
    if not (led or match["year"] or match["said_year"] or no_month_count) or (
        not match["year"] and _follows(view, match, "amounts")
    ):
        return None
    made = _full_day(view, match)
    return made and _with_said_year(made, match)


def _day_month(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    day, month = int(match["day"]), int(match["month"])
    if not _is_day(day, month, None) or _DOCUMENT.search(_before(view, match)):
        return None
    if not match["day_word"]:
        if match["mark"] != "/" or (day, month) == (24, 7) or _follows(view, match, "amounts"):
            return None
        if _RATIO.search(_before(view, match)):
            return None
        if day <= month and _follows(view, match, "fractions"):
            return None
    made = _dated(kind="day", day=day, month=month, year=_year(match["year"]), direction=_direction(view, match))
    return _with_said_year(made, match)


def _month_year(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    month = int(match["month"])
    if not 1 <= month <= 12 or _DOCUMENT.search(_before(view, match)):
        return None
    return _dated(kind="month", month=month, year=_year(match["year"]))


def _month(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    said = match["year"] or match["said_year"]
    if not said and (_follows(view, match, "amounts") or _counts_months(view, match)):
        return None
    return _month_made(view, match, month)


def _month_made(view: View, match: re.Match[str], month: int) -> dict[str, Any]:
    made = _dated(kind="month", month=month, year=_year(match["year"]), direction=_direction(view, match))
    return _with_said_year(made, match)


def _counts_months(view: View, match: re.Match[str]) -> bool:
    """ "mỗi tháng 5 …", "2 tháng 5 …": the number after is an amount."""
    return re.search(r"(?:\b(?:moi|hang|mot|hai|ba|bon|sau|may)|(?<!\d)\d{1,3})\s*$", _before(view, match)) is not None


def _short_month(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    """ "t9"; "t2" to "t7" are weekdays unless a year, "lương" or another month stands beside."""
    month = int(match["month"])
    if not 1 <= month <= 12:
        return None
    beside = re.search(r"\b(?:luong|hoi|thang|cong|bhxh|t(?:1|8|9|1[0-2])\W{1,3})\s*$", _before(view, match))
    if 2 <= month <= 7 and not (match["year"] or match["said_year"] or beside):
        return None
    return _month_made(view, match, month)


def _word_month(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    led = re.search(r"\b(?:hoi|tu|dau|vao|den|giua|cuoi|trong)\s+$", _before(view, match))
    if not (led or match["year"] or match["said_year"]):
        return None
    if not led and match["words"] == "nam" and not re.search(r"nam\s+nam", match.group()):
        return None  # "lương tối thiểu tháng năm 2026": a wage by the month, and a year
    spelled = spellings("months")[" ".join(match["words"].split())]
    if not view.fits(*match.span("words"), spelled) or _follows(view, match, "amounts"):
        return None
    month = words()["months"][spelled[0]]
    return _with_said_year(_dated(kind="month", month=month, year=_year(match["year"])), match)


def _quarter(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    counts_years = not match["said_year"] and re.match(r"\s*nam\b", view.folded[match.end() :][:_NEAR])
    if counts_years or not view.fits(*match.span("word"), ["quý"]):
        return None
    written = match["quarter"]
    number = {"i": 1, "ii": 2, "iii": 3, "iv": 4}.get(written) or int(written)
    return _with_said_year(_dated(kind="quarter", quarter=number, year=_year(match["year"])), match)


def _whole_year(view: View, match: re.Match[str]) -> dict[str, Any] | None:
    named = _LAW_YEAR.search(_before(view, match))
    if named and match.group().startswith("nam") and all(word in words()["law_names"] for word in named[2].split()):
        return None
    return {"kind": "year", "year": int(match["year"])}


def _with_said_year(made: dict[str, Any], match: re.Match[str]) -> dict[str, Any]:
    said = match.groupdict().get("said_year")
    if said:
        offsets = {" ".join(k.split()): v for k, v in said_years().items()}
        made = {**made, "year_offset": offsets[" ".join(said.split())]}
        made.pop("direction", None)
    return made


def _direction(view: View, match: re.Match[str]) -> str | None:
    before = re.search(r"([a-z]+)\s+(?:ngay|thang)?\s*$", _before(view, match))
    if re.match(r"\s*(?:vua\s+)?(?:roi|qua)\b", view.folded[match.end() : match.end() + _NEAR]):
        return "past"
    if _COMING.match(view.folded, match.end()):
        return "future"
    if before is None:
        return None
    return "past" if before[1] in words()["past"] else "future" if before[1] in words()["future"] else None


@cache
def said_years() -> dict[str, int]:
    """ "nam ngoai" → -1 and its like, folded."""
    found = {f"nam {fold(word)}": offset for word, offset in words()["after_unit"].items()}
    return {**found, fold(words()["next_year"]): 1}


@cache
def _patterns() -> list[tuple[re.Pattern[str], Builder]]:
    said = rf"(?P<said_year>{alternatives(said_years())})(?![a-z])"
    after = rf"(?:\s*(?:/|-|,?\s*nam\s+|\s)\s*{_YEAR}(?!\d)|\s+{said})?"
    later = rf"(?:\s+(?:nam\s+)?{_YEAR}(?!\d)|\s+{said})?"
    two_digits = r"(?:\s*/\s*(?P<year>(?:19|20)\d{2}|[2-3]\d)(?!\d|/))"
    not_number = r"(?![\d%]|[.,/]\d|/[a-z])"
    end_year = r"(?P<year>(?:19|20)\d{2}|[2-3]\d)(?![\d/]|[.,]\d)"
    day = r"(?<![\d/.,-])(?<!thu )(?P<day>\d{1,2})"
    month_part = rf"{_MONTH_WORD}\s*(?P<month>\d{{1,2}})"
    made: list[tuple[str, Builder]] = [
        (rf"{_DAY_WORD}{day}\s?[/.-]\s?(?P<month>\d{{1,2}})\s?[/.-]\s?{end_year}", _full_day),
        (rf"{_DAY_WORD}{day}\s+{month_part}(?!\d){after}{not_number}", _spoken_day),
        (rf"(?:{_MONTH_WORD}\s*)?(?<![\d/.,-])(?P<month>\d{{1,2}})\s?[/-]\s?{_YEAR}{not_number}(?!/)", _month_year),
        (rf"(?<![a-z]){_MONTH_WORD}\s*(?P<month>\d{{1,2}}){two_digits}", _month_year),
        (rf"{_DAY_WORD}{day}(?P<mark>[/.-])(?P<month>\d{{1,2}})(?!\d){later}{not_number}(?![\d/-])", _day_month),
        (rf"(?<![a-z]){month_part}{after}{not_number}", _month),
        (rf"(?<![a-z\d])t\s?\.?(?P<month>\d{{1,2}})(?:\s*[/-]\s*{_YEAR}|\s+{said})?(?![\da-z/%]|[.,]\d)", _short_month),
        (rf"(?<![a-z]){_MONTH_WORD}\s+(?P<words>{alternatives(words()['months'])})(?![a-z]){after}", _word_month),
        (rf"(?<![a-z])(?P<word>quy)\s*(?P<quarter>[1-4]|i{{1,3}}|iv)(?![a-z\d]){after}{not_number}", _quarter),
        (rf"(?<![a-z])nam\s+{_YEAR}(?![\d/])", _whole_year),
        (rf"(?<![a-z])(?:(?<!xa )hoi|tu|den|toi|dau|cuoi|giua|trong|thieu|luong|tet)\s+{_YEAR}(?![\d/])", _whole_year),
    ]
    return [(re.compile(pattern), build) for pattern, build in made]


def _absolute(view: View) -> Iterator[Span]:
    for pattern, build in _patterns():
        for match in pattern.finditer(view.folded):
            value = build(view, match)
            if value:
                start = match.start("year") if build is _whole_year else match.start()
                yield view.span(start, match.end(), value)


@cache
def _part_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![a-z])({alternatives(words()['parts'])})\s+(?:ngay\s+)?$")


def _with_part(view: View, span: Span) -> Span:
    """Adds "đầu", "giữa", "cuối" that stands before."""
    at = view.at(span.start)
    found = _part_pattern().search(view.folded, max(0, at - _NEAR), at)
    if not found or span.value["kind"] in ("day", "weekday") or span.value.get("unit") == "day":
        return span
    spelled = spellings("parts")[found[1]]
    if not view.fits(*found.span(1), spelled):
        return span
    part = words()["parts"][spelled[0]]
    return Span(view.start(found.start()), span.end, {**span.value, "part": part})


def _year_said_before(view: View, year: Span, span: Span) -> dict[str, Any]:
    """What "năm ngoái" or "năm 2025" right before a day, month or quarter without a year adds to it."""
    between = view.folded[view.at(year.end) : view.at(span.start)]
    dated = span.value["kind"] not in ("day", "month", "quarter") or {"year", "year_offset"} & set(span.value)
    if dated or not re.fullmatch(r"\s*,?\s*(?:hoi|hom|vao|luc)?\s*", between):
        return {}
    if year.value["kind"] == "year":
        return {"year": year.value["year"]}
    is_year = year.value["kind"] == "relative" and year.value["unit"] == "year"
    return {"year_offset": year.value["offset"]} if is_year else {}


def _with_years_before(view: View, spans: list[Span]) -> list[Span]:
    """Joins "năm ngoái 24/11" to one date."""
    made: list[Span] = []
    for span in spans:
        said = _year_said_before(view, made[-1], span) if made else {}
        if said:
            value = {key: kept for key, kept in span.value.items() if key != "direction"}
            span = Span(made.pop().start, span.end, {**value, **said})
        made.append(span)
    return made


def find_dates(s: str) -> list[Span]:
    """Date expressions in `s`, unresolved; a number that names a law ("145/2020/NĐ-CP") is none."""
    view = View(s)
    found = without_overlaps([*_absolute(view), *find_relative(view)])
    return _with_years_before(view, [_with_part(view, span) for span in found])
