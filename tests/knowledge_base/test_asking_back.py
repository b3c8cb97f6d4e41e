"""Which answers are offered when it is not sure which one is meant."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge_base import KnowledgeBase
from knowledge_base.decision import Question
from knowledge_base.decision.asking_back import find_options, find_others
from knowledge_base.search import Found, Hit
from knowledge_base.search.units import list_units

ON = date(2026, 11, 23)
AMOUNT, MONTHS, PAYMENT, RATES = (
    "unemployment_amount.amount",
    "unemployment_amount.months",
    "unemployment_amount.payment_date",
    "overtime_pay.rates",
)


@pytest.fixture(scope="module")
def hits(shipped: KnowledgeBase) -> dict[str, Hit]:
    units = {unit.id.removeprefix("faq:"): unit for unit in list_units(shipped)}
    alike = {AMOUNT: 0.8, MONTHS: 0.75, PAYMENT: 0.7, RATES: 0.75}
    return {name: Hit(units[name], q, question=q, body=0.3, pieces=q, topic=0.4) for name, q in alike.items()}


def asked(hits: dict[str, Hit], *names: str) -> Found:
    return Found([hits[name] for name in names], {})


def question(*ranking: tuple[str, float]) -> Question:
    return Question("bh thất nghiệp tính sao z", ON, ranking)


def offered(options: object) -> list[str | None]:
    return [option.entry for option in options]  # type: ignore[attr-defined]


def test_answers_of_one_topic_are_offered_side_by_side(shipped: KnowledgeBase, hits: dict[str, Hit]) -> None:
    options = find_options(question(("unemployment_amount", 0.8)), shipped, asked(hits, PAYMENT, AMOUNT, MONTHS))
    assert offered(options) == [AMOUNT, MONTHS, PAYMENT]
    assert len({option.title for option in options}) == 3


def test_an_answer_of_an_unlikely_topic_is_not_offered(shipped: KnowledgeBase, hits: dict[str, Hit]) -> None:
    options = find_options(question(("unemployment_amount", 0.8)), shipped, asked(hits, AMOUNT, RATES, MONTHS))
    assert offered(options) == [AMOUNT, MONTHS]


def test_what_hardly_may_be_meant_is_not_offered(shipped: KnowledgeBase, hits: dict[str, Hit]) -> None:
    unit = hits[MONTHS].unit
    far = {**hits, MONTHS: Hit(unit, 0.1, question=0.1, body=0.1, pieces=0.0, topic=0.4)}
    options = find_options(question(("unemployment_amount", 0.8)), shipped, asked(far, AMOUNT, PAYMENT, MONTHS))
    assert offered(options) == [AMOUNT, PAYMENT]


def test_beside_an_answer_only_others_are_offered(shipped: KnowledgeBase, hits: dict[str, Hit]) -> None:
    options = find_others(question(("unemployment_amount", 0.8)), shipped, asked(hits, AMOUNT, MONTHS), told=AMOUNT)
    assert offered(options) == [MONTHS]
