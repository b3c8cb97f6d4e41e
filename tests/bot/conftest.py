"""A tiny trained model behind the real channel, with a fake action server: real HTTP on both sides, on loopback."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from bot.env import QUIET

os.environ.update(QUIET)

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
TOKEN = "a-token-of-the-tests"
Answer = Callable[[dict[str, Any]], tuple[int, Any]]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("filterwarnings", r"error:::bot(\..*)?$")
    config.addinivalue_line("filterwarnings", r"ignore:::(?!bot\.|tests\.)")


def utter(text: str = "Chào anh/chị.", **record: Any) -> dict[str, Any]:
    """What the SDK answers for an action that utters one JSON message."""
    reply = {"messages": [{"text": text}], "record": {"decision": "act", **record}}
    return {"events": [], "responses": [{"custom": reply}]}


@dataclass
class FakeActions:
    """The action server: `answer` makes the reply, `calls` are the requests as they came."""

    url: str = ""
    calls: list[dict[str, Any]] = field(default_factory=list)
    answer: Answer = lambda call: (200, utter(call["next_action"]))

    @property
    def last(self) -> dict[str, Any]:
        return self.calls[-1]


@pytest.fixture(scope="session")
def action_server() -> Iterator[FakeActions]:
    fake = FakeActions()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            call = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.calls.append(call)
            status, content = fake.answer(call)
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a caller that ran out of time hangs up
    fake.url = f"http://127.0.0.1:{server.server_port}/webhook"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield fake
    server.shutdown()
    server.server_close()


@pytest.fixture
def actions(action_server: FakeActions) -> Iterator[FakeActions]:
    """The fake action server, answering every action with its own name."""
    action_server.calls.clear()
    action_server.answer = FakeActions.answer
    yield action_server


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model trained on nlu.yml of this folder with the project's own pipeline, domain, rules and stories."""
    from bot.train import train_model

    root = tmp_path_factory.mktemp("project")
    for name in ("config.yml", "domain.yml"):
        shutil.copy(ROOT / name, root / name)
    for name in ("rules", "stories"):
        shutil.copytree(ROOT / "data" / name, root / "data" / name)
    (root / "data/nlu").mkdir()
    shutil.copy(HERE / "nlu.yml", root / "data/nlu/nlu.yml")
    shutil.copy(ROOT / "data/nlu/buttons.yml", root / "data/nlu/buttons.yml")
    return train_model(root, root / "models", "tiny.tar.gz")


@pytest.fixture(scope="session")
def agent(model: Path, action_server: FakeActions) -> Any:
    from rasa.core.agent import Agent
    from rasa.utils.endpoints import EndpointConfig

    return Agent.load(str(model), action_endpoint=EndpointConfig(action_server.url, enable_selective_domain=True))


@dataclass
class Rasa:
    """The channel as the webhook calls it."""

    url: str
    agent: Any
    app: Any

    def post(self, body: Any, token: str | None = TOKEN, **more: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        sent = {"data": body} if isinstance(body, (str, bytes)) else {"json": body}
        return requests.post(f"{self.url}/handle", headers=headers, timeout=30, **sent, **more)

    def turn(self, text: str | None = None, **more: Any) -> requests.Response:
        return self.post(turn_body(text, **more))


def turn_body(text: str | None = None, **more: Any) -> dict[str, Any]:
    """A turn as docs/flows.md tells."""
    body = {"turn_id": "t_1", "conversation": "c_1", "text": text, "payload": None}
    return {**body, "sent_at": "2026-11-23T21:04:05+07:00", "state": None, "context": {"message_ids": [12]}, **more}


@pytest.fixture(scope="session")
def channel(agent: Any) -> Iterator[Rasa]:
    from rasa.core.channels.channel import register
    from sanic import Sanic

    from bot.channel import TurnsChannel

    app = Sanic("tests_bot", configure_logging=False)
    app.config.ACCESS_LOG = False
    app.ctx.agent = agent
    register([TurnsChannel.from_credentials({"token": TOKEN})], app, route="/webhooks/")
    listening = socket.create_server(("127.0.0.1", 0))
    loop = asyncio.new_event_loop()
    started = threading.Event()

    async def serve() -> None:
        server = await app.create_server(sock=listening, return_asyncio_server=True)
        await server.startup()
        await server.start_serving()
        started.set()

    def run() -> None:
        asyncio.set_event_loop(loop)
        loop.run_until_complete(serve())
        loop.run_forever()

    threading.Thread(target=run, daemon=True).start()
    assert started.wait(30)
    yield Rasa(f"http://127.0.0.1:{listening.getsockname()[1]}/webhooks/turns", agent, app)
    loop.call_soon_threadsafe(loop.stop)


@pytest.fixture
def rasa(channel: Rasa, actions: FakeActions) -> Rasa:
    """The channel with a fresh fake action server behind it."""
    return channel
