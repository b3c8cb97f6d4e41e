"""The client of Rasa: what counts as an answer and what does not."""

from __future__ import annotations

from typing import Any

import pytest
import requests
import responses

from webhook.config import Settings
from webhook.conversations.rasa_client import RasaClient, RasaFailed, RasaRefused

URL = "http://127.0.0.1:9/webhooks/turns/handle"
GOOD: dict[str, Any] = {"messages": [{"text": "Chào"}], "record": {"decision": "act"}, "state": {"a": 1}}


@responses.activate
def test_an_answer(settings: Settings) -> None:
    responses.post(URL, json=GOOD)
    reply = RasaClient(settings).handle({"turn_id": "t_1"})
    assert (reply.messages, reply.record, reply.state) == ([{"text": "Chào"}], {"decision": "act"}, {"a": 1})
    sent = responses.calls[0].request
    assert sent.headers["Authorization"] == "Bearer internal-token"
    assert sent.body == b'{"turn_id": "t_1"}'


@responses.activate
@pytest.mark.parametrize(
    "answer",
    [
        {"body": "<html>"},
        {"body": ""},
        {"json": []},
        {"json": {}},
        {"json": GOOD | {"messages": []}},
        {"json": GOOD | {"messages": None}},
        {"json": GOOD | {"messages": [{"text": " "}]}},
        {"json": GOOD | {"messages": [{"text": None}]}},
        {"json": GOOD | {"messages": ["Chào"]}},
        {"json": GOOD | {"messages": [{"text": "Chào", "quick_replies": [{"title": "x"}]}]}},
        {"json": {"error": "x"}, "status": 502},
        {"json": GOOD, "status": 500},
        {"json": GOOD, "status": 401},
        {"body": requests.ConnectionError("refused")},
        {"body": requests.ReadTimeout("slow")},
    ],
)
def test_anything_else_is_a_failed_turn(settings: Settings, answer: dict[str, Any]) -> None:
    responses.post(URL, **answer)
    with pytest.raises(RasaFailed):
        RasaClient(settings).handle({"turn_id": "t_1", "text": "bí mật"})


@responses.activate
def test_a_payload_that_is_not_on_the_list_is_refused_for_good(settings: Settings) -> None:
    responses.post(URL, json={"error": "payload"}, status=400)
    with pytest.raises(RasaRefused):
        RasaClient(settings).handle({"payload": "/gone"})


@responses.activate
def test_after_a_failed_connection_it_rests_instead_of_making_everybody_wait(settings: Settings) -> None:
    responses.post(URL, body=requests.ConnectTimeout("down"))
    client = RasaClient(settings)
    for _ in range(5):
        with pytest.raises(RasaFailed):
            client.handle({})
    assert len(responses.calls) == 1
    client._rest_until = 0.0
    responses.replace("POST", URL, json=GOOD)
    assert client.handle({}).messages == [{"text": "Chào"}]
