"""One turn: what the caller sends, Rasa run on it as a function, what goes back."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from time import perf_counter
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.context import put_in_context
from bot.payloads import PayloadError, read_payload
from bot.state import StateError, load_tracker, save_state
from bot.turn_store import TurnStore
from bot.understanding import ranking_of, understand

CHANNEL = "turns"
TIME_LIMIT = 10.0  # seconds for the whole turn, the action server included


class TurnRefused(ValueError):
    """The request is not a turn: says what is wrong with it."""


class TurnFailed(RuntimeError):
    """The turn gave no reply: nothing of it may be kept, the caller tries again from the same state."""


@dataclass(frozen=True)
class Turn:
    """A request as docs/flows.md tells; exactly one of `text` and `payload` is set."""

    turn_id: str
    conversation: str
    text: str | None
    payload: str | None
    sent_at: str
    state: Mapping[str, Any] | None
    context: Mapping[str, Any]

    @classmethod
    def of(cls, body: Any) -> Turn:
        """Raises TurnRefused with a sentence that names the field."""
        if not isinstance(body, dict):
            raise TurnRefused("The body is not a JSON object; send one as in docs/flows.md.")
        turn = cls(
            turn_id=_word(body, "turn_id"),
            conversation=_word(body, "conversation"),
            text=_optional(body, "text", str),
            payload=_optional(body, "payload", str),
            sent_at=_moment(body),
            state=_optional(body, "state", dict),
            context=_optional(body, "context", dict) or {},
        )
        if (turn.text is None) == (turn.payload is None):
            raise TurnRefused("Exactly one of text and payload must be set; the other one is null.")
        return turn

    @property
    def metadata(self) -> dict[str, Any]:
        """What the actions learn about the turn besides its words."""
        return {
            "turn_id": self.turn_id,
            "conversation": self.conversation,
            "sent_at": self.sent_at,
            "context": dict(self.context),
        }


async def run_turn(agent: Agent, turn: Turn) -> dict[str, Any]:
    """Messages, record and state of a turn. Raises TurnRefused for a strange payload, TurnFailed without a reply."""
    started = perf_counter()
    parsed = await _parse(agent, turn)
    understood = perf_counter()
    try:
        custom, state = await asyncio.wait_for(_handle(agent, turn, parsed), TIME_LIMIT)
    except asyncio.TimeoutError:
        raise TurnFailed(f"No reply within {TIME_LIMIT:.0f} s; the action server may be slow or down.") from None
    record = {**custom["record"]}
    record.setdefault("ranking", ranking_of(parsed)[:5])
    record.setdefault("model", agent.model_id)
    record.setdefault("incomplete", False)
    stages = {"nlu": _ms(started, understood), "rasa": _ms(understood, perf_counter())}
    record["stages_ms"] = {**stages, **(record.get("stages_ms") or {})}
    return {"messages": custom["messages"], "record": record, "state": state}


async def _parse(agent: Agent, turn: Turn) -> dict[str, Any]:
    if turn.payload is None:
        day = datetime.fromisoformat(turn.sent_at).date()
        return await put_in_context(agent, await understand(agent, turn.text or ""), turn.state, day)
    try:
        return read_payload(turn.payload)
    except PayloadError as error:
        raise TurnRefused(str(error)) from None


async def _handle(agent: Agent, turn: Turn, parsed: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """The one JSON message that an action uttered, and the new state."""
    store = _store_of(agent)
    message = UserMessage(
        text=parsed["text"],
        output_channel=CollectingOutputChannel(),
        sender_id=turn.conversation,
        parse_data={**parsed, "metadata": turn.metadata},
        input_channel=CHANNEL,
        message_id=turn.turn_id,
        metadata=turn.metadata,
    )
    async with agent.lock_store.lock(turn.conversation):
        try:
            await store.save(_tracker(turn, store))
            assert agent.processor is not None
            uttered = await agent.processor.handle_message(message)
            tracker = await store.retrieve(turn.conversation)
            assert tracker is not None
            return _only_reply(uttered), save_state(tracker, turn.state)
        finally:
            store.forget(turn.conversation)


def _tracker(turn: Turn, store: TurnStore) -> DialogueStateTracker:
    try:
        return load_tracker(turn.conversation, turn.state, store.domain)
    except StateError as error:
        raise TurnRefused(str(error)) from None


def _store_of(agent: Agent) -> TurnStore:
    """The agent's store, made ours at its first turn: Rasa's default would keep every conversation."""
    assert agent.processor is not None
    if not isinstance(agent.processor.tracker_store, TurnStore):
        agent.processor.tracker_store = TurnStore(agent.processor.domain)
    return agent.processor.tracker_store


def _only_reply(uttered: list[dict[str, Any]] | None) -> dict[str, Any]:
    replies = [message["custom"] for message in uttered or [] if "custom" in message]
    if len(replies) != 1 or len(uttered or []) != 1:
        raise TurnFailed(f"The actions uttered {len(uttered or [])} messages instead of one; see the action server.")
    reply = replies[0]
    if not isinstance(reply, dict) or not reply.get("messages") or not isinstance(reply.get("record"), dict):
        raise TurnFailed("The action's message lacks messages or record; see docs/flows.md.")
    return reply


def _word(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str) or not value or len(value) > 200:
        raise TurnRefused(f"{name} must be text of 1 to 200 characters.")
    return value


def _optional(body: Mapping[str, Any], name: str, kind: type) -> Any:
    value = body.get(name)
    if value is not None and not isinstance(value, kind):
        raise TurnRefused(f"{name} must be {'text' if kind is str else 'an object'} or null.")
    return value


def _moment(body: Mapping[str, Any]) -> str:
    value = _word(body, "sent_at")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise TurnRefused("sent_at must be a moment such as 2026-11-23T21:04:05+07:00.") from None
    if moment.tzinfo is None:
        raise TurnRefused("sent_at must carry its offset, such as +07:00.")
    return value


def _ms(start: float, end: float) -> float:
    return round((end - start) * 1000, 1)
