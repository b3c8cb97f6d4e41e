"""The Graph client against a real server on the loopback: what it sends, and slow, down, nonsense."""

from __future__ import annotations

import dataclasses
import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from webhook.config import Settings
from webhook.messenger.graph import GraphClient, NoAnswer, NotReached, Outgoing, Refused
from webhook.messenger.window import Way

# echo -n page-token | openssl dgst -sha256 -hmac app-secret
PROOF = "d8b448b9cc7d64c51098271805b3cc20b5b715e52bd587eb71b610259587c856"
MESSAGE = Outgoing("1001", "page-token", "7001", "Chào", "o_1", Way.RESPONSE, (("👍", "/helped_yes"),))


class Facebook(ThreadingHTTPServer):
    """Answers as told and keeps what it was asked."""

    status, answer = 200, json.dumps({"recipient_id": "7001", "message_id": "m_1"}).encode()
    drop = False
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, dict[str, Any]]] = []
        self.hold = threading.Event()
        self.hold.set()


class Handler(BaseHTTPRequestHandler):
    server: Facebook

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append((self.path, json.loads(body)))
        self.server.hold.wait(20)
        if self.server.drop:
            self.connection.shutdown(socket.SHUT_RDWR)
            return
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.answer)))
        self.end_headers()
        self.wfile.write(self.server.answer)

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture
def facebook() -> Iterator[Facebook]:
    server = Facebook()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.hold.set()
    server.shutdown()
    server.server_close()


@pytest.fixture
def graph(settings: Settings, facebook: Facebook) -> GraphClient:
    address = f"http://127.0.0.1:{facebook.server_address[1]}"
    return GraphClient(dataclasses.replace(settings, graph_api_url=address), timeout=(2, 0.3))


def test_a_message_as_the_platform_wants_it(graph: GraphClient, facebook: Facebook) -> None:
    assert graph.send(MESSAGE) == "m_1"
    path, body = facebook.asked[0]
    assert urlsplit(path).path == "/v25.0/1001/messages"
    query = parse_qs(urlsplit(path).query)
    assert query["access_token"] == ["page-token"]
    assert query["appsecret_proof"] == [PROOF]
    assert body == {
        "recipient": {"id": "7001"},
        "messaging_type": "RESPONSE",
        "message": {
            "text": "Chào",
            "metadata": "o_1",
            "quick_replies": [{"content_type": "text", "title": "👍", "payload": "/helped_yes"}],
        },
    }


def test_the_seven_day_way(graph: GraphClient, facebook: Facebook) -> None:
    graph.send(dataclasses.replace(MESSAGE, way=Way.HUMAN_AGENT))
    body = facebook.asked[0][1]
    assert (body["messaging_type"], body["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")


def test_a_sender_action_goes_alone(graph: GraphClient, facebook: Facebook) -> None:
    graph.act("1001", "page-token", "7001", "typing_on")
    assert facebook.asked[0][1] == {"recipient": {"id": "7001"}, "sender_action": "typing_on"}


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, b"<html>nonsense</html>"),
        (200, b""),
        (200, b"[]"),
        (200, b"null"),
        (200, b'{"recipient_id": "7001"}'),
        (200, b'{"message_id": 5}'),
        (200, b"\xff\xfe"),
        (502, b"<html>Bad gateway</html>"),
        (503, b"{}"),
        (302, b"{}"),
        (200, b'{"error": "odd"}'),
    ],
)
def test_nonsense_leaves_it_unknown_whether_it_was_sent(
    graph: GraphClient, facebook: Facebook, status: int, answer: bytes
) -> None:
    facebook.status, facebook.answer = status, answer
    with pytest.raises(NoAnswer):
        graph.send(MESSAGE)


def test_a_refusal_carries_its_numbers_and_not_facebooks_words(graph: GraphClient, facebook: Facebook) -> None:
    error = {"message": "secret words", "code": 10, "error_subcode": 2018278}
    facebook.status, facebook.answer = 400, json.dumps({"error": error}).encode()
    with pytest.raises(Refused) as caught:
        graph.send(MESSAGE)
    assert (caught.value.code, caught.value.subcode, caught.value.treatment.do) == (10, 2018278, "window")
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("code", [None, "190", {}, True])
def test_a_refusal_with_odd_numbers_is_still_a_refusal(graph: GraphClient, facebook: Facebook, code: Any) -> None:
    facebook.status, facebook.answer = 400, json.dumps({"error": {"code": code}}).encode()
    with pytest.raises(Refused) as caught:
        graph.send(MESSAGE)
    assert caught.value.treatment.meaning == "unknown_error"


def test_too_many_requests_without_a_body_back_off(graph: GraphClient, facebook: Facebook) -> None:
    facebook.status, facebook.answer = 429, b'""'
    with pytest.raises(Refused) as caught:
        graph.send(MESSAGE)
    assert caught.value.treatment.do == "back_off"


def test_a_slow_answer_leaves_it_unknown(graph: GraphClient, facebook: Facebook) -> None:
    facebook.hold.clear()
    with pytest.raises(NoAnswer):
        graph.send(MESSAGE)


def test_a_connection_cut_after_the_request_leaves_it_unknown(graph: GraphClient, facebook: Facebook) -> None:
    facebook.drop = True
    with pytest.raises(NoAnswer):
        graph.send(MESSAGE)


def test_a_server_that_is_down_was_not_reached_and_no_token_is_told(settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    client = GraphClient(dataclasses.replace(settings, graph_api_url=address), timeout=(1, 1))
    with pytest.raises(NotReached) as caught:
        client.send(MESSAGE)
    assert "page-token" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_name_that_does_not_resolve_was_not_reached(settings: Settings) -> None:
    client = GraphClient(dataclasses.replace(settings, graph_api_url="http://graph.invalid"), timeout=(1, 1))
    client._session.trust_env = False
    with pytest.raises(NotReached):
        client.send(MESSAGE)
