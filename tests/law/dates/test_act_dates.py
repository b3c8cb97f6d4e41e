"""find_act_date on the sentences of act_dates.yaml, as written and without accents."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.text import find_act_date, fold

CASES: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("act_dates.yaml").read_text(encoding="utf-8"))
SENT_AT: datetime = datetime.fromisoformat("2026-11-23T21:04:00+07:00")


def test_there_are_forty_sentences() -> None:
    texts = [case["text"] for case in CASES["sentences"]]
    assert len(texts) == len(set(texts)) >= 40


@pytest.mark.parametrize("case", CASES["sentences"], ids=lambda case: str(case["text"])[:40])
def test_the_law_is_asked_on_the_day_of_the_act(case: dict[str, Any]) -> None:
    expected: date | None = case["expected"]
    assert find_act_date(case["text"], SENT_AT) == expected
    assert find_act_date(fold(case["text"]), SENT_AT) == expected
