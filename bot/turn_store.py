"""Where a conversation stands while one turn is handled, and nowhere afterwards."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker


class TurnStore(TrackerStore):
    """Keeps tracker objects as they are, without writing them out: the channel puts one in and takes it away."""

    def __init__(self, domain: Domain | None, event_broker: Any = None, **kwargs: Any) -> None:
        super().__init__(domain, event_broker)
        self._trackers: dict[str, DialogueStateTracker] = {}

    async def save(self, tracker: DialogueStateTracker) -> None:
        self._trackers[tracker.sender_id] = tracker

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        return self._trackers.get(sender_id)

    async def keys(self) -> Iterable[str]:
        return list(self._trackers)

    def forget(self, sender_id: str) -> None:
        """Nothing of this conversation stays."""
        self._trackers.pop(sender_id, None)
