"""Reading the keys of one mapping: each method gives a value of the right type, or notes a fault."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.models import Number

_IDENTIFIER = re.compile(r"[a-z_]\w*(?:\.\w+)*", re.ASCII)


class Fields:
    """The keys of `mapping`; whatever is never asked for is an unknown key at `finish`."""

    def __init__(self, mapping: object, place: Place, faults: Faults, line: int | None = None) -> None:
        self.faults = faults
        at: int = getattr(mapping, "line", place.line) if line is None else line
        self.place = Place(place.file, at, place.id)
        self._known: set[str] = set()
        self._map: Mapping[str, Any] = mapping if isinstance(mapping, Mapping) else {}
        if not isinstance(mapping, Mapping):
            self.fault("not_a_mapping", found=type(mapping).__name__)

    def named(self, key: str) -> str:
        """The text of an id key; from now on faults name it."""
        name = self.text(key)
        self.place = Place(self.place.file, self.place.line, f"{self.place.id} {name}".strip())
        return name

    def identifier(self, key: str) -> str:
        """As `named`, for ids: words of a-z, 0-9 and _ joined by dots."""
        name = self.named(key)
        if name and not _IDENTIFIER.fullmatch(name):
            self.fault("bad_id", id=name)
        return name

    def fault(self, code: str, **details: object) -> None:
        self.faults.add(self.place, code, **details)

    def has(self, key: str) -> bool:
        return self._map.get(key) is not None

    def raw(self, key: str, required: bool = False) -> Any:
        self._known.add(key)
        value = self._map.get(key)
        if value is None and required:
            self.fault("missing_key", key=key)
        return value

    def text(self, key: str, required: bool = True) -> str:
        value = self.raw(key, required)
        if value is None:
            return ""
        if isinstance(value, int | float) and not isinstance(value, bool):
            value = str(value)
        return self._clean(key, value, required)

    def _clean(self, key: str, value: object, required: bool = True) -> str:
        if not isinstance(value, str):
            self.fault("wrong_type", key=key, wanted="chữ", found=type(value).__name__)
            return ""
        if not value.isascii() and not unicodedata.is_normalized("NFC", value):
            self.fault("not_nfc")
        text = value.strip()
        if required and not text:
            self.fault("empty", key=key)
        return text

    def nullable(self, key: str) -> str:
        """The text of a key that must be written but may be null, then ""."""
        if key not in self._map:
            self.fault("missing_key", key=key)
        return self.text(key, required=False)

    def optional(self, key: str) -> str | None:
        return self.text(key, required=False) or None

    def texts(self, key: str, required: bool = True) -> tuple[str, ...]:
        """A list of texts; a single text where the list is optional counts as a list of one."""
        values = self.items(key, required)
        return tuple(self._clean(key, str(v) if isinstance(v, int) else v) for v in values)

    def items(self, key: str, required: bool = True) -> list[Any]:
        value = self.raw(key, required)
        if value is None:
            return []
        if isinstance(value, str) and not required:
            return [value]
        if not isinstance(value, list | tuple):
            self.fault("wrong_type", key=key, wanted="danh sách", found=type(value).__name__)
            return []
        return list(value)

    def mapping(self, key: str) -> Mapping[str, Any]:
        value = self.raw(key)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.fault("wrong_type", key=key, wanted="các cặp khóa: giá trị", found=type(value).__name__)
            return {}
        return value

    def day(self, key: str, required: bool = True) -> date | None:
        """A date, or None; a key that must be written may still be null when not `required`."""
        value = self.raw(key, required)
        if value is None or type(value) is date:
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fault("wrong_date", key=key, found=value)
            return None

    def span(self, start_key: str, end_key: str, required: bool = True) -> tuple[date | None, date | None]:
        """Two dates in order. The end must be written, null when open."""
        start, end = self.day(start_key, required), self.day(end_key, required=False)
        if required and end_key not in self._map:
            self.fault("missing_key", key=end_key)
        if start and end and end < start:
            self.fault("dates_backwards", start_key=start_key, start=start, end_key=end_key, end=end)
        return start, end

    def number(self, key: str) -> Number:
        value = self.raw(key, required=True)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if value is not None:
            self.fault("wrong_type", key=key, wanted="số", found=type(value).__name__)
        return 0

    def flag(self, key: str) -> bool:
        value = self.raw(key)
        if value is not None and not isinstance(value, bool):
            self.fault("wrong_type", key=key, wanted="true hoặc false", found=type(value).__name__)
        return value is True

    def choice(self, key: str, known: tuple[str, ...]) -> str:
        value = self.text(key)
        if value in known:
            return value
        if value:
            self.fault("wrong_choice", key=key, found=value, known=", ".join(known))
        return known[0]

    def finish(self) -> None:
        for key in self._map:
            if key not in self._known:
                self.fault("unknown_key", key=key, known=", ".join(sorted(self._known)))
