"""A part is stopped for real: nobody loses a message, everybody hears once, the answer comes when it is back."""

import time

import pytest

from tests.e2e.house import House, wait_for

QUESTION = "Công ty nợ lương 2 tháng thì làm sao?"
BASIS = "Điều 97"


def told(house: House, worker: str) -> list[str]:
    return [entry["text"] for entry in house.replies(worker)]


def answers(house: House, worker: str) -> int:
    return sum("Căn cứ" in text for text in told(house, worker))


@pytest.mark.parametrize("part", ["rasa", "actions"])
def test_a_stopped_part_is_waited_for(mended: House, part: str) -> None:
    worker = mended.person()
    mended.ask(worker, "xin chào")
    before = len(told(mended, worker))
    mended.stop(part)
    mended.say(worker, QUESTION)
    wait_for(lambda: len(told(mended, worker)) > before, 60, "the notice")
    time.sleep(6)
    assert len(told(mended, worker)) == before + 1, "one notice, once"
    assert answers(mended, worker) == 0
    mended.start(part)
    wait_for(lambda: answers(mended, worker), 120, "the answer")
    assert len(told(mended, worker)) == before + 2


def test_a_stopped_graph_api_gets_the_answer_later(mended: House) -> None:
    worker = mended.person()
    mended.ask(worker, "xin chào")
    mended.stop("facebook")
    assert mended.post_event(worker, QUESTION, "m_while_facebook_is_away") == 200
    time.sleep(3)
    mended.start("facebook")
    mended.wait_ready()
    wait_for(lambda: answers(mended, worker), 90, "the answer after the outage")
    time.sleep(3)
    assert answers(mended, worker) == 1


def test_a_graph_api_in_trouble_is_tried_again(mended: House) -> None:
    worker = mended.person()
    mended.ask(worker, "xin chào")
    mended.play_fault(mode="error", code=2)
    mended.say(worker, QUESTION)
    time.sleep(2)
    assert answers(mended, worker) == 0
    mended.play_fault()
    wait_for(lambda: answers(mended, worker), 60, "the answer after the trouble")
    assert answers(mended, worker) == 1


def test_a_worker_process_that_was_away_finds_the_messages(mended: House) -> None:
    worker = mended.person()
    mended.stop("worker")
    mended.say(worker, QUESTION)
    assert mended.replies(worker) == []
    mended.start("worker")
    wait_for(lambda: answers(mended, worker), 60, "the answer")


def test_the_whole_house_says_which_part_is_missing(mended: House) -> None:
    from tests.e2e.house import get_json

    mended.stop("actions")
    wait_for(lambda: not (get_json(mended.url("web", "/readyz")) or {}).get("ready"), 30, "readyz to notice")
    parts = (get_json(mended.url("web", "/readyz")) or {})["parts"]
    assert parts["actions"] != "ok" and parts["database"] == "ok"
