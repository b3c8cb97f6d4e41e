"""What happened to the worker, told earlier, colours what is asked now: whoever is owed wages may leave at once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text import plain_words

LISTS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("circumstances.yaml").read_text(encoding="utf-8"))
CIRCUMSTANCE = "circumstance"


def with_circumstance(text: str, facts: Mapping[str, Any], on: date) -> str | None:
    """The question with what was told before put in front; None where nothing told lately changes its answer.

    `facts`: the slot of that name, name → {"value", "day"}; `on`: the day of the question.
    """
    asked = plain_words(text)
    since = (on - timedelta(days=LISTS["keep_days"])).isoformat()
    for case in LISTS["cases"]:
        told = facts.get(case["fact"])
        if not told or told["value"] != case["value"] or str(told["day"]) < since:
            continue
        if re.search(rf"\b(?:{case['asks']})\b", asked) and not re.search(rf"\b(?:{case['unless']})\b", asked):
            return f"{case['says']}, {text}"
    return None
