"""Consent, thumbs, photos, small talk."""

from __future__ import annotations

from json import dumps
from typing import Any

import pytest
import requests

from actions import escalations
from actions.base import HouseAction
from actions.dialogue import AskHuman, Attachment, DeclineTicket, DialogueAct, Feedback, OpenTicket, TicketStatus
from tests.actions.conftest import turn

PENDING = {
    "key": "t_0", "message_ids": [3], "cause": "low_confidence", "topic": "paternity", "department": "nu_cong",
    "on": "2026-11-23", "candidates": [],
}  # fmt: skip


TOLD = {
    "code": "TV-7K2M",
    "department": {"id": "nu_cong", "name": "Ban"},
    "due_at": "2026-11-24T21:04:00+07:00",
}


class Webhook:
    """Stands at the outer edge: takes /escalations."""

    def __init__(self, status: int = 201) -> None:
        self.status = status
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, url: str, json: dict[str, Any], headers: dict[str, str], timeout: Any) -> requests.Response:
        assert url.endswith("/escalations") and headers["Authorization"].startswith("Bearer ")
        self.bodies.append(json)
        answer = requests.Response()
        answer.status_code = self.status
        answer._content = dumps(TOLD).encode()
        return answer


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Webhook:
    stand_in = Webhook()
    monkeypatch.setattr(escalations.requests, "post", stand_in)
    return stand_in


def test_asking_for_a_person_is_not_consent(webhook: Webhook) -> None:
    reply, slots = AskHuman().reply_to(turn("cho gặp người thật", "ask_human"))
    assert webhook.bodies == [] and slots["pending"]["cause"] == "asked_for_human"
    assert "Đồng ý gửi" in reply.messages[0]["text"]


def test_a_yes_while_consent_is_pending_opens_the_ticket(webhook: Webhook) -> None:
    reply, slots = OpenTicket().reply_to(turn("ừ gửi đi", "affirm", slots={"pending": PENDING}))
    body = webhook.bodies[0]
    assert body["key"] == "t_0" and body["question_message_ids"] == [3] and body["consent"]["at"]
    assert "Phiếu TV-7K2M" in reply.messages[0]["text"] and "21:04 thứ Ba, 24/11" in reply.messages[0]["text"]
    assert slots["pending"] is None


def test_a_yes_without_anything_pending_sends_nothing(webhook: Webhook) -> None:
    OpenTicket().reply_to(turn("ừ", "affirm"))
    assert webhook.bodies == []


def test_a_ticket_that_could_not_be_sent_stays_pending(webhook: Webhook) -> None:
    webhook.status = 503
    reply, slots = OpenTicket().reply_to(turn("", "give_consent", slots={"pending": PENDING}))
    assert slots["pending"]["key"] == "t_0" and "Chưa gửi được" in reply.messages[0]["text"]


def test_no_sends_nothing_and_forgets(webhook: Webhook) -> None:
    reply, slots = DeclineTicket().reply_to(turn("thôi", "deny", slots={"pending": PENDING}))
    assert webhook.bodies == [] and slots == {"pending": None}
    assert reply.record["unsent_cause"] == "low_confidence"


def test_thumbs_down_points_to_the_answer_before(webhook: Webhook) -> None:
    last = {"turn_id": "t_0", "message_ids": [3], "topic": "paternity", "department": "nu_cong"}
    _, slots = Feedback().reply_to(turn("", "helped_no", slots={"last_answer": last}))
    assert slots["pending"]["cause"] == "bad_answer" and slots["pending"]["key"] == "t_0"


def test_thumbs_down_on_an_older_answer_points_to_that_one(webhook: Webhook) -> None:
    last = {"turn_id": "t_9", "message_ids": [30], "topic": "paternity"}
    _, slots = Feedback().reply_to(turn("", "helped_no", slots={"last_answer": last}, about_turn="t_0"))
    assert slots["pending"]["key"] == "t_0" and slots["pending"]["topic"] is None


ONE_CHOICE = {"last_answer": {"decision": "clarify", "options": ["unemployment_amount.months"], "on": "2026-11-23"}}


@pytest.mark.parametrize("action", [OpenTicket(), Feedback()])
def test_a_yes_to_the_one_choice_tells_it(webhook: Webhook, action: HouseAction) -> None:
    intent = "affirm" if isinstance(action, OpenTicket) else "helped_yes"
    reply, slots = action.reply_to(turn("phải rồi", intent, slots=ONE_CHOICE))
    assert reply.record["entry"] == slots["last_answer"]["entry"] == "unemployment_amount.months"
    assert webhook.bodies == []


@pytest.mark.parametrize(("action", "intent"), [(DeclineTicket(), "deny"), (Feedback(), "helped_no")])
def test_a_no_to_what_was_asked_back_wants_more_words(webhook: Webhook, action: HouseAction, intent: str) -> None:
    reply, _ = action.reply_to(turn("không phải", intent, slots=ONE_CHOICE))
    assert reply.record["act"] == "none_of_these" and "nhắn rõ thêm" in reply.messages[0]["text"]
    tapped = Feedback().reply_to(turn("/helped_no", "helped_no", slots=ONE_CHOICE, about_turn="t_0"))[0]
    assert tapped.record["cause"] == "bad_answer"


def test_thumbs_up_is_thanked(webhook: Webhook) -> None:
    reply, slots = Feedback().reply_to(turn("", "helped_yes"))
    assert "Cảm ơn" in reply.messages[0]["text"] and slots == {}


def test_a_photo_can_be_carried_by_a_ticket(webhook: Webhook) -> None:
    reply, slots = Attachment().reply_to(turn("", "attachment"))
    assert "không xem được ảnh" in reply.messages[0]["text"] and slots["pending"]["message_ids"] == [7]


def test_the_state_of_the_own_ticket_is_told() -> None:
    ticket = {"code": "TV-7K2M", "department_id": "nu_cong", "due_at": "2026-11-24T14:04:00+00:00"}
    told = TicketStatus().reply_to(turn("phiếu em tới đâu rồi", "ticket_status", ticket=ticket))[0].messages[0]["text"]
    assert "TV-7K2M" in told and "21:04 thứ Ba, 24/11" in told
    assert "chưa có phiếu" in TicketStatus().reply_to(turn("phiếu em đâu", "ticket_status"))[0].messages[0]["text"]


@pytest.mark.parametrize("act", ["greet", "thanks", "who_are_you", "privacy_question", "insult", "scam_doubt"])
def test_small_talk_is_short_and_has_words(act: str) -> None:
    reply, _ = DialogueAct().reply_to(turn("…", act))
    assert 10 < len(reply.messages[0]["text"]) < 400
