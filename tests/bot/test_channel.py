"""The real channel over HTTP: a trained model, a fake action server."""

from __future__ import annotations

import unicodedata

import pytest
import requests

from bot import turns
from tests.bot.conftest import FakeActions, Rasa, turn_body, utter


def test_answers_a_question(rasa: Rasa, actions: FakeActions) -> None:
    response = rasa.turn("Công ty nợ lương hai tháng rồi")
    assert response.status_code == 200
    body = response.json()
    assert body["messages"] == [{"text": "action_answer_question"}]
    assert body["record"]["ranking"][0][0] == "unpaid_late_wages"
    assert body["record"]["model"] == rasa.agent.model_id
    assert body["record"]["incomplete"] is False
    assert set(body["record"]["stages_ms"]) == {"nlu", "rasa"}


def test_actions_get_turn_and_whole_ranking(rasa: Rasa, actions: FakeActions) -> None:
    rasa.turn("công ty nợ lương", turn_id="t_7", conversation="c_7", context={"message_ids": [1, 2], "ticket": None})
    tracker = actions.last["tracker"]
    message = tracker["latest_message"]
    assert tracker["sender_id"] == "c_7"
    assert message["metadata"] == {
        "turn_id": "t_7",
        "conversation": "c_7",
        "sent_at": "2026-11-23T21:04:05+07:00",
        "context": {"message_ids": [1, 2], "ticket": None},
    }
    assert len(message["intent_ranking"]) == 6
    assert message["segments"] == []


def test_what_the_action_recorded_stays(rasa: Rasa, actions: FakeActions) -> None:
    actions.answer = lambda call: (200, utter("x", decision="answer", ranking=[["a", 1.0]], stages_ms={"decide": 2.0}))
    record = rasa.turn("công ty nợ lương").json()["record"]
    assert record["decision"] == "answer"
    assert record["ranking"] == [["a", 1.0]]
    assert set(record["stages_ms"]) == {"nlu", "rasa", "decide"}


def test_state_goes_round(rasa: Rasa, actions: FakeActions) -> None:
    """What an action puts into a slot comes back with the state, and the next turn sees what was said before."""
    slot = {"event": "slot", "timestamp": None, "name": "pending", "value": {"key": "t_1"}}
    actions.answer = lambda call: (200, {**utter(), "events": [slot]})
    state = rasa.turn("công ty nợ lương").json()["state"]
    assert state["slots"] == {"pending": {"key": "t_1"}}
    actions.answer = FakeActions.answer
    second = rasa.turn("đồng ý", turn_id="t_2", state=state)
    assert second.json()["messages"][0]["text"] == "action_open_ticket"
    tracker = actions.last["tracker"]
    assert tracker["slots"]["pending"] == {"key": "t_1"}
    said = [event["text"] for event in tracker["events"] if event["event"] == "user"]
    assert said == ["công ty nợ lương", "đồng ý"]


def test_nothing_is_kept_between_turns(rasa: Rasa, actions: FakeActions) -> None:
    rasa.turn("công ty nợ lương")
    rasa.turn("một năm mấy ngày phép")
    said = [event["text"] for event in actions.last["tracker"]["events"] if event["event"] == "user"]
    assert said == ["một năm mấy ngày phép"]
    assert list(rasa.agent.processor.tracker_store._trackers) == []


@pytest.mark.parametrize("typed", ["/restart", "/affirm", "  /affirm  ", '/inform{"money": 5}', "/give_consent", "/"])
def test_typed_commands_are_words(rasa: Rasa, actions: FakeActions, typed: str) -> None:
    response = rasa.turn(typed)
    assert response.status_code == 200
    message = actions.last["tracker"]["latest_message"]
    assert message["text"] == typed.strip()
    assert message["intent"]["confidence"] < 1.0
    assert actions.last["next_action"] != "action_open_ticket"


def test_a_typed_command_does_not_forget_the_conversation(rasa: Rasa, actions: FakeActions) -> None:
    state = rasa.turn("công ty nợ lương").json()["state"]
    after = rasa.turn("/restart", state=state, turn_id="t_2").json()["state"]
    assert [event["text"] for event in after["events"] if event["event"] == "user"] == ["công ty nợ lương", "/restart"]


@pytest.mark.parametrize("text", ["😀", "?", "…", "12345", "\u200b", "", "   ", "zzzqqq"])
def test_words_that_nobody_knows_have_no_intent(rasa: Rasa, actions: FakeActions, text: str) -> None:
    response = rasa.turn(text)
    assert response.status_code == 200
    assert response.json()["record"]["ranking"] == []
    message = actions.last["tracker"]["latest_message"]
    assert (message["intent"]["name"], message["intent"]["confidence"]) == ("nlu_fallback", 0.0)
    assert actions.last["next_action"] == "action_answer_question"


def test_accents_spelled_apart_make_no_difference(rasa: Rasa) -> None:
    text = "Đang mang thai mà bị chuyển xuống kho nặng"
    composed = rasa.turn(unicodedata.normalize("NFC", text)).json()["record"]["ranking"]
    assert rasa.turn(unicodedata.normalize("NFD", text)).json()["record"]["ranking"] == composed
    assert composed[0][0] == "pregnancy_protection"


def test_long_and_strange_text(rasa: Rasa, actions: FakeActions) -> None:
    for text in ("công ty nợ lương " * 1200, "a." * 10_000, "\u202e<b>' OR 1=1 --</b>\x07", "điều 5 " * 3000):
        assert rasa.turn(text).status_code == 200
    rasa.turn("công ty nợ lương " * 1200)
    assert len(actions.last["tracker"]["latest_message"]["text"]) == len("công ty nợ lương " * 1200) - 1


@pytest.mark.parametrize(
    ("payload", "action"),
    [
        ("/greet", "action_dialogue_act"),
        ("/helped_yes", "action_feedback"),
        ("/helped_no", "action_feedback"),
        ("/ask_human", "action_ask_human"),
        ("/ask_source", "action_ask_source"),
        ("/give_consent", "action_open_ticket"),
        ("/refuse_consent", "action_decline_ticket"),
        ("/still_need_help", "action_ticket_status"),
        ("/sticker", "action_attachment"),
        ('/attachment{"kinds": ["image", "audio"]}', "action_attachment"),
        ('/choose_entry{"entry": "unpaid_late_wages.owed"}', "action_answer_choice"),
        ('/choose_topic{"topic": "annual_leave"}', "action_answer_choice"),
    ],
)
def test_each_button_leads_to_its_action(rasa: Rasa, actions: FakeActions, payload: str, action: str) -> None:
    response = rasa.turn(payload=payload)
    assert response.json()["messages"][0]["text"] == action
    assert len(actions.calls) == 1


def test_a_button_carries_its_argument(rasa: Rasa, actions: FakeActions) -> None:
    rasa.turn(payload='/choose_entry{"entry": "unpaid_late_wages.owed"}')
    entity = actions.last["tracker"]["latest_message"]["entities"][0]
    assert (entity["entity"], entity["value"]) == ("entry", "unpaid_late_wages.owed")


@pytest.mark.parametrize(
    "payload",
    ["/restart", "/affirm", "/unpaid_late_wages", "greet", "/", "", '/greet{"a": 1}', "/choose_entry", "/choose_entry{",
     '/choose_entry{"entry": "../x"}', '/choose_entry{"entry": 5}', '/attachment{"kinds": []}',
     "WEBHOOK:TICKET_HELPED:TV-1"],
)  # fmt: skip
def test_other_payloads_are_refused(rasa: Rasa, actions: FakeActions, payload: str) -> None:
    response = rasa.turn(payload=payload)
    assert response.status_code == 400
    assert "payload" in response.json()["error"] or "argument" in response.json()["error"]
    assert actions.calls == []


@pytest.mark.parametrize("token", [None, "", "wrong", "đúng rồi".encode().decode("latin-1")])
def test_the_token_is_needed(rasa: Rasa, actions: FakeActions, token: str | None) -> None:
    response = rasa.post(turn_body("công ty nợ lương"), token=token)
    assert response.status_code == 401
    assert actions.calls == []


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"turn_id": None}, "turn_id"),
        ({"conversation": ""}, "conversation"),
        ({"sent_at": "gestern"}, "sent_at"),
        ({"sent_at": "2026-11-23T21:04:05"}, "offset"),
        ({"text": 5}, "text"),
        ({"text": None}, "text and payload"),
        ({"payload": "/greet"}, "text and payload"),
        ({"state": []}, "state"),
        ({"state": {"version": 1, "slots": {}, "events": [{"event": "user"}]}}, "state"),
        ({"context": "x"}, "context"),
    ],
)
def test_a_wrong_field_is_named(rasa: Rasa, change: dict[str, object], named: str) -> None:
    response = rasa.post(turn_body("x") | change)
    assert response.status_code == 400
    assert named in response.json()["error"]


@pytest.mark.parametrize("body", ["", "{", "null", "[]", '"x"', b"\xff\xfe"])
def test_a_body_that_is_no_turn(rasa: Rasa, body: str) -> None:
    assert rasa.post(body).status_code == 400


@pytest.mark.parametrize(
    "answer",
    [
        (500, {"error": "boom"}),
        (404, {}),
        (200, {"events": [], "responses": []}),
        (200, {"events": [], "responses": [{"text": "only text"}]}),
        (200, {"events": [], "responses": [{"custom": {"messages": [], "record": {}}}]}),
        (200, {"events": [], "responses": [{"custom": {"messages": [{"text": "x"}]}}]}),
        (200, {"events": [], "responses": utter()["responses"] * 2}),
        (200, {"events": [{"event": "no such event"}], "responses": []}),
        (200, ["nonsense"]),
    ],
)
def test_without_a_reply_the_turn_failed(rasa: Rasa, actions: FakeActions, answer: tuple[int, object]) -> None:
    actions.answer = lambda call: answer
    response = rasa.turn("công ty nợ lương")
    assert response.status_code == 502
    assert set(response.json()) == {"error"}


def test_after_a_failed_turn_the_same_state_works(rasa: Rasa, actions: FakeActions) -> None:
    state = rasa.turn("công ty nợ lương").json()["state"]
    actions.answer = lambda call: (500, {})
    assert rasa.turn("đồng ý", turn_id="t_2", state=state).status_code == 502
    actions.answer = FakeActions.answer
    again = rasa.turn("đồng ý", turn_id="t_2", state=state)
    assert again.json()["messages"][0]["text"] == "action_open_ticket"
    said = [event["text"] for event in actions.last["tracker"]["events"] if event["event"] == "user"]
    assert said == ["công ty nợ lương", "đồng ý"]


def test_action_server_down(rasa: Rasa, actions: FakeActions, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.agent.processor.action_endpoint, "url", "http://127.0.0.1:9/webhook")
    response = rasa.turn("công ty nợ lương")
    assert response.status_code == 502
    assert "action server" in response.json()["error"]


def test_a_slow_action_ends_at_the_time_limit(
    rasa: Rasa, actions: FakeActions, monkeypatch: pytest.MonkeyPatch
) -> None:
    import threading

    monkeypatch.setattr(turns, "TIME_LIMIT", 0.05)
    released = threading.Event()
    actions.answer = lambda call: (200, utter() if released.wait(20) else {})
    response = rasa.turn("công ty nợ lương")
    released.set()
    assert response.status_code == 502
    assert "action server" in response.json()["error"]
    assert rasa.agent.processor.tracker_store._trackers == {}


def test_a_fault_of_ours_is_502_without_words(
    rasa: Rasa, monkeypatch: pytest.MonkeyPatch, actions: FakeActions
) -> None:
    def broken(*_: object) -> None:
        raise ValueError("công ty nợ lương")

    monkeypatch.setattr(turns, "save_state", broken)
    response = rasa.turn("công ty nợ lương")
    assert response.status_code == 502
    assert "ValueError" in response.json()["error"]
    assert "lương" not in response.json()["error"]


def test_health_tells_the_model(rasa: Rasa) -> None:
    response = requests.get(f"{rasa.url}/", timeout=10)
    assert response.json() == {"model": "tiny.tar.gz", "id": rasa.agent.model_id}


def test_without_a_model(rasa: Rasa, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rasa.app.ctx, "agent", None)
    assert rasa.turn("công ty nợ lương").status_code == 503
    assert requests.get(f"{rasa.url}/", timeout=10).status_code == 503


def test_two_questions_become_two_segments(rasa: Rasa, actions: FakeActions) -> None:
    text = "Công ty nợ lương chưa trả thì sao? Còn một năm được mấy ngày phép?"
    rasa.turn(text)
    segments = actions.last["tracker"]["latest_message"]["segments"]
    assert [segment["intent"]["name"] for segment in segments] == ["unpaid_late_wages", "annual_leave"]
    assert [text[segment["start"] : segment["end"]] for segment in segments] == [s["text"] for s in segments]
    assert segments[0]["ranking"][0][0] == "unpaid_late_wages"


def test_entities_reach_the_action(rasa: Rasa, actions: FakeActions) -> None:
    rasa.turn("Nợ lương 5tr5 từ tháng 5/2025 ở Đồng Nai, theo Điều 97 BLLĐ thì sao")
    entities = {e["entity"]: e["value"] for e in actions.last["tracker"]["latest_message"]["entities"]}
    assert entities["money"] == 5_500_000
    assert entities["date"] == {"kind": "month", "month": 5, "year": 2025}
    assert entities["province"] == "dong_nai"
    assert entities["legal_reference"] == "Điều 97 BLLĐ"


def test_many_turns_keep_the_state_small(rasa: Rasa) -> None:
    state = None
    for number in range(24):
        text = "công ty nợ lương " * 100
        state = rasa.turn(text, turn_id=f"t_{number}", state=state).json()["state"]
    users = [event for event in state["events"] if event["event"] == "user"]
    assert len(users) == 20
    assert users[-1]["metadata"]["turn_id"] == "t_23"
    assert users[0]["metadata"]["turn_id"] == "t_4"
    assert max(len(event["text"]) for event in users) == 500
