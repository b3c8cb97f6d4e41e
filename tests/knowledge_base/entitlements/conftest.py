"""The shipped law and the day that the tests are asked on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import Outcome, calculate

Calculate = Callable[..., Outcome]


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The whole law, read once."""
    return knowledge_base.load()


@pytest.fixture
def on() -> date:
    return date(2026, 11, 23)


@pytest.fixture
def worked_out(shipped: KnowledgeBase, on: date) -> Calculate:
    """Calculate with facts as keywords, on the day of the tests or `at` another one."""

    def run(name: str, at: date = on, **facts: Any) -> Outcome:
        return calculate(name, facts, shipped, at)

    return run
