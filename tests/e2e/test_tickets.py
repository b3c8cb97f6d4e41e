"""A question goes to a department, an expert answers on the same thread, the worker says whether it helped."""

import re

from tests.e2e.desk import Desk
from tests.e2e.house import House, wait_for

STRANGE = "Xưởng em đổi máy chấm công quét mống mắt, em không chịu thì bị dọa, giờ tính sao với mấy cái dữ liệu đó"


def code_of(text: str) -> str:
    found = re.search(r"TV-\w+", text)
    assert found, text
    return found[0]


def opened(house: House, worker: str) -> str:
    house.ask(worker, "cho em gặp chuyên viên")
    return code_of(house.tap(worker, "Đồng ý gửi")["text"])


def answered(house: House, worker: str, code: str) -> None:
    desk = Desk(house)
    desk.claim(code)
    before = len(house.replies(worker))
    sent = desk.answer(
        code, "Anh/chị có quyền hỏi công ty lưu dữ liệu gì của mình.", "khoản 1 Điều 35 Bộ luật Lao động 2019"
    )
    assert sent.status_code == 200, sent.text[:400]
    wait_for(lambda: len(house.replies(worker)) > before, 40, "the expert's answer")
    wait_for(lambda: house.replies(worker)[-1]["content"]["quick_replies"], 20, "the question whether it helped")


def test_an_expert_answers_and_the_worker_is_helped(house: House) -> None:
    worker = house.person()
    house.ask(worker, STRANGE)
    code = opened(house, worker)
    assert code in Desk(house).page("/console/queue")
    answered(house, worker, code)
    told = "\n".join(entry["text"] for entry in house.replies(worker)[-3:])
    assert code in told and "quyền hỏi công ty" in told and "Điều 35" in told
    last = house.replies(worker)[-1]["content"]["quick_replies"]
    house.ask(worker, last[0]["title"], kind="quick_reply", payload=last[0]["payload"])
    assert code not in Desk(house).page("/console/queue")
    assert code in Desk(house).page("/console/closed")


def test_an_answer_that_did_not_help_opens_the_ticket_again(house: House) -> None:
    worker = house.person()
    house.ask(worker, STRANGE)
    code = opened(house, worker)
    answered(house, worker, code)
    last = house.replies(worker)[-1]["content"]["quick_replies"]
    house.ask(worker, last[1]["title"], kind="quick_reply", payload=last[1]["payload"])
    assert code in Desk(house).page("/console/queue")


def test_thumbs_down_becomes_a_ticket(house: House) -> None:
    worker = house.person()
    house.ask(worker, "Công ty nợ lương 2 tháng thì làm sao?")
    offered = house.tap(worker, "👎")
    assert "xem lại" in offered["text"]
    code = code_of(house.tap(worker, "Đồng ý gửi")["text"])
    assert code in Desk(house).page("/console/queue")


def test_a_strangers_code_opens_nothing(house: House) -> None:
    owner, stranger = house.person(), house.person()
    house.ask(owner, STRANGE)
    code = opened(house, owner)
    answered(house, owner, code)
    house.ask(stranger, "xin chào")
    house.ask(stranger, "Có", kind="quick_reply", payload=f"WEBHOOK:TICKET_HELPED:{code}")
    assert code not in Desk(house).page("/console/queue") and "đóng" not in house.replies(stranger)[-1]["text"].lower()
