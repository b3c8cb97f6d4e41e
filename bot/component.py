"""What our components that only read a message have in common."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from typing_extensions import Self


class Reader(GraphComponent):
    """A component without training: subclasses say what they find in one message by `read`."""

    def __init__(self, config: dict[str, Any]) -> None:
        self.config = config
        self.warm_up()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Self:
        return cls(config)

    def warm_up(self) -> None:
        """What the first message should not have to wait for."""

    def read(self, message: Message, text: str) -> None:
        """Put what is found in `text` on the message."""
        raise NotImplementedError

    def process(self, messages: list[Message]) -> list[Message]:
        """Called by Rasa for each incoming message."""
        for message in messages:
            text = message.get(TEXT)
            if text:
                self.read(message, text)
        return messages


def add_entities(message: Message, found: list[dict[str, Any]], extractor: str) -> None:
    """Append entities, signed by who found them, in the order of the text."""
    signed = [{**entity, "extractor": extractor} for entity in found]
    entities = [*(message.get(ENTITIES) or []), *signed]
    message.set(ENTITIES, sorted(entities, key=lambda entity: entity["start"]), add_to_output=True)
