"""What every action does: read the turn, make one reply off the event loop, utter it as one JSON message."""

from __future__ import annotations

import asyncio
import logging
import traceback
from abc import ABC, abstractmethod
from typing import Any

from rasa_sdk import Action
from rasa_sdk.events import SlotSet
from rasa_sdk.interfaces import ActionExecutionRejection

from actions.reply import Reply
from actions.turn import Turn

Slots = dict[str, Any]
logger = logging.getLogger(__name__)


class HouseAction(Action, ABC):
    """Subclasses give `action` (the name in domain.yml) and `reply_to`; the slots that it returns are set."""

    action = ""

    def name(self) -> str:
        return self.action

    @abstractmethod
    def reply_to(self, turn: Turn) -> tuple[Reply, Slots]:
        """Make the reply of this turn. Runs in a thread: it may wait for the webhook."""

    async def run(self, dispatcher: Any, tracker: Any, domain: Any) -> list[dict[str, Any]]:
        """Called by the SDK once a turn. A failure is logged by place, never by text; the turn stays unanswered."""
        try:
            turn = Turn.of(tracker)
            reply, slots = await asyncio.to_thread(self.reply_to, turn)
        except Exception as error:
            places = [f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)[-4:]]
            logger.error("%s failed with %s at %s", self.action, type(error).__name__, " > ".join(places))
            raise ActionExecutionRejection(self.action) from None
        reply.record.setdefault("decision", "act")
        dispatcher.utter_message(json_message=reply.as_json())
        return [SlotSet(name, value) for name, value in slots.items()]
