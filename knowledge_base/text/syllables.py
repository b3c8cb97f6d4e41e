"""Which folded words can be Vietnamese syllables, and which words and neighbours our own texts use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text.normalize import fold

_COUNTED_LINE = re.compile(r"(\S+) (\d+)")


@cache
def slips_file() -> dict[str, Any]:
    """slips.yaml as it is."""
    loaded: dict[str, Any] = yaml.load(Path(__file__).with_name("slips.yaml").read_bytes(), yaml.CSafeLoader)
    return loaded


@cache
def _syllable() -> re.Pattern[str]:
    parts = slips_file()["syllable"]
    rimes = parts["rimes"].split()
    ways = [
        (parts["before_any"], rimes),
        (parts["before_a_o_u"], [rime for rime in rimes if rime[0] in "aou"]),
        (parts["before_e_i_y"], [rime for rime in rimes if rime[0] in "eiy"]),
        (
            parts["gi"],
            ["", *(rime for rime in rimes if rime[0] in "aeou"), "n", "ng", "m", "nh", "p", "t", "c"],
        ),
        (parts["q"], [rime for rime in rimes if rime[0] == "u" and len(rime) > 1]),
    ]
    return re.compile("|".join(f"(?:{'|'.join(begins)})(?:{'|'.join(ends)})" for begins, ends in ways))


def is_syllable(folded: str) -> bool:
    """Whether a folded word can be written in Vietnamese: "luong", "nghi"; not "luowng", "thag", "congty"."""
    return _syllable().fullmatch(folded) is not None


@dataclass(frozen=True)
class Inventory:
    """Syllables of our texts. `written`: as written, with how often; `plain`: folded, summed; `pairs`: neighbours."""

    written: dict[str, int]
    plain: dict[str, int]
    pairs: frozenset[tuple[str, str]]


@cache
def inventory() -> Inventory:
    """syllables.yaml, made from our own texts by `python -m knowledge_base.text.inventory`."""
    raw = yaml.load(Path(__file__).with_name("syllables.yaml").read_bytes(), yaml.CSafeLoader)
    written = {word: int(count) for word, count in _COUNTED_LINE.findall(raw["words"])}
    plain: dict[str, int] = {}
    for word, count in written.items():
        plain[fold(word)] = plain.get(fold(word), 0) + count
    lines = (line.partition(": ") for line in raw["pairs"].splitlines())
    pairs = frozenset((first, second) for first, _, rest in lines for second in rest.split())
    return Inventory(written, plain, pairs)
