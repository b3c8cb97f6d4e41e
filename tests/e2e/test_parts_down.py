"""A part is stopped for real: nobody loses a message, everybody hears once, the answer comes when it is back."""

import time

import pytest

from tests.e2e.house import House, wait_for

QUESTION = "Công ty nợ lương 2 tháng thì làm sao?"


def told(house: House, worker: str) -> list[str]:
    return [entry["text"] for entry in house.replies(worker)]


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_stopped_part_is_waited_for(own_house: House, part: str) -> None:
    house = own_house
    worker = house.person()
    house.ask(worker, "xin chào")
    before = len(told(house, worker))
    house.stop(part)
    house.say(worker, QUESTION)
    wait_for(lambda: len(told(house, worker)) > before, 60, "the notice")
    time.sleep(6)
    assert len(told(house, worker)) == before + 1, "one notice, once"
    house.start(part)
    wait_for(lambda: any("Điều 97" in text or "97," in text for text in told(house, worker)), 120, "the answer")
    assert len(told(house, worker)) == before + 2


def test_a_refusing_graph_api_gets_the_answer_later(own_house: House) -> None:
    house = own_house
    worker = house.person()
    house.ask(worker, "xin chào")
    house.play_fault(mode="status", status=503)
    house.say(worker, QUESTION)
    time.sleep(3)
    assert not any("Điều 97" in text for text in told(house, worker))
    house.play_fault()
    wait_for(lambda: any("97" in text for text in told(house, worker)), 90, "the answer after the outage")
    assert sum("97" in text for text in told(house, worker)) == 1


def test_a_worker_process_that_was_away_finds_the_messages(own_house: House) -> None:
    house = own_house
    worker = house.person()
    house.stop("worker")
    house.say(worker, QUESTION)
    assert house.replies(worker) == []
    house.start("worker")
    wait_for(lambda: any("97" in text for text in told(house, worker)), 60, "the answer")
