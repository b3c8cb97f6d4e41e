"""Question files of both forms: evaluation/questions, and the shared sets with `law` and `still_in_force_2026`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base.text import fold

Key = tuple[str, str]  # document and article, spelled so that they can be compared


@dataclass(frozen=True)
class Row:
    """A question. `gold`: known articles; empty outside labour law, None where nobody has labelled it.

    `entries`: the FAQ entries that answer it, where a reader has named them.
    """

    id: str
    text: str
    style: str
    topic: str | None
    gold: frozenset[Key] | None
    day: date | None = None
    entries: tuple[str, ...] | None = None
    places: tuple[tuple[str, str], ...] = ()  # the known articles as the file spells them, in its order

    @property
    def outside(self) -> bool:
        return self.gold is not None and not self.gold


def key_of(place: Mapping[str, Any]) -> Key:
    """{"document" or "law", "article"} without accents, blanks and case in the number."""
    number = str(place.get("document") or place["law"])
    return fold(number).upper().replace(" ", ""), str(place["article"]).strip()


def read_rows(paths: Sequence[Path]) -> list[Row]:
    """All questions of the files and folders; of those with a mark of validity only the ones still in force.

    Raises ValueError naming the file and the line that cannot be read.
    """
    return [row for path in paths for file in _files(path) for row in _read(file)]


def inside(rows: Iterable[Row]) -> list[Row]:
    """Questions of labour law with known articles."""
    return [row for row in rows if row.gold]


def _files(path: Path) -> list[Path]:
    return sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def _read(path: Path) -> list[Row]:
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            raw = json.loads(line)
            row = _row(raw)
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"{path}, line {number}: needs id, question and perhaps gold, date (YYYY-MM-DD): {error!r}"
            raise ValueError(message) from error
        if raw.get("still_in_force_2026", True) is True:
            found.append(row)
    return found


def _row(raw: Mapping[str, Any]) -> Row:
    known = raw.get("gold", [] if raw.get("topic") == "ood" else None)
    return Row(
        id=str(raw["id"]),
        text=str(raw["question"]),
        style=str(raw.get("style") or raw.get("kind") or ("outside" if known == [] else "other")),
        topic=raw.get("topic") if known else None,
        gold=None if known is None else frozenset(key_of(place) for place in known),
        day=date.fromisoformat(raw["date"]) if raw.get("date") else None,
        entries=tuple(raw["entries"]) if "entries" in raw else None,
        places=tuple((str(place.get("document") or place["law"]), str(place["article"])) for place in known or ()),
    )
