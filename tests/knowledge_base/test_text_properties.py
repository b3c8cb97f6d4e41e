"""What must be true of every text, however strange."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge_base.citations import find
from knowledge_base.text import (
    Span,
    find_act_date,
    find_dates,
    find_durations,
    find_money,
    find_percents,
    fold,
    nfc,
    normalize_query,
    resolve_date,
    tokens,
)

TODAY = date(2026, 11, 23)
Finder = Callable[[str], list[Span]]
FINDERS: list[Finder] = [find_money, find_durations, find_dates, find_percents]

_PIECES = [
    *[
        "lương",
        "luong",
        "5tr5",
        "7 triệu rưỡi",
        "5.310.000đ",
        "200k",
        "tháng 5/2025",
        "hôm qua",
        "24/11",
        "2 năm 3 tháng",
    ],
    *[
        "gần",
        "đến",
        "-",
        "từ",
        "năm",
        "nam",
        "rưỡi",
        "30%",
        "phần trăm",
        "Điều 35",
        "khoản 2",
        "BLLĐ 2019",
        "NĐ 145/2020",
    ],
    *[
        "hoà",
        "tòan",
        "qúy",
        "ko",
        "dc",
        "k",
        "z",
        "😀",
        "\u200b",
        "\u0301",
        "\n",
        "?",
        ",",
        "1",
        "12",
        "thứ 2 tuần trước",
    ],
    *[
        "luwowng",
        "lu7o7ng",
        "nghi3",
        "khongtraluong",
        "lunog",
        "congty",
        "fải",
        "ｌươｎｇ",
        "kotra",
        "tnào",
        "má",
        "vô",
    ],
    *["https://a.vn/ko", "e@cty.vn", "thang5", "d9u7o7c5", "bhxhh", "kêu", "em", "tr", "ba", "nghĩ", "lg", "cp"],
    *["cuối", "năm ngoái", "quý 3", "t9", "hai mươi lăm", "nửa", "III", "đ", "a", "điểm a", "//", "..", "0", "ạ"],
]
SPEECH = st.lists(st.sampled_from(_PIECES), max_size=9).flatmap(
    lambda pieces: st.sampled_from([" ", "", "  "]).map(lambda glue: glue.join(pieces))
)
ANYTHING = st.one_of(SPEECH, st.text(max_size=60))


@given(ANYTHING)
def test_nfc_is_idempotent_and_nfc(s: str) -> None:
    once = nfc(s)
    assert nfc(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert nfc(unicodedata.normalize("NFD", s)) == once


@given(ANYTHING)
def test_fold_is_idempotent_and_sees_through_accents(s: str) -> None:
    assert fold(fold(s)) == fold(s)
    assert fold(nfc(s)) == fold(s)


@given(ANYTHING)
def test_tokens_are_in_the_text(s: str) -> None:
    lowered = nfc(s).lower()
    at = 0
    for token in tokens(s):
        at = lowered.index(token, at) + len(token)


@given(ANYTHING)
def test_normalize_query_is_idempotent(s: str) -> None:
    once = normalize_query(s)
    assert normalize_query(once) == once


@pytest.mark.parametrize("finder", FINDERS)
@given(s=ANYTHING)
def test_spans_lie_in_order_in_the_given_text(finder: Finder, s: str) -> None:
    end = 0
    for span in finder(s):
        assert end <= span.start < span.end <= len(s)
        assert s[span.start : span.end].strip() == s[span.start : span.end].strip("\u200b")
        end = span.end


@pytest.mark.parametrize("finder", FINDERS)
@given(s=SPEECH)
def test_the_same_is_found_in_decomposed_text(finder: Finder, s: str) -> None:
    decomposed = unicodedata.normalize("NFD", s)
    assert [span.value for span in finder(decomposed)] == [span.value for span in finder(nfc(s))]


@given(ANYTHING)
def test_dates_resolve_or_are_refused(s: str) -> None:
    for span in find_dates(s):
        try:
            first, last = resolve_date(span.value, TODAY)
        except ValueError:
            continue
        assert first <= last
    assert find_act_date(s, TODAY) is None or isinstance(find_act_date(s, TODAY), date)


@given(ANYTHING)
def test_mentions_lie_in_the_given_text(s: str) -> None:
    for mention in find(s):
        assert s[mention.start : mention.end] == mention.text
        assert mention.document or mention.article


@given(
    before=st.sampled_from(["", "e hỏi ", "ko biết ", "cty nói theo ", "😀 "]),
    point=st.sampled_from(["", "điểm a ", "điểm k ", "diem e ", "điểm đ "]),
    clause=st.sampled_from(["khoản 1 ", "khoan 2 ", "k3 ", "K.4 "]),
    article=st.sampled_from(["Điều 35", "điều 125", "Đ.35", "đ35", "dieu 7"]),
    document=st.sampled_from(["", " BLLĐ", " blld", " NĐ 145/2020/NĐ-CP", " Bộ luật Lao động 2019"]),
    after=st.sampled_from(["", " z", " đúng ko ạ?", ", e ở HN", "\n"]),
)
def test_legal_references_survive_normalization(
    before: str, point: str, clause: str, article: str, document: str, after: str
) -> None:
    text = f"{before}{point}{clause}{article}{document}{after}"
    told = [(m.article, m.clause, m.point, m.document is not None) for m in find(text) if m.article]
    again = [(m.article, m.clause, m.point, m.document is not None) for m in find(normalize_query(text)) if m.article]
    assert told == again
    assert len(told) == 1
    assert told[0][2] == (fold(point)[-2:-1] or None if "đ" not in point.split(" ")[-2:-1] else "đ")


@given(
    before=st.sampled_from(["", "e lãnh ", "cty hứa trả ", "nghi3 từ ", "kotraluong "]),
    piece=st.sampled_from(
        ["5tr5", "7 triệu rưỡi", "5.310.000đ", "200k", "12/5/2025", "tháng 5/2025", "24/11", "2 năm 3 tháng", "30%"]
    ),
    after=st.sampled_from(["", " dc ko", " luwowng", " z ad", ", e ở Q7"]),
)
def test_money_and_dates_survive_normalization(before: str, piece: str, after: str) -> None:
    text = f"{before}{piece}{after}"
    for finder in FINDERS:
        assert [span.value for span in finder(text)] == [span.value for span in finder(normalize_query(text))]


@given(st.lists(st.sampled_from(_PIECES), max_size=6).map(" ".join))
def test_links_and_document_numbers_survive_normalization(s: str) -> None:
    kept = "https://cty.vn/kotra x.y@cty.com.vn 145/2020/NĐ-CP"
    assert normalize_query(f"{s} {kept}").endswith(kept)


@pytest.mark.parametrize("length", [20_000])
@pytest.mark.parametrize(
    "piece",
    [
        "5tr 5-6 ",
        "tháng 5 ",
        "9",
        "Điều 35, 36, ",
        "a",
        "điểm a, ",
        "một hai ba ",
        "1/1/1/",
        "k ",
        "luwowng",
        "a.b@c ",
        "a1",
    ],
)
def test_very_long_texts_are_read(piece: str, length: int) -> None:
    text = (piece * length)[:length]
    for finder in FINDERS:
        assert all(span.end <= length for span in finder(text))
    assert len(find(text)) <= length
    assert normalize_query(text)
