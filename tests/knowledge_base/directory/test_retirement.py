"""The month of retirement against the tables of NĐ 135/2020."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.directory.retirement import Month, Sex, retirement_month

TEXT = Path(__file__).resolve().parents[4] / "shared" / "law" / "texts" / "135_2020_ND-CP.json"

# The first and the last month of birth of each step of annex I, and the month in which the age is reached.
NORMAL: list[tuple[Sex, Month, Month]] = [
    ("men", (1960, 12), (2020, 12)),
    ("men", (1961, 1), (2021, 4)),
    ("men", (1961, 9), (2021, 12)),
    ("men", (1961, 10), (2022, 4)),
    ("men", (1962, 6), (2022, 12)),
    ("men", (1962, 7), (2023, 4)),
    ("men", (1963, 3), (2023, 12)),
    ("men", (1963, 4), (2024, 4)),
    ("men", (1963, 12), (2024, 12)),
    ("men", (1964, 1), (2025, 4)),
    ("men", (1964, 9), (2025, 12)),
    ("men", (1964, 10), (2026, 4)),
    ("men", (1965, 6), (2026, 12)),
    ("men", (1965, 7), (2027, 4)),
    ("men", (1966, 3), (2027, 12)),
    ("men", (1966, 4), (2028, 4)),
    ("men", (1990, 5), (2052, 5)),
    ("women", (1965, 12), (2020, 12)),
    ("women", (1966, 1), (2021, 5)),
    ("women", (1966, 8), (2021, 12)),
    ("women", (1966, 9), (2022, 5)),
    ("women", (1967, 4), (2022, 12)),
    ("women", (1967, 5), (2023, 5)),
    ("women", (1967, 12), (2023, 12)),
    ("women", (1968, 1), (2024, 5)),
    ("women", (1968, 9), (2025, 5)),
    ("women", (1969, 4), (2025, 12)),
    ("women", (1969, 5), (2026, 5)),
    ("women", (1969, 12), (2026, 12)),
    ("women", (1970, 1), (2027, 5)),
    ("women", (1974, 9), (2034, 5)),
    ("women", (1975, 4), (2034, 12)),
    ("women", (1975, 5), (2035, 5)),
    ("women", (1999, 2), (2059, 2)),
]
# Annex II: five years less.
HARD: list[tuple[Sex, Month, Month]] = [
    ("men", (1966, 1), (2021, 4)),
    ("men", (1966, 9), (2021, 12)),
    ("men", (1966, 10), (2022, 4)),
    ("men", (1971, 3), (2027, 12)),
    ("men", (1971, 4), (2028, 4)),
    ("women", (1971, 1), (2021, 5)),
    ("women", (1971, 9), (2022, 5)),
    ("women", (1980, 4), (2034, 12)),
    ("women", (1980, 5), (2035, 5)),
]


@pytest.fixture(scope="module")
def shipped() -> KnowledgeBase:
    return knowledge_base.load()


@pytest.mark.parametrize(("sex", "born", "reached"), NORMAL)
def test_normal_work(shipped: KnowledgeBase, sex: Sex, born: Month, reached: Month) -> None:
    assert retirement_month(born, sex, shipped.parameters) == reached


@pytest.mark.parametrize(("sex", "born", "reached"), HARD)
def test_hard_work(shipped: KnowledgeBase, sex: Sex, born: Month, reached: Month) -> None:
    assert retirement_month(born, sex, shipped.parameters, hard_work=True) == reached


def test_coal_miners_retire_ten_years_earlier(shipped: KnowledgeBase) -> None:
    years = int(shipped.parameters["retirement_age.miner_reduction"].values[-1].value)
    assert retirement_month((1976, 4), "men", shipped.parameters, earlier_years=years) == (2028, 4)


def test_each_month_of_birth_is_after_the_one_before(shipped: KnowledgeBase) -> None:
    for sex in ("men", "women"):
        months = [(year, month) for year in range(1955, 1985) for month in range(1, 13)]
        reached = [retirement_month(born, sex, shipped.parameters) for born in months]
        assert reached == sorted(set(reached)), sex


def test_a_month_that_is_none_is_refused(shipped: KnowledgeBase) -> None:
    with pytest.raises(ValueError, match="month 13"):
        retirement_month((1980, 13), "men", shipped.parameters)


@pytest.mark.skipif(not TEXT.exists(), reason="the official texts are not beside the repository")
@pytest.mark.parametrize(("article", "less"), [("4", 0), ("5", 60)])
def test_the_steps_are_those_of_the_official_tables(shipped: KnowledgeBase, article: str, less: int) -> None:
    articles = {item["article"]: item["text"] for item in json.loads(TEXT.read_text(encoding="utf-8"))["articles"]}
    men, _, women = articles[article].partition("Lao động nữ:")
    rows = 0
    for sex, table in (("men", men.partition("Lao động nam:")[2]), ("women", women)):
        for year, age, odd in re.findall(r"(20\d\d)(?: trở đi)? \| (\d\d) tuổi(?: (\d) tháng)?", table):
            step = shipped.parameters[f"retirement_age.{sex}.{year}"].values[-1].value
            assert step - less == int(age) * 12 + int(odd or 0), (sex, year)
            rows += 1
    assert rows == 8 + 15
