"""Processes die while people write: nothing is lost, nothing is said twice."""

from tests.e2e.house import House
from tests.e2e.killing import run


def test_every_message_is_answered_once_though_processes_are_killed(mended: House) -> None:
    outcome = run(mended, messages=40, people=10, kills=8)
    assert outcome.kills == 8
    assert outcome.is_clean(), outcome
