"""Processes die while people write: nothing is lost, nothing is said twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.conftest import _house
from tests.e2e.house import House
from tests.e2e.killing import run


@pytest.fixture
def mortal_house(tmp_path: Path) -> Iterator[House]:
    yield from _house(tmp_path, FAILPOINTS=str(tmp_path / "failpoint"))


def test_every_message_is_answered_once_though_processes_are_killed(mortal_house: House) -> None:
    outcome = run(mortal_house, messages=40, people=10, kills=8)
    assert outcome.kills == 8
    assert outcome.is_clean(), outcome
