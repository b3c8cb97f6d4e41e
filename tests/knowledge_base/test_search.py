"""Search over the small law: folded words, dates, priors, ties."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.search import SearchIndex, Unit, build_index

ON = date(2026, 11, 23)


@pytest.fixture(scope="module")
def index(kb: KnowledgeBase) -> SearchIndex:
    return build_index(kb)


@pytest.mark.parametrize(
    "words", ["xin nghỉ việc báo trước bao lâu", "xin nghi viec bao truoc bao lau", "XIN NGHỈ VIỆC"]
)
def test_words_meet_with_and_without_accents(index: SearchIndex, words: str) -> None:
    assert index.find(words, ON).hits[0].unit.id == "faq:resign_notice.days"


def test_only_the_law_of_the_day_is_found(index: SearchIndex) -> None:
    now = {hit.unit.id for hit in index.find("nghỉ việc báo trước", ON, limit=100).hits}
    then = {hit.unit.id for hit in index.find("nghỉ việc báo trước", date(2016, 5, 1), limit=100).hits}
    assert "faq:resign_notice.days" in now and "faq:resign_notice.days" not in then
    assert not {unit for unit in now if "10/2012" in unit}
    assert {unit for unit in then if "10/2012" in unit}


def test_the_topic_prior_lifts_its_units(index: SearchIndex) -> None:
    plain = {hit.unit.id: hit.score for hit in index.find("nghỉ việc", ON).hits}
    lifted = {hit.unit.id: hit.score for hit in index.find("nghỉ việc", ON, {"resign_notice": 0.9}).hits}
    assert lifted["faq:resign_notice.days"] > plain["faq:resign_notice.days"]


def test_an_article_that_the_words_name_comes_first(index: SearchIndex) -> None:
    named = index.find("theo điều đó thì nghỉ sinh mấy tháng", ON, named={("45/2019/QH14", "139")})
    assert named.hits[0].unit.articles[0] == next(iter(named.articles)) == ("45/2019/QH14", "139")


@pytest.mark.parametrize("nothing", ["", "   ", "🙂", "zzzz qqqq"])
def test_words_that_say_nothing_find_nothing(index: SearchIndex, nothing: str) -> None:
    assert not index.find(nothing, ON).hits and not index.find(nothing, ON).articles


def test_ties_go_by_id() -> None:
    def unit(name: str) -> Unit:
        return Unit(name, "faq", (), "cùng một câu", ("cùng một câu",), "", (("1", "1"),), date(2020, 1, 1), None)

    index = SearchIndex([unit("a"), unit("b"), unit("c")])
    assert [hit.unit.id for hit in index.find("cùng một câu", ON).hits] == ["a", "b", "c"]


def test_words_of_one_meaning_meet(index: SearchIndex) -> None:
    plain, legal = "cong ty sa thai em", "người sử dụng lao động đuổi việc người lao động"
    assert index.find(plain, ON).hits[0].unit.id == index.find(legal, ON).hits[0].unit.id


def test_a_slip_of_the_fingers_still_finds(index: SearchIndex) -> None:
    assert index.find("xin ngihi việc báo trươcs", ON).hits[0].unit.topics[0] == "resign_notice"


def test_articles_come_with_chances(index: SearchIndex) -> None:
    chances = list(index.find("nghỉ việc báo trước", ON).articles.values())
    assert chances == sorted(chances, reverse=True) and 0.5 < sum(chances) <= 1.000001


def test_the_code_comes_before_a_decree_that_repeats_it() -> None:
    def unit(document: str) -> Unit:
        words = "trợ cấp thôi việc"
        return Unit(document, "article", (), words, (words,), words, ((document, "1"),), date(2020, 1, 1), None)

    index = SearchIndex([unit("1/2020/NĐ-CP"), unit("2/2020/QH14")], {"1/2020/NĐ-CP": "decree", "2/2020/QH14": "code"})
    assert list(index.find("trợ cấp thôi việc", ON).articles) == [("2/2020/QH14", "1"), ("1/2020/NĐ-CP", "1")]


def test_fines_come_first_only_where_a_fine_is_asked() -> None:
    words = "không trả trợ cấp thôi việc"
    units = [
        Unit(document, "article", (), words, (words,), words, ((document, "1"),), date(2020, 1, 1), None)
        for document in ("fines", "law")
    ]
    index = SearchIndex(units, {"fines": "sanction", "law": "law"})
    assert next(iter(index.find("công ty không trả trợ cấp thôi việc", ON).articles))[0] == "law"
    assert next(iter(index.find("không trả trợ cấp thôi việc bị phạt bao nhiêu", ON).articles))[0] == "fines"


def _night(name: str, only_for: tuple[str, ...] = ()) -> Unit:
    asked = ("tăng ca đêm chủ nhật tính mấy phần trăm",)
    return Unit(name, "faq", (), "", asked, "", (("1", "1"),), date(2020, 1, 1), None, only_for=only_for)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("tăng ca chủ nhật tính mấy phần trăm", ["any"]),
        ("tăng ca ĐÊM chủ nhật tính mấy phần trăm", ["any", "night"]),
        ("tang ca dem chu nhat", ["any", "night"]),
        ("tăng ca đêmm chủ nhật", ["any", "night"]),
        ("tăng ca chủ nhật có đếm giờ không", ["any"]),
        ("tăng ca chủ nhật đi đem về", ["any"]),
        ("tang ca chu nhat di dem ve", ["any", "night"]),
        ("tăng ca điểm danh chủ nhật", ["any"]),
        ("tăng ca chủ nhật hồi 3/2024", ["any", "year"]),
    ],
)
def test_what_is_only_for_a_word_is_found_by_that_word(words: str, found: list[str]) -> None:
    index = SearchIndex([_night("any"), _night("night", ("đêm", "khuya")), _night("year", ("2024",))])
    assert sorted(hit.unit.id for hit in index.find(words, ON).hits) == found


def test_what_a_heading_tells_beyond_the_question_counts() -> None:
    def unit(heading: str) -> Unit:
        return Unit(heading, "faq", (), heading, ("nghỉ đẻ mấy tháng",), "", (("1", "1"),), date(2020, 1, 1), None)

    index = SearchIndex([unit("nghỉ đẻ mấy tháng"), unit("nghỉ đẻ mấy tháng khi sinh đôi"), unit("ký quỹ")])
    unsaid = {hit.unit.heading: hit.unsaid for hit in index.find("nghỉ đẻ mấy tháng", ON).hits}
    assert unsaid["nghỉ đẻ mấy tháng"] == 0.0 < unsaid["nghỉ đẻ mấy tháng khi sinh đôi"] < unsaid["ký quỹ"] == 1.0


@pytest.mark.parametrize(
    ("words", "share"),
    [
        ("nghỉ phép năm mấy ngày", 0.0),
        ("chào ad, cho em hỏi nghỉ phép năm mấy ngày ạ", 0.0),
        ("ở Bình Dương làm 26 ngày công nghỉ phép năm mấy ngày", 0.0),
        ("nghỉ phép năm của bộ đội mấy ngày", 0.5),
    ],
)
def test_what_a_question_says_beyond_a_unit(words: str, share: float) -> None:
    asked = ("nghỉ phép năm được mấy ngày công",)
    unit = Unit("leave", "faq", (), "Phép năm", asked, "làm đủ năm", (("1", "1"),), date(2020, 1, 1), None)
    hit = SearchIndex([unit], places=["Bình Dương"]).find(words, ON).hits[0]
    assert (hit.foreign_share > 0.2) is (share > 0) and (hit.foreign > 0) is (share > 0)


def test_a_line_break_in_a_wording_does_not_shift_the_others() -> None:
    def unit(name: str, *asked: str) -> Unit:
        return Unit(name, "faq", (), name, asked, name, (("1", "1"),), date(2020, 1, 1), None)

    index = SearchIndex([unit("một", "nghỉ đẻ\nmấy tháng", "sinh con"), unit("hai", "ký quỹ"), unit("ba", "tăng ca")])
    assert [index.find(words, ON).hits[0].unit.id for words in ("nghỉ đẻ mấy tháng", "ký quỹ", "tăng ca")] == [
        "một",
        "hai",
        "ba",
    ]
