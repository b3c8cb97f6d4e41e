"""The training examples of data/nlu as texts with intents, and what is wrong with them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.linear_model import BUTTON
from bot.payloads import ALLOWED
from bot.places import directory
from knowledge_base.text import fold

RULES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "nlu_rules.yaml").read_text(encoding="utf-8"))
Pair = tuple[str, str]


def read_groups(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """(group, intent, texts) of every block under `folder`: the wordings of one question, without those of buttons."""
    for path in sorted(folder.glob("**/*.yml")):
        for number, item in enumerate(yaml.load(path.read_bytes(), yaml.CSafeLoader)["nlu"]):
            lines = str(item["examples"]).splitlines()
            texts = [line[2:].strip() for line in lines if line.startswith("- ") and not line.startswith(f"- {BUTTON}")]
            yield f"{path.relative_to(folder).as_posix()}:{number}", str(item["intent"]), texts


def read_examples(folder: Path) -> list[Pair]:
    """(text, intent) of every example under `folder`, without those of buttons."""
    return [(text, intent) for _, intent, texts in read_groups(folder) for text in texts]


def find_faults(pairs: Sequence[Pair]) -> list[str]:
    """Sentences: intents that nobody knows or that lack examples, examples that are the same."""
    return [*_intent_faults(pairs), *_double_faults(pairs)]


def bare(text: str) -> str:
    """A text without accents and politeness: two examples must differ in more than these."""
    words = re.findall(r"\w+", fold(text))
    line = f" {' '.join(words)} "
    for polite in sorted((fold(word) for word in RULES["politeness"]), key=len, reverse=True):
        line = re.sub(rf"(?:(?<= ){re.escape(polite)} )+", "", line)
    return line.strip() or " ".join(words) or text


def button_intents() -> list[str]:
    """Intents that only a button's payload names."""
    return [name for name in ALLOWED if name not in directory().dialogue_acts]


def _intent_faults(pairs: Sequence[Pair]) -> Iterator[str]:
    wanted = [*directory().topics, *directory().dialogue_acts]
    counts = Counter(intent for _, intent in pairs)
    for intent in wanted:
        if counts[intent] < RULES["least_examples"]:
            yield f"{intent}: {counts[intent]} examples; write at least {RULES['least_examples']} in data/nlu/."
    for intent in sorted(set(counts) - set(wanted)):
        yield f"{intent}: not in knowledge_base/directory/topics.yaml; add it there or move its examples."


def _double_faults(pairs: Sequence[Pair]) -> Iterator[str]:
    places: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        places[bare(pair[0])].append(pair)
    for same in places.values():
        if len(same) > 1:
            shown = " = ".join(f"“{text}” ({intent})" for text, intent in same)
            yield f"The same but for accents and politeness: {shown}. Keep one, or say another thing."
