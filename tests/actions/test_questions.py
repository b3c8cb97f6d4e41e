"""What a worker hears for a question, decided on the shipped knowledge."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from actions.conversation import find_pick
from actions.phrases import button
from actions.questions import AnswerChoice, AnswerQuestion, AskSource
from actions.reply import choice, tell_decision
from knowledge_base import KnowledgeBase
from knowledge_base.decision import Brain, Decision
from knowledge_base.decision.models import Option
from tests.actions.conftest import at, turn

OWED = "công ty nợ lương 2 tháng rồi thì làm sao"


def titles(message: dict[str, Any]) -> list[str]:
    return [reply["title"] for reply in message["quick_replies"]]


def test_a_sure_answer_carries_basis_day_and_thumbs(brain: Brain) -> None:
    reply, slots = AnswerQuestion().reply_to(turn(OWED, "unpaid_late_wages"))
    assert reply.record["decision"] == "answer"
    text = reply.messages[0]["text"]
    assert "Căn cứ:" in text and "Trả lời theo luật ngày 23/11/2026." in text
    assert titles(reply.messages[0])[-3:] == ["Gặp chuyên viên", "👍", "👎"]
    assert slots["last_answer"]["turn_id"] == "t_1" and slots["pending"] is None


def test_an_unsure_question_asks_consent_and_sends_nothing(brain: Brain) -> None:
    reply, slots = AnswerQuestion().reply_to(turn("xyz qwrt lmnop zzz"))
    assert reply.record["decision"] == "escalate"
    assert titles(reply.messages[-1]) == ["Đồng ý gửi", "Để sau"]
    assert "trước 21:04 thứ Ba, 24/11" in reply.messages[-1]["text"]
    assert slots["pending"]["cause"] == "low_confidence" and slots["pending"]["key"] == "t_1"


def test_harassment_gets_care_and_a_person_not_a_conclusion(brain: Brain) -> None:
    reply, slots = AnswerQuestion().reply_to(turn("tổ trưởng cứ đụng chạm em hoài", "sexual_harassment"))
    assert reply.record["decision"] == "escalate"
    assert reply.record["cause"] in ("sensitive", "low_confidence")
    assert slots["pending"]["topic"] == "sexual_harassment"
    assert "bị quấy rối" in reply.messages[-1]["text"]


def test_danger_comes_before_law(brain: Brain) -> None:
    reply, slots = AnswerQuestion().reply_to(turn("chủ khóa cửa nhốt em trong xưởng", "danger_now"))
    assert reply.record["cause"] == "danger" and slots["pending"]["cause"] == "danger"
    assert "công an" in reply.messages[0]["text"]


def test_outside_labour_law_offers_no_ticket(brain: Brain) -> None:
    reply, slots = AnswerQuestion().reply_to(turn("vượt đèn đỏ phạt bao nhiêu", "off_domain"))
    assert reply.record["decision"] == "escalate" and reply.record["domain"] is False
    assert slots["pending"] is None and titles(reply.messages[0]) == ["Gặp chuyên viên"]


def test_a_live_ticket_takes_what_is_unsure_without_a_second_consent(brain: Brain, monkeypatch: Any) -> None:
    sent: list[dict[str, Any]] = []
    _catch(monkeypatch, sent, new=False)
    ticket = {"code": "TV-7K2M", "consent_at": "2026-11-23T20:00:00+07:00"}
    reply, slots = AnswerQuestion().reply_to(turn("xyz qwrt lmnop zzz", ticket=ticket))
    assert sent[0]["consent"]["at"] == ticket["consent_at"]
    assert "thêm vào phiếu TV-7K2M" in reply.messages[-1]["text"] and slots["pending"] is None


def _catch(monkeypatch: Any, sent: list[dict[str, Any]], new: bool) -> None:
    from datetime import datetime

    from actions import sending
    from actions.escalations import Ticket

    due = datetime.fromisoformat("2026-11-24T21:04:00+07:00")
    monkeypatch.setattr(
        sending, "open_ticket", lambda body: (sent.append(body), Ticket("TV-7K2M", "nu_cong", due, new))[1]
    )


def test_asking_back_twice_becomes_the_offer_of_a_person(brain: Brain) -> None:
    vague = turn("bảo hiểm", "unclear", slots={"last_answer": {"decision": "clarify"}})
    reply, _ = AnswerQuestion().reply_to(vague)
    assert reply.record["decision"] != "clarify"


def test_a_follow_up_is_read_with_the_question_before(brain: Brain) -> None:
    last = {"question": "hợp đồng 1 năm xin nghỉ báo trước mấy ngày", "topic": "resign_notice", "turn_id": "t_0"}
    asked = turn("còn hợp đồng 3 năm thì sao", "follow_up", slots={"last_answer": last})
    both = "hợp đồng 3 năm xin nghỉ báo trước mấy ngày"
    ranking = [{"name": "resign_notice", "confidence": 0.95}]
    follow = {"kind": "follow", "variation": True, "text": both, "intent_ranking": ranking, "entities": []}
    reply, slots = AnswerQuestion().reply_to(replace(asked, parsed={**asked.parsed, "follow": follow}))
    assert reply.record["topic"] == "resign_notice"
    assert slots["last_answer"]["question"] == both


def test_an_answer_that_is_not_quite_sure_offers_what_else_may_be_meant(kb: KnowledgeBase) -> None:
    entry, other = kb.faq["unemployment_amount.amount"], kb.faq["unemployment_amount.months"]
    on = date(2026, 11, 23)
    options = (Option(other.button, entry=other.id),)
    decision = Decision("answer", 0.8, on, answer=kb.render(entry, on), options=options)
    told = tell_decision(decision, kb, at("2026-11-23")).messages[0]
    assert told["text"].startswith("Trợ lý hiểu là anh/chị hỏi: ") and "bấm câu khác" in told["text"]
    assert choice(other.button, other.id) in told["quick_replies"]
    sure = tell_decision(replace(decision, confidence=0.95, options=()), kb, at("2026-11-23")).messages[0]
    assert not sure["text"].startswith("Trợ lý hiểu")


def test_a_number_after_an_answer_is_no_pick_but_the_words_of_a_button_are(brain: Brain) -> None:
    other = brain.kb.faq["unemployment_amount.months"]
    last = {"decision": "answer", "entry": "unemployment_amount.amount", "options": [other.id]}
    assert find_pick(turn("1", slots={"last_answer": last}), brain) is None
    assert find_pick(turn(other.button.lower(), slots={"last_answer": last}), brain) is other
    asked_back = {**last, "decision": "clarify"}
    assert find_pick(turn("1", slots={"last_answer": asked_back}), brain) is other


def test_one_likely_answer_is_asked_about(kb: KnowledgeBase) -> None:
    entry = kb.faq["unemployment_amount.months"]
    unsure = Decision("clarify", 0.5, date(2026, 11, 23), options=(Option(entry.button, entry=entry.id),))
    asked = tell_decision(unsure, kb, at("2026-11-23")).messages[0]
    assert "Có phải" in asked["text"] and entry.title in asked["text"] and "1." not in asked["text"]
    assert choice(entry.button, entry.id) in asked["quick_replies"] and button("person") in asked["quick_replies"]


@pytest.mark.parametrize(("intent", "told"), [("affirm", True), ("helped_yes", True), ("deny", False)])
def test_a_yes_tells_the_one_choice(brain: Brain, intent: str, told: bool) -> None:
    last = {"decision": "clarify", "options": ["unemployment_amount.months"]}
    assert bool(find_pick(turn("phải", intent, slots={"last_answer": last}), brain)) is told
    several = {**last, "options": [*last["options"], "unemployment_amount.amount"]}
    assert find_pick(turn("phải", intent, slots={"last_answer": several}), brain) is None


def test_a_choice_tells_its_entry_and_keeps_the_question(brain: Brain) -> None:
    entry = next(e for e in brain.kb.faq.values() if e.topic == "resign_notice")
    last = {"turn_id": "t_0", "message_ids": [3], "question": "nghỉ việc", "on": "2026-11-23"}
    tapped = turn("/choose_entry", "choose_entry", slots={"last_answer": last}, entry=entry.id)
    reply, slots = AnswerChoice().reply_to(tapped)
    assert reply.record["entry"] == entry.id and slots["last_answer"]["turn_id"] == "t_0"


def test_a_choice_that_no_longer_exists_asks_again(brain: Brain) -> None:
    reply, _ = AnswerChoice().reply_to(turn("/choose_entry", "choose_entry", entry="gone.entry"))
    assert "nhắn rõ thêm" in reply.messages[0]["text"]


def test_the_source_of_an_answer_is_told_with_its_date(brain: Brain) -> None:
    entry = next(e for e in brain.kb.faq.values() if e.topic == "unpaid_late_wages")
    asked = turn("luật nào nói vậy", "ask_source", slots={"last_answer": {"entry": entry.id, "on": "2026-11-23"}})
    reply, _ = AskSource().reply_to(asked)
    assert "Điều" in reply.messages[0]["text"] and "đúng từ ngày" in reply.messages[0]["text"]


def test_a_reference_that_nlu_marked_changes_the_answer(brain: Brain) -> None:
    words = "điều 36 bộ luật lao động nói gì"
    marked = AnswerQuestion().reply_to(turn(words, legal_reference="điều 36 bộ luật lao động"))[0]
    unmarked = AnswerQuestion().reply_to(turn(words))[0]
    assert marked.record["candidates"][0] == {"document": "45/2019/QH14", "article": "36", "score": 1.0}
    assert marked.messages[0]["text"] != unmarked.messages[0]["text"]


def test_a_date_in_the_future_is_asked_of_todays_law(brain: Brain) -> None:
    reply, _ = AnswerQuestion().reply_to(turn("công ty nợ lương tháng 12/2027 thì sao", "unpaid_late_wages"))
    assert reply.record["on"] <= "2026-11-23"


def test_the_law_of_the_past_is_told_as_such(brain: Brain) -> None:
    reply, _ = AnswerQuestion().reply_to(turn("hồi tháng 3/2025 lương tối thiểu vùng 1 bao nhiêu", "minimum_wage"))
    assert reply.record["on"].startswith("2025-03")
    assert "Luật nay có thể đã khác" in reply.messages[0]["text"]
