"""Rasa NLU and the actions' own code in one process: what a live conversation's first turn does."""

from __future__ import annotations

import asyncio
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import knowledge_base
from actions.answering import answer_message
from knowledge_base.decision import Brain

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


class WholeBrain:
    """A trained model and a knowledge base."""

    def __init__(self, model: Path) -> None:
        from rasa.core.agent import Agent

        self._agent = Agent.load(str(model))
        self.knowledge = Brain.build(knowledge_base.load())
        self._loop = asyncio.new_event_loop()

    @property
    def version(self) -> str:
        """The knowledge that answers."""
        return self.knowledge.kb.version

    def parse(self, text: str) -> dict[str, Any]:
        """What NLU makes of typed words, by the same path as a live turn."""
        from bot.understanding import understand

        return self._loop.run_until_complete(understand(self._agent, text))

    def answer(self, question: str, day: date) -> dict[str, Any]:
        """The output line of `make evaluate` for one question asked on a day."""
        return self.answer_parsed(self.parse(question), day)

    def answer_parsed(self, parsed: dict[str, Any], day: date) -> dict[str, Any]:
        """The same for words that NLU has read already."""
        sent_at = datetime.combine(day, time(9), tzinfo=VIETNAM)
        reply, _ = answer_message(parsed, self.knowledge, sent_at)
        record = reply.record
        keys = ("decision", "confidence", "topic", "department", "citations", "candidates")
        return {key: record[key] for key in keys} | {"text": "\n\n".join(m["text"] for m in reply.messages)}
