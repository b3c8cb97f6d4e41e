"""The sheet that a calculator writes on: outputs, steps, breaches; it becomes a Result or a Declined."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from knowledge_base.entitlements.facts import Facts
from knowledge_base.entitlements.law import Law
from knowledge_base.entitlements.models import Assumption, Declined, Line, Output, Result, Violation
from knowledge_base.entitlements.wording import at_most_2, half_up
from knowledge_base.law.models import Citation


@dataclass
class Sheet:
    """One calculation under way. `law` is that of the day that decides; `values` are printed figures for sentences."""

    facts: Facts
    law: Law
    on: date
    outputs: dict[str, Output] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    violations: list[Violation] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    values: dict[str, str] = field(default_factory=dict)

    def by_law_of(self, day: date) -> Law:
        """From now on the law of another day counts."""
        self.law = self.law.at(day)
        return self.law

    def money(self, name: str, amount: Fraction | int) -> int:
        """Round an amount to whole đồng, half up, and keep it as an output."""
        rounded = half_up(amount)
        self.outputs[name] = rounded
        return rounded

    def number(self, name: str, value: Fraction | int) -> int | float:
        """Keep a count with at most 2 decimals as an output."""
        rounded = at_most_2(value)
        self.outputs[name] = rounded
        return rounded

    def flag(self, name: str, value: bool) -> bool:
        self.outputs[name] = value
        return value

    def text(self, name: str, value: str) -> None:
        self.outputs[name] = value

    def day(self, name: str, value: date) -> date:
        self.outputs[name] = value.isoformat()
        return value

    def range(self, low: Fraction | int, high: Fraction | int) -> tuple[int, int]:
        """Keep the lowest and highest amount as the output `range`."""
        ends = half_up(low), half_up(high)
        self.outputs["range"] = list(ends)
        return ends

    def line(self, id_: str, **values: str) -> None:
        """Add a step of the working; its figures are also at hand for other sentences."""
        spec = self.facts.spec.lines[id_]
        self.values.update(values)
        text = self._filled(spec.text, values)
        cited = self.law.in_force(spec.cites)
        self.lines.append(Line(id_, text, cited[0] if cited else None))

    def breach(self, id_: str, **values: str) -> None:
        spec = self.facts.spec.violations[id_]
        self.violations.append(Violation(id_, self._filled(spec.text, values), spec.department))

    def result(self, which: str = "main", **values: str) -> Result:
        """The Result whose headline is `results.<which>`."""
        self.values.update(values)
        headline = self._filled(self.facts.spec.results[which], values)
        return Result(**self._worked(), headline=headline)

    def declined(self, reason: str, **values: str) -> Declined:
        """The Declined of a reason, with all that is on the sheet."""
        self.values.update(values)
        message = self._filled(self.facts.spec.declined[reason], values)
        return Declined(**self._worked(), reason=reason, message=message)

    def _filled(self, text: str, values: dict[str, str]) -> str:
        filled = self.law.fill(text, {**self.values, **values})
        if filled is None:
            raise KeyError(f"{self.facts.spec.id}: no value for a placeholder of {text!r}")
        return filled

    def _sentences(self, texts: tuple[str, ...], law: Law) -> tuple[str, ...]:
        """Those whose figures are all known."""
        filled = (law.fill(text, self.values) for text in texts)
        return tuple(text for text in filled if text is not None)

    def _citations(self) -> tuple[Citation, ...]:
        """Those of the steps, a code and laws before the decrees that carry them out."""
        cited = [line.citation for line in self.lines if line.citation]
        known = tuple(dict.fromkeys(cited)) or self.law.in_force(self.facts.spec.citations)
        return tuple(sorted(known, key=self._is_below_laws))

    def _is_below_laws(self, citation: Citation) -> bool:
        return self.law.kb.documents[citation.document].kind not in ("bo_luat", "luat")

    def _assumed(self) -> tuple[Assumption, ...]:
        """What was taken unsaid and did matter, its figures filled in."""
        used = [one for one in self.facts.assumed if one.fact in self.facts.used]
        return tuple(replace(one, text=self.law.fill(one.text, self.values) or one.text) for one in used)

    def _look_up(self) -> tuple[str, ...]:
        """Where to find what the worker does not know."""
        spec = self.facts.spec
        return tuple(spec.facts[name].look_up for name in sorted(self.facts.unknown) if spec.facts[name].look_up)

    def _worked(self) -> dict[str, Any]:
        spec = self.facts.spec
        return {
            "calculation": spec.id,
            "on": self.on,
            "law_on": self.law.on,
            "facts": self.facts.said,
            "outputs": dict(self.outputs),
            "lines": tuple(self.lines),
            "citations": self._citations(),
            "assumed": self._assumed(),
            "could_change": self._sentences(spec.could_change, self.law),
            "violations": tuple(self.violations),
            "warnings": (*self.warnings, *self._look_up()),
            "next_steps": self._sentences(spec.next_steps, self.law.at(self.on)),
        }
