"""Money, durations, dates and percentages in a message, as knowledge_base/text reads them."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.component import Reader, add_entities
from bot.fingerprint import TEXT_ROOM, fingerprint_of
from knowledge_base.text import find_dates, find_durations, find_money, find_percents

FINDERS = {"money": find_money, "duration": find_durations, "date": find_dates, "percent": find_percents}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(Reader):
    """Entities money (int đồng), duration, date and percent; dates stay unresolved ("tháng trước" is no day yet)."""

    @classmethod
    def fingerprint_addon(cls, config: dict[str, Any]) -> str | None:
        return fingerprint_of(["bot/quantities.py", TEXT_ROOM])

    def warm_up(self) -> None:
        find_quantities("5 triệu")

    def read(self, message: Message, text: str) -> None:
        add_entities(message, find_quantities(text), type(self).__name__)


def find_quantities(text: str) -> list[dict[str, Any]]:
    """All quantities of a text as entities with start, end and value."""
    return [
        {"entity": kind, "start": span.start, "end": span.end, "value": span.value}
        for kind, find in FINDERS.items()
        for span in find(text)
    ]
