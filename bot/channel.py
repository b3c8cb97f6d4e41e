"""Rasa as a function over HTTP: a turn with its state in, messages with the new state out (docs/flows.md)."""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot import action_results
from bot.turns import CHANNEL, Turn, TurnFailed, TurnRefused, run_turn

log = logging.getLogger(__name__)


class TurnsChannel(InputChannel):
    """`POST /webhooks/turns/handle` handles a turn, `GET /webhooks/turns/` tells the model in use."""

    def __init__(self, token: str) -> None:
        if not token:
            raise ValueError("INTERNAL_TOKEN is empty; set it in .env or let `make run` write one.")
        self._expected = f"Bearer {token}".encode()

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> TurnsChannel:
        return cls(str((credentials or {}).get("token") or ""))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes; `on_new_message` is not used, since it would lose the conversation's new state."""
        action_results.install()
        routes = Blueprint("turns_channel", __name__)

        @routes.get("/")
        async def health(request: Request) -> HTTPResponse:
            agent = _agent_of(request)
            return json({"model": agent.model_name, "id": agent.model_id}) if agent else _no_model()

        @routes.post("/handle")
        async def handle(request: Request) -> HTTPResponse:
            if not self._is_allowed(request):
                return json({"error": "Wrong or missing token; send INTERNAL_TOKEN as a bearer token."}, 401)
            agent = _agent_of(request)
            return await _answer(request, agent) if agent else _no_model()

        return routes

    def _is_allowed(self, request: Request) -> bool:
        given = request.headers.get("Authorization") or ""
        return hmac.compare_digest(given.encode(), self._expected)


async def _answer(request: Request, agent: Agent) -> HTTPResponse:
    try:
        turn = Turn.of(request.json)
    except InvalidUsage:
        return json({"error": "The body is not JSON; send a turn as in docs/flows.md."}, 400)
    except TurnRefused as refused:
        return json({"error": str(refused)}, 400)
    return await _handled(agent, turn)


async def _handled(agent: Agent, turn: Turn) -> HTTPResponse:
    """The broad except is the top of the turn: whatever went wrong, nothing of it is kept."""
    try:
        result = await run_turn(agent, turn)
    except TurnRefused as refused:
        return json({"error": str(refused)}, 400)
    except TurnFailed as failed:
        log.error("turn %s failed: %s", turn.turn_id, failed)
        return json({"error": str(failed)}, 502)
    except Exception as error:
        log.exception("turn %s failed", turn.turn_id)
        return json({"error": f"The turn failed with {type(error).__name__}; see the log of Rasa."}, 502)
    record = result["record"]
    log.info("turn %s decision=%s stages_ms=%s", turn.turn_id, record.get("decision"), record["stages_ms"])
    return json(result)


def _agent_of(request: Request) -> Agent | None:
    agent: Agent | None = getattr(request.app.ctx, "agent", None)
    return agent if agent is not None and agent.is_ready() else None


def _no_model() -> HTTPResponse:
    return json({"error": "No model is loaded; run python -m bot.train and start again."}, 503)
