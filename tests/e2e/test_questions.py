"""A worker on a phone asks; real rasa, actions, web and worker answer."""

import pytest

from tests.e2e.house import House

TOP = [
    ("Công ty nợ lương 2 tháng rồi, em phải làm sao?", "Điều 97"),
    ("muon nghi lam hop dong 1 nam thi bao truoc may ngay", "Điều 35"),
    ("rut bhxh 1 lan khi nao dc", "Luật BHXH 2024"),
    ("Trợ cấp thất nghiệp được bao nhiêu tiền một tháng, mấy tháng?", "Luật Việc làm"),
    ("sinh con thu 2 duoc nghi may thang", "139"),
    ("Công ty giữ căn cước gốc của em có đúng không?", "Điều 17"),
    ("di tre bi phat tien tru luong co dung luat ko", "127"),
    ("Tăng ca chủ nhật tính tiền thế nào ạ?", "Điều 98"),
]


@pytest.mark.parametrize(("question", "basis"), TOP)
def test_a_top_question_is_answered_with_its_basis(house: House, question: str, basis: str) -> None:
    worker = house.person()
    answer = house.ask(worker, question)
    assert basis in answer["text"], answer["text"]
    assert "Trả lời theo luật ngày" in answer["text"]
    titles = [reply["title"] for reply in answer["content"]["quick_replies"]]
    assert {"Gặp chuyên viên", "👍", "👎"} <= set(titles)


def test_the_first_message_says_who_speaks(house: House) -> None:
    worker = house.person()
    house.ask(worker, "Công ty nợ lương 2 tháng")
    first = house.replies(worker)[0]["text"]
    assert "trợ lý tự động" in first.lower() and "luật sư" in first.lower()


def test_typed_commands_are_words(house: House) -> None:
    worker = house.person()
    for typed in ("/restart", "/affirm", '/inform{"money":5}'):
        assert "Traceback" not in house.ask(worker, typed)["text"]


def test_a_photo_is_offered_to_a_person(house: House) -> None:
    import requests

    worker = house.person()
    house.ask(worker, "xin chào")
    sent = requests.post(
        house.url("facebook", f"/simulator/upload/{worker}"), files={"file": ("bang-luong.png", b"\x89PNG\r\n")}
    )
    assert sent.status_code == 201
    from tests.e2e.house import wait_for

    wait_for(lambda: "không xem được ảnh" in house.replies(worker)[-1]["text"], 40, "words about the photo")
    opened = house.tap(worker, "Đồng ý gửi")
    assert "Phiếu TV-" in opened["text"]


def test_out_of_labour_law_opens_no_ticket(house: House) -> None:
    worker = house.person()
    answer = house.ask(worker, "Vượt đèn đỏ xe máy bị phạt bao nhiêu tiền?")
    assert "ngoài luật lao động" in answer["text"]
    assert all(reply["title"] != "Đồng ý gửi" for reply in answer["content"]["quick_replies"])
