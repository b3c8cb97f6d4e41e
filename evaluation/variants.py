"""Question variants of answers, held out in turn: which entry does search choose for a wording that it has not seen?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random

import numpy as np

from bot.crossvalidate import all_examples
from bot.linear_model import LinearModel, train
from evaluation.fitting import Case, Floats, fit_choice
from knowledge_base import KnowledgeBase
from knowledge_base.search import build_index
from knowledge_base.search.choice import choice_features

FOLDS, MEASURED = 5, 2  # a fifth of each entry's variants at a time; two of the five tell enough
SEED = 5
TOPICS = 10  # intents of the classifier that search is told


@dataclass(frozen=True)
class Variant:
    """A wording and the entry that it was written for ("faq:resign_notice.days")."""

    text: str
    entry: str


def fit_entries(kb: KnowledgeBase, on: date) -> tuple[Floats, list[Case]]:
    """Weights that choose the entry for which a wording was written, and the cases they are fitted on."""
    cases = [case for held in deal(kb, on)[:MEASURED] for case in _cases(kb, held, on)]
    return fit_choice([case for case in cases if case[1].any()]), cases


def deal(kb: KnowledgeBase, on: date) -> list[list[Variant]]:
    """Every variant of the entries of that day, in FOLDS parts with about equally many of each entry."""
    chance = Random(SEED)
    parts: list[list[Variant]] = [[] for _ in range(FOLDS)]
    for entry in kb.faq.values():
        wordings = list(entry.questions)
        chance.shuffle(wordings)
        for number, text in enumerate(wordings if entry.is_valid(on) else ()):
            parts[number % FOLDS].append(Variant(text, f"faq:{entry.id}"))
    return parts


def accuracy(cases: Sequence[Case], weights: Floats) -> float:
    """The share of cases whose best row is right; a case without a right row counts as wrong."""
    return float(np.mean([bool(right[int(np.argmax(rows @ weights))]) for rows, right in cases]))


def _cases(kb: KnowledgeBase, held: Sequence[Variant], on: date) -> Iterator[Case]:
    """The hits of each wording by search and classifier that have not seen it."""
    unseen = {variant.text for variant in held}
    index, model = build_index(kb, unseen), _classifier_without(unseen)
    for variant, ranking in zip(held, model.rank([one.text for one in held]), strict=True):
        found = index.find(variant.text, on, dict(ranking[:TOPICS]))
        if found.hits:
            yield choice_features(found), np.array([hit.unit.id == variant.entry for hit in found.hits])


def _classifier_without(unseen: set[str]) -> LinearModel:
    return train([example for example in all_examples() if example.weight >= 1 or example.text not in unseen])
