"""tests/e2e/conversations.yaml through the real agent and the real actions; what is `known` must still fail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions import sending
from actions.escalations import Ticket
from evaluation.talking import VIETNAM, House, Said, Talk, quick_replies, words

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 23)
RECORDED = ("decision", "act", "topic", "entry", "cause", "department")
MESSAGES, CHARACTERS = 3, 2000
TALKS: list[dict[str, Any]] = [
    talk
    for path in sorted((ROOT / "tests/e2e").glob("conversations*.yaml"))
    for talk in yaml.safe_load(path.read_text(encoding="utf-8"))
]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    from bot.train import find_newest

    model = find_newest(ROOT / "models")
    if model is None:
        pytest.skip("no trained model: run `make train`")
    found = House(model)
    yield found
    found.close()


@pytest.fixture(autouse=True)
def webhook(monkeypatch: pytest.MonkeyPatch) -> None:
    due = datetime(2026, 11, 24, 21, 4, tzinfo=VIETNAM) + timedelta()
    monkeypatch.setattr(sending, "open_ticket", lambda body: Ticket("TV-TEST", "quan_he_lao_dong", due, True))


@pytest.mark.parametrize("talk", TALKS, ids=lambda talk: talk["name"])
def test_conversation(house: House, talk: dict[str, Any]) -> None:
    wrong = led(house, talk)
    if talk.get("known"):
        assert wrong, f"{talk['name']}: goes well now, take `known` away"
        pytest.xfail(talk["known"])
    assert not wrong, "\n".join(wrong)


def test_there_are_enough_and_few_are_known() -> None:
    assert len(TALKS) >= 80 and len({talk["name"] for talk in TALKS}) == len(TALKS)
    assert sum("known" in talk for talk in TALKS) <= 8
    assert all(len(talk["turns"]) <= 6 for talk in TALKS)


def led(house: House, talk: dict[str, Any]) -> list[str]:
    """Lead a conversation to its end; a sentence for whatever went wrong in the first turn that did."""
    going = Talk(house, talk.get("day", DAY))
    for turn in talk["turns"]:
        said, day = turn.get("say") or turn["tap"], turn.get("day")
        try:
            reply = going.say(said, day, turn.get("wait", False)) if "say" in turn else going.tap(said, day)
        except KeyError:
            return [f"{said}: no such button"]
        wrong = list(faults(turn, reply))
        if wrong:
            return [f"{said}: {one}" for one in wrong]
    return []


def faults(turn: dict[str, Any], reply: Said) -> Iterator[str]:
    """What a reply lacks of what a turn expects."""
    record, text = reply["record"], words(reply)
    for name in RECORDED:
        if name in turn and record.get(name) not in listed(turn[name]):
            yield f"{name} is {record.get(name)}, not {turn[name]} (entry {record.get('entry')}): {text[:200]}"
    cited = {f"{place['document']} {place['article']}" for place in record.get("citations") or []}
    yield from (f"does not cite {place} but {cited}" for place in listed(turn.get("cites")) if place not in cited)
    yield from (f"does not say {one!r}: {text[:600]}" for one in listed(turn.get("text")) if one not in text)
    yield from (f"says {one!r}: {text[:300]}" for one in listed(turn.get("absent")) if one in text)
    titles = [button["title"] for button in quick_replies(reply)]
    yield from (f"does not offer {one}: {titles}" for one in listed(turn.get("buttons")) if one not in titles)
    if len(reply["messages"]) > MESSAGES or any(len(one["text"]) > CHARACTERS for one in reply["messages"]):
        yield f"is too long: {[len(one['text']) for one in reply['messages']]}"


def listed(value: Any) -> list[Any]:
    """None as nothing, one value as a list of it."""
    return [] if value is None else value if isinstance(value, list) else [value]
