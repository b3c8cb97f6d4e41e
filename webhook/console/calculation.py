"""The facts and the calculation of a question as experts read them: in words, with its steps and places in the law."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge_base.entitlements import FactSpec, Spec, get_spec, list_names
from knowledge_base.entitlements.spec import UNKNOWN
from knowledge_base.entitlements.values import told, typed
from knowledge_base.entitlements.wording import day, plain, say, vnd
from webhook.console.lookup import Found
from webhook.console.thread import describe_candidates
from webhook.tickets.words import read

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Calculated:
    """A calculation of the assistant; without `says` the worker was still being asked."""

    title: str
    says: str
    on: str
    outputs: Rows
    lines: list[str]
    assumed: list[str]
    breaches: list[str]
    citations: list[Found]


def read_calculation(kept: Any, kb: Any, today: date) -> Calculated | None:
    """What a ticket carries as `calculation`; None where it is of no known calculation."""
    spec = find_spec(kept.get("name")) if isinstance(kept, Mapping) else None
    if spec is None:
        return None
    return Calculated(
        title=spec.title,
        says=str(kept.get("says") or ""),
        on=_day(kept.get("law_on") or kept.get("on")),
        outputs=[(_label(spec, name), _value(name, value, spec)) for name, value in _map(kept, "outputs").items()],
        lines=_texts(kept, "lines"),
        assumed=_texts(kept, "assumed"),
        breaches=_texts(kept, "violations"),
        citations=describe_candidates(kb, [one for one in _list(kept, "citations") if _is_place(one)], today),
    )


def read_facts(facts: Mapping[str, Any] | None, kept: Any) -> Rows:
    """Facts by their question, in the worker's units; those of no known calculation as they are."""
    spec = find_spec(kept.get("name")) if isinstance(kept, Mapping) else None
    return [
        _fact(spec.facts.get(str(name)) if spec else None, str(name), value) for name, value in (facts or {}).items()
    ]


def find_spec(name: Any) -> Spec | None:
    """The calculation of this name, where there is one."""
    return get_spec(name) if name in list_names() else None


def _fact(known: FactSpec | None, name: str, value: Any) -> tuple[str, str]:
    if value == UNKNOWN:
        return (known.question if known else name), read("words")["calculation"]["not_known"]
    given = typed(known, value) if known else None
    if known is None or given is None:
        return name, _bare(value)
    return known.question, told(known, given)


def _label(spec: Spec, name: str) -> str:
    return spec.outputs.get(name, name)


def _value(name: str, value: Any, spec: Spec) -> str:
    """An output with the unit that its label names."""
    is_money = "đồng" in _label(spec, name)
    if isinstance(value, list):
        return " – ".join(_value(name, one, spec) for one in value)
    if isinstance(value, str) and _day(value):
        return _day(value)
    return vnd(value) if is_money and _is_number(value) else _bare(value)


def _bare(value: Any) -> str:
    if isinstance(value, bool):
        return say("printed.yes") if value else say("printed.no")
    return plain(value) if _is_number(value) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _day(written: Any) -> str:
    """ "2026-11-23" as people here write it; empty for anything else."""
    try:
        return day(date.fromisoformat(written))
    except (TypeError, ValueError):
        return ""


def _map(kept: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = kept.get(key)
    return value if isinstance(value, Mapping) else {}


def _list(kept: Mapping[str, Any], key: str) -> list[Any]:
    value = kept.get(key)
    return value if isinstance(value, list) else []


def _texts(kept: Mapping[str, Any], key: str) -> list[str]:
    return [str(one["text"]) for one in _list(kept, key) if isinstance(one, Mapping) and one.get("text")]


def _is_place(one: Any) -> bool:
    return isinstance(one, Mapping) and all(isinstance(one.get(key), str) for key in ("document", "article"))
