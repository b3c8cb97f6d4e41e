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
    assert index.find(words, ON)[0].unit.id == "faq:resign_notice.days"


def test_only_the_law_of_the_day_is_found(index: SearchIndex) -> None:
    now = {hit.unit.id for hit in index.find("nghỉ việc báo trước", ON, limit=100)}
    then = {hit.unit.id for hit in index.find("nghỉ việc báo trước", date(2016, 5, 1), limit=100)}
    assert "faq:resign_notice.days" in now and "faq:resign_notice.days" not in then
    assert not {unit for unit in now if "10/2012" in unit}
    assert {unit for unit in then if "10/2012" in unit}


def test_the_topic_prior_lifts_its_units(index: SearchIndex) -> None:
    plain = {hit.unit.id: hit.score for hit in index.find("nghỉ việc", ON)}
    lifted = {hit.unit.id: hit.score for hit in index.find("nghỉ việc", ON, {"resign_notice": 0.9})}
    assert lifted["faq:resign_notice.days"] > plain["faq:resign_notice.days"]


def test_an_article_that_the_words_name_comes_first(index: SearchIndex) -> None:
    named = index.find("theo điều đó thì nghỉ sinh mấy tháng", ON, named={("45/2019/QH14", "139")})
    assert named[0].unit.articles[0] == ("45/2019/QH14", "139")


@pytest.mark.parametrize("nothing", ["", "   ", "🙂", "zzzz qqqq"])
def test_words_that_say_nothing_find_nothing(index: SearchIndex, nothing: str) -> None:
    assert index.find(nothing, ON) == []


def test_ties_go_by_id() -> None:
    def unit(name: str) -> Unit:
        return Unit(name, "faq", (), "cùng một câu", ("cùng một câu",), "", (("1", "1"),), date(2020, 1, 1), None)

    index = SearchIndex([unit("a"), unit("b"), unit("c")])
    assert [hit.unit.id for hit in index.find("cùng một câu", ON)] == ["a", "b", "c"]
