"""One live turn as an action sees it: who wrote, when, what is pending."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True)
class Turn:
    """Read from the tracker's last user message.

    `about_turn`: the turn whose reply a thumb was about, `message_ids` are then its own; `ticket` is the live ticket;
    `calculation`: the one under way or just told; `facts`: what was said for calculations, with its day.
    """

    turn_id: str
    conversation: str
    sent_at: datetime
    message_ids: tuple[int, ...]
    about_turn: str | None
    ticket: Mapping[str, Any] | None
    pending: Mapping[str, Any] | None
    last: Mapping[str, Any] | None
    calculation: Mapping[str, Any] | None
    facts: Mapping[str, Any] | None
    parsed: Mapping[str, Any]

    @classmethod
    def of(cls, tracker: Any) -> Turn:
        """Raises KeyError when the channel did not hand over turn id, conversation and time."""
        parsed = tracker.latest_message
        metadata = parsed.get("metadata") or {}
        context = metadata.get("context") or {}
        return cls(
            turn_id=metadata["turn_id"],
            conversation=metadata["conversation"],
            sent_at=datetime.fromisoformat(metadata["sent_at"]),
            message_ids=tuple(context.get("message_ids") or ()),
            about_turn=context.get("about_turn"),
            ticket=context.get("ticket"),
            pending=tracker.get_slot("pending"),
            last=tracker.get_slot("last_answer"),
            calculation=tracker.get_slot("calculation"),
            facts=tracker.get_slot("facts"),
            parsed=parsed,
        )

    @property
    def intent(self) -> str:
        """The likeliest intent's name; "unclear" where there is none."""
        return str((self.parsed.get("intent") or {}).get("name") or "unclear")

    @property
    def follow(self) -> Mapping[str, Any] | None:
        """How the words lean on the question before (bot/context.py); None where they do not."""
        found: Mapping[str, Any] | None = self.parsed.get("follow")
        return found

    @property
    def incomplete(self) -> Mapping[str, str] | None:
        """What makes the message unfinished (bot/incomplete.py); never while a calculation may be answered."""
        mark: Mapping[str, str] | None = self.parsed.get("incomplete")
        return None if self.calculation else mark

    @property
    def patience(self) -> bool:
        """Whether an unfinished message may still wait for more words."""
        return bool(((self.parsed.get("metadata") or {}).get("context") or {}).get("patience"))

    def entity(self, name: str) -> Any:
        """The value that a button's payload carries under this name, or None."""
        return next((e.get("value") for e in self.parsed.get("entities") or [] if e.get("entity") == name), None)
