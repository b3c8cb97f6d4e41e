"""The law of one day, as calculators ask for it: exact numbers by parameter id."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from knowledge_base.entitlements.wording import day, say
from knowledge_base.law.faults import KnowledgeError
from knowledge_base.law.models import Citation, holds
from knowledge_base.law.phrases import printed_value
from knowledge_base.law.placeholders import PLACEHOLDER, TODAY, evaluate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from knowledge_base.law.base import KnowledgeBase


class UnknownValue(KnowledgeError):
    """A parameter has no value on the day; the message names both."""


class Law:
    """The parameters of `kb` on `on`."""

    def __init__(self, kb: KnowledgeBase, on: date) -> None:
        self.kb = kb
        self.on = on

    def at(self, on: date) -> Law:
        """The same law on another day."""
        return self if on == self.on else Law(self.kb, on)

    def value(self, parameter: str) -> Fraction:
        """What a parameter is worth. UnknownValue names it and the day."""
        found = self.kb.parameters.find(parameter, self.on)
        if found is None:
            raise UnknownValue(say("no_value_on_date", name=self._name(parameter), on=day(self.on)))
        return Fraction(str(found.value))

    def has(self, parameter: str) -> bool:
        return self.kb.parameters.find(parameter, self.on) is not None

    def share(self, parameter: str) -> Fraction:
        """A percentage as a fraction: 85 % is 17/20."""
        return self.value(parameter) / 100

    def whole(self, parameter: str) -> int:
        return int(self.value(parameter))

    def printed(self, parameter: str) -> str:
        """With its unit: "150%"."""
        return printed_value(self.value(parameter), self.kb.parameters[parameter].unit)

    def unit(self, parameter: str) -> str:
        self.value(parameter)
        return self.kb.parameters[parameter].unit

    def in_force(self, citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
        """Those whose article holds on the day."""
        return tuple(c for c in citations if self._holds(c))

    def fill(self, text: str, values: Mapping[str, str]) -> str | None:
        """`text` with values and parameters; None where one of them is not known."""
        names = [match.group(1).strip() for match in PLACEHOLDER.finditer(text)]
        if any(name.isidentifier() and name not in values and not self._is_parameter(name) for name in names):
            return None
        try:
            return PLACEHOLDER.sub(lambda match: self._told(match.group(1).strip(), values), text)
        except KnowledgeError:
            return None

    def _told(self, name: str, values: Mapping[str, str]) -> str:
        return values[name] if name in values else evaluate(name, self.kb.parameters, self.on)

    def _is_parameter(self, name: str) -> bool:
        return name == TODAY or name in self.kb.parameters

    def _name(self, parameter: str) -> str:
        return self.kb.parameters[parameter].name if parameter in self.kb.parameters else parameter

    def _holds(self, citation: Citation) -> bool:
        document = self.kb.documents.get(citation.document)
        article = document.articles.get(citation.article) if document else None
        if article is None:
            return False
        return any(holds(v.effective_from, v.effective_to, self.on) for v in article.versions)
