"""Each calculation as a chat through the real processes: interrupted, corrected; and the ticket that carries it."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import yaml

from knowledge_base.entitlements import list_calculations
from tests.e2e.desk import Desk
from tests.e2e.house import House

CHATS: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parent / "calculations.yaml").read_text(encoding="utf-8")
)["chats"]
AT_ONCE = 4
LONGEST = 2000
Heard = list[tuple[dict[str, Any], str]]


@pytest.fixture(scope="module")
def played(house: House) -> dict[str, Heard]:
    """All chats, several workers at once."""
    workers = {name: house.person() for name in CHATS}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        heard = pool.map(lambda name: play(house, workers[name], CHATS[name]), CHATS)
        return dict(zip(CHATS, heard, strict=True))


def play(house: House, worker: str, chat: list[dict[str, Any]]) -> Heard:
    """Say or tap line by line; a missing button ends the chat, its line then hears nothing."""
    heard: Heard = []
    for line in chat:
        before = len(house.replies(worker))
        try:
            house.tap(worker, line["tap"]) if "tap" in line else house.ask(worker, line["says"])
        except StopIteration:
            return [*heard, (line, "")]
        heard.append((line, "\n".join(entry["text"] for entry in house.replies(worker)[before:])))
    return heard


def test_every_calculation_has_a_chat() -> None:
    assert set(CHATS) == set(list_calculations())


@pytest.mark.parametrize("name", CHATS)
def test_a_calculation_as_a_chat(played: dict[str, Heard], name: str) -> None:
    told = "\n\n".join(f"> {line.get('says') or line['tap']}\n{text}" for line, text in played[name])
    for line, text in played[name]:
        missing = [words for words in line["hears"] if words not in text]
        assert not missing, f"{missing} not in the reply to {line.get('says') or line.get('tap')!r}:\n\n{told}"
    assert len(played[name]) == len(CHATS[name])


@pytest.mark.parametrize("name", CHATS)
def test_a_chat_is_interrupted_and_corrected(name: str) -> None:
    lines = [str(line.get("says")) for line in CHATS[name]]
    assert any("căn cước" in line for line in lines)
    assert any(re.search("nhầm|lộn", line) for line in lines)


def test_the_ticket_shows_facts_and_calculation_to_the_expert(house: House) -> None:
    worker = house.person()
    house.ask(worker, "lương em 8 triệu tăng ca ngày thường 10 tiếng ban ngày được nhiêu tiền")
    house.tap(worker, "Gặp chuyên viên")
    code = re.search(r"TV-\w+", house.tap(worker, "Đồng ý gửi")["text"])
    assert code is not None
    page = Desk(house).page(f"/console/tickets/{code[0]}")
    for words in ("Tiền tăng ca, tiền làm đêm", "576.923đ", "8.000.000đ", "Ngày thường 150%", "8 giờ một ngày"):
        assert words in page, words


def test_the_ticket_of_a_form_that_was_not_understood_carries_what_was_said(house: House) -> None:
    worker = house.person()
    for words in ("tính giúp em tiền thai sản", "15/9/2026", "asdf qwer"):
        house.ask(worker, words)
    assert "chưa hiểu" in house.replies(worker)[-1]["text"]
    house.ask(worker, "zxcv bnmm")
    code = re.search(r"TV-\w+", house.tap(worker, "Đồng ý gửi")["text"])
    assert code is not None
    page = Desk(house).page(f"/console/tickets/{code[0]}")
    assert "15/9/2026" in page and "Chưa ra kết quả" in page


def test_a_form_can_be_left_and_what_was_said_is_used_again(house: House) -> None:
    worker = house.person()
    house.ask(worker, "tính giúp em trợ cấp thôi việc")
    house.ask(worker, "lương 7 triệu rưỡi")
    assert "không tính nữa" in house.tap(worker, "Thôi")["text"]
    house.ask(worker, "tính giúp em tiền tăng ca")
    result = house.ask(worker, "10 tiếng chủ nhật ban ngày")["text"]
    assert "721.154đ" in result and "Dùng lại" in result and "lương 7.500.000đ" in result
    assert len(result) <= LONGEST


def test_the_button_under_an_answer_opens_the_calculation(house: House) -> None:
    worker = house.person()
    house.ask(worker, "Tăng ca chủ nhật tính tiền thế nào ạ?")
    opened = house.tap(worker, "Tính tiền tăng ca")
    assert "Căn cứ" in opened["text"] and "Lương tháng" in opened["text"]
    assert "Ý anh/chị là bao nhiêu tiền" in house.ask(worker, "5")["text"]
    assert "ban ngày hay ban đêm" in house.tap(worker, "5.000.000đ")["text"]
