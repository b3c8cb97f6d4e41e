"""Conversations through the real agent and actions in one process; only the webhook's /escalations is a stand-in."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
TICKET = {"code": "TV-TEST", "department": "", "department_id": "", "status": "open"}
Said = dict[str, Any]


class LocalActions:
    """What Rasa takes for the action server's address: the same SDK executor, called in place."""

    url = "local"
    kwargs: Mapping[str, Any] = {}

    def __init__(self) -> None:
        from rasa_sdk.executor import ActionExecutor

        self._executor = ActionExecutor()
        self._executor.register_package("actions")

    async def request(self, json: dict[str, Any], **_: Any) -> Any:
        return await self._executor.run(json)


class House:
    """A trained model with the actions; any number of talks."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        from bot import action_results

        action_results.install()
        self.agent = Agent.load(str(model), action_endpoint=LocalActions())
        self._loop = asyncio.new_event_loop()

    def turn(self, body: dict[str, Any]) -> Said:
        from bot.turns import Turn, run_turn

        return self._loop.run_until_complete(run_turn(self.agent, Turn.of(body)))

    def close(self) -> None:
        self._loop.close()


@dataclass
class Talk:
    """One person's conversation: the state goes round as the webhook would carry it."""

    house: House
    day: date
    name: str = "c_talk"
    state: Any = None
    ticket: Mapping[str, Any] | None = None
    count: int = 0
    last: Said = field(default_factory=dict)

    def say(self, text: str, on: date | None = None, patience: bool = False) -> Said:
        return self._turn({"text": text, "payload": None}, on, patience)

    def tap(self, title: str, on: date | None = None) -> Said:
        """Tap the quick reply of this title under the last reply."""
        offered = {reply["title"]: reply["payload"] for reply in quick_replies(self.last)}
        return self._turn({"text": None, "payload": offered[title]}, on, False)

    def _turn(self, said: dict[str, Any], on: date | None, patience: bool) -> Said:
        self.day = on or self.day
        self.count += 1
        sent_at = datetime.combine(self.day, time(9), tzinfo=VIETNAM) + timedelta(minutes=self.count)
        context = {
            "message_ids": [self.count], "first_contact": self.count == 1, "patience": patience,
            "about_turn": None, "ticket": self.ticket,
        }  # fmt: skip
        head = {"turn_id": f"t_{self.count}", "conversation": self.name, "sent_at": sent_at.isoformat()}
        reply = self.house.turn({**head, **said, "state": self.state, "context": context})
        if not reply["record"].get("incomplete"):
            self.state, self.last = reply["state"], reply
        if reply["record"].get("act") == "ticket_opened":
            consent = {"consent_at": sent_at.isoformat(), "due_at": (sent_at + timedelta(hours=24)).isoformat()}
            self.ticket = {**TICKET, **consent}
        return reply


def words(reply: Said) -> str:
    return "\n\n".join(message["text"] for message in reply["messages"])


def quick_replies(reply: Said) -> list[dict[str, str]]:
    return [one for message in reply["messages"] for one in message["quick_replies"]]
