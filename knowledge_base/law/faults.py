"""What is wrong in the knowledge base, collected and told in sentences that say what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import yaml


@cache
def _sentences() -> dict[str, str]:
    text = Path(__file__).with_name("faults.yaml").read_text(encoding="utf-8")
    loaded: dict[str, str] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def told(value: object) -> str:
    """A value as a sentence shows it: days as d/m/yyyy, None as "nay"."""
    if value is None:
        return "nay"
    if isinstance(value, date):
        return f"{value.day}/{value.month}/{value.year}"
    return str(value)


def sentence(code: str, **details: object) -> str:
    """The sentence of faults.yaml for `code`."""
    return _sentences()[code].format(**{key: told(value) for key, value in details.items()})


@dataclass(frozen=True)
class Place:
    """Where in the files something stands: path inside the root, line (0 = unknown), id of the thing."""

    file: str
    line: int = 0
    id: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.id}" if self.id else where


@dataclass(frozen=True)
class Fault:
    """One thing to mend; `code` is its key in faults.yaml."""

    place: Place
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


class KnowledgeError(Exception):
    """The knowledge base cannot be used as asked; `faults` lists every reason found."""

    def __init__(self, message: str, faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(message)
        self.faults = faults


class NotFound(KnowledgeError, LookupError):
    """A `get_` found nothing; the message names what and on which day."""


class Faults:
    """A list of faults that grows while the files are read."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, place: Place, code: str, **details: object) -> None:
        self._found.append(Fault(place, code, sentence(code, **details)))

    def __iter__(self) -> Iterator[Fault]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def raise_if_any(self) -> None:
        """Raises KnowledgeError with all faults, ordered by file and line."""
        if not self._found:
            return
        ordered = tuple(sorted(dict.fromkeys(self._found), key=lambda f: (f.place.file, f.place.line, f.code)))
        raise KnowledgeError("\n".join(str(fault) for fault in ordered), ordered)
