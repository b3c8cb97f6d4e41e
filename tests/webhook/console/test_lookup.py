"""Looking up the law as an expert types."""

from __future__ import annotations

from datetime import date

import pytest

from tests.webhook.desk import Desk, sample_law
from webhook.console.lookup import look_up
from webhook.tickets.citations import from_form, state_on, to_form

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("điều 35", "45/2019/QH14|35"),
        ("dieu 35 blld", "45/2019/QH14|35"),
        ("Đ.35 bộ luật lao động", "45/2019/QH14|35"),
        ("khoản 2 Điều 35 BLLĐ 2019", "45/2019/QH14|35|2"),
        ("điểm b khoản 2 điều 35", "45/2019/QH14|35|2|b"),
        ("145 điều 8", "145/2020/NĐ-CP|8"),
        ("điều 8 nghị định 145/2020", "145/2020/NĐ-CP|8"),
        ("nđ 145 đ 8 k3", "145/2020/NĐ-CP|8|3"),
        ("điều 35 nđ 12", "12/2022/NĐ-CP|35"),
        ("công ty nợ lương", "45/2019/QH14|97"),
        ("no luong", "45/2019/QH14|97"),
        ("nghỉ việc báo trước", "45/2019/QH14|35"),
    ],
)
def test_what_is_meant_comes_first(typed: str, first: str) -> None:
    assert look_up(sample_law(), typed, TODAY)[0].value == first


@pytest.mark.parametrize("typed", ["", " ", "đ", "điều 999", "khoản 9 điều 35 blld", "qqqq zzzz", "<script>", "%%%"])
def test_what_means_nothing_finds_nothing(typed: str) -> None:
    assert look_up(sample_law(), typed, TODAY) == []


def test_what_is_in_force_stands_before_what_is_not() -> None:
    found = look_up(sample_law(), "điều 35", TODAY)
    assert [(place.value, place.state) for place in found] == [
        ("45/2019/QH14|35", "in_force"),
        ("99/2027/NĐ-CP|35", "future"),
        ("12/2022/NĐ-CP|35", "repealed"),
    ]


def test_the_state_depends_on_the_day() -> None:
    old, new = from_form("12/2022/NĐ-CP|35"), from_form("99/2027/NĐ-CP|35")
    assert old is not None
    assert new is not None
    law = sample_law()
    assert [state_on(law, old, day) for day in (date(2026, 9, 9), date(2026, 9, 10))] == ["in_force", "repealed"]
    assert [state_on(law, new, day) for day in (date(2026, 12, 31), date(2027, 1, 1))] == ["future", "in_force"]


@pytest.mark.parametrize("value", ["45/2019/QH14|35", "45/2019/QH14|35|2", "45/2019/QH14|35|2|b"])
def test_a_citation_survives_the_form(value: str) -> None:
    citation = from_form(value)
    assert citation is not None
    assert to_form(citation) == value


@pytest.mark.parametrize("value", ["", "45/2019/QH14", "|35", "a|b|c|d|e"])
def test_what_is_no_citation_is_none(value: str) -> None:
    assert from_form(value) is None


def test_the_search_box_gets_json(desk: Desk) -> None:
    answer = desk.get("/console/citations?q=điều 97")
    assert answer.get_json() == [
        {
            "value": "45/2019/QH14|97",
            "label": "Điều 97 Bộ luật Lao động 2019",
            "heading": "Kỳ hạn trả lương",
            "summary": "Trả trễ vì lý do bất khả kháng thì không quá 30 ngày; trễ từ 15 ngày phải đền thêm tiền lãi.",
            "state": "in_force",
            "state_words": "đang có hiệu lực",
        }
    ]
    assert desk.get("/console/citations?q=" + "x" * 300).status_code == 400
    assert desk.get("/console/citations").get_json() == []


def test_a_stranger_gets_no_json(office: object, desk: Desk) -> None:
    desk.post("/console/logout", {})
    answer = desk.get("/console/citations?q=luong", headers={"Accept": "application/json"})
    assert answer.status_code == 401
