"""`python -m evaluation.classifiers [--diet EPOCHS]`: kinds of classifier side by side on one held-out fifth.

The figures behind docs/decisions/0002-classifier.md. All kinds but DIET read the features of bot/features.py. A
fifth by group holds questions of which no wording was learned; a random fifth holds other wordings of learned ones.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from tempfile import NamedTemporaryFile
from time import perf_counter, process_time
from typing import Any, Protocol

import joblib
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.base import clone
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.neural_network import MLPClassifier

from bot import logs
from bot.crossvalidate import FOLDS, Outcome, all_examples, share
from bot.env import enter
from bot.features import Features, plain
from bot.linear_model import SEED, Example, folds, train
from bot.places import directory
from evaluation.diet import train_diet
from knowledge_base.text import fold

Ranking = list[tuple[str, float]]
Fifth = tuple[list[Example], list[Example]]  # to learn from, held out
TIMED = 300  # messages read one by one
BUCKETS = 2**15  # of the averaged embeddings, as fastText shares them
WIDTH = 64
COLUMNS = (
    "classifier",
    "all",
    "topics",
    "in the first three",
    "folded",
    "topics, random fifth",
    "ms",
    "training s",
    "of CPU",
    "MB",
)
REPEATED = 2  # full-weight examples, where a library takes no weights


class Ranker(Protocol):
    """Whatever ranks the intents of texts."""

    def rank(self, texts: Sequence[str]) -> list[Ranking]: ...


@dataclass(frozen=True)
class Kind:
    """A name and how to train it. `twice`: whether it is quick enough to learn from the random fifths, too."""

    name: str
    train: Callable[[Sequence[Example]], Ranker]
    twice: bool = True


@dataclass
class Same:
    """A scikit-learn classifier over our features."""

    machine: Any
    features: Features
    buckets: csr_matrix | None = None

    def rank(self, texts: Sequence[str]) -> list[Ranking]:
        rows = self.features.of([plain(text) for text in texts])
        chances = self.machine.predict_proba(rows if self.buckets is None else rows @ self.buckets)
        order = np.argsort(-chances, axis=1)[:, :10]
        return [
            [(str(self.machine.classes_[i]), float(row[i])) for i in best]
            for row, best in zip(chances, order, strict=True)
        ]


def train_same(machine: Any, examples: Sequence[Example]) -> Same:
    """Fit with the examples' weights."""
    features = Features()
    rows = features.fit([plain(example.text) for example in examples])
    weights = np.array([example.weight for example in examples])
    return Same(clone(machine).fit(rows, [example.intent for example in examples], sample_weight=weights), features)


def train_embeddings(examples: Sequence[Example]) -> Same:
    """A text as the mean of its features' vectors, then softmax: what fastText does, over our features in buckets."""
    repeated = [example for example in examples for _ in range(REPEATED if example.weight >= 1 else 1)]
    features = Features()
    rows = features.fit([plain(example.text) for example in repeated])
    size = rows.shape[1]
    places = np.random.default_rng(SEED).integers(0, BUCKETS, size)
    buckets = csr_matrix((np.ones(size, dtype="float32"), (np.arange(size), places)), shape=(size, BUCKETS))
    machine = MLPClassifier(
        (WIDTH,),
        activation="identity",
        alpha=1e-5,
        batch_size=128,
        learning_rate_init=0.004,
        max_iter=8,
        random_state=SEED,
    )
    return Same(machine.fit(rows @ buckets, [example.intent for example in repeated]), features, buckets)


def list_kinds(diet_epochs: int) -> list[Kind]:
    """What is compared; the present one first."""
    regression = LogisticRegression(C=20.0, max_iter=60, tol=1e-3)
    kinds = [
        Kind("linear SVC (present)", train),
        Kind("logistic regression", lambda examples: train_same(regression, examples)),
        Kind("complement naive Bayes", lambda examples: train_same(ComplementNB(alpha=0.1), examples)),
        Kind("averaged embeddings", train_embeddings),
    ]
    if not diet_epochs:
        return kinds
    name = f"DIET, {diet_epochs} epochs, own examples"
    diet = Kind(name, lambda examples: train_diet(_own(examples), diet_epochs), twice=False)
    return [*kinds, Kind("linear SVC, own examples", lambda examples: train(_own(examples))), diet]


def _own(examples: Sequence[Example]) -> list[Example]:
    """Without the knowledge base's questions: with them one epoch of DIET takes longer than all training may."""
    return [example for example in examples if example.weight >= 1]


def measure(kind: Kind, by_group: Fifth, at_random: Fifth) -> str:
    """One line of the table."""
    part, test = by_group
    wall, worked = perf_counter(), process_time()
    model = kind.train(part)
    wall, worked = perf_counter() - wall, process_time() - worked
    raw, folded = (_outcomes(model, test, texts) for texts in _spellings(test))
    topics = _of_topics(raw)
    figures = [share(raw), share(topics), share(topics, 3), share(_of_topics(folded)), _at_random(kind, at_random)]
    times = [f"{_milliseconds(model, test):.1f}", f"{wall:.0f}", f"{worked:.0f}", f"{_megabytes(model):.1f}"]
    return " | ".join([kind.name, *figures, *times])


def _at_random(kind: Kind, fifth: Fifth) -> str:
    part, test = fifth
    return share(_of_topics(_outcomes(kind.train(part), test, _spellings(test)[0]))) if kind.twice else "–"


def ungrouped(examples: Sequence[Example]) -> list[Example]:
    """Each example alone: what a random split sees."""
    return [replace(example, group="") for example in examples]


def _outcomes(model: Ranker, test: Sequence[Example], texts: Sequence[str]) -> list[Outcome]:
    return [Outcome(e, tuple(ranking)) for e, ranking in zip(test, model.rank(texts), strict=True)]


def _of_topics(found: Sequence[Outcome]) -> list[Outcome]:
    return [outcome for outcome in found if outcome.example.intent in directory().topics]


def _spellings(test: Sequence[Example]) -> tuple[list[str], list[str]]:
    return [e.text for e in test], [fold(e.text) for e in test]


def _milliseconds(model: Ranker, test: Sequence[Example]) -> float:
    """Of CPU: what a message costs one core, however busy the machine is."""
    taken = []
    for example in test[:: max(1, len(test) // TIMED)]:
        started = process_time()
        model.rank([example.text])
        taken.append(1000 * (process_time() - started))
    return median(taken)


def _megabytes(model: Any) -> float:
    size = getattr(model, "size", None)
    if size is not None:
        return float(size) / 1e6
    with NamedTemporaryFile() as scratch:
        joblib.dump(model, scratch.name)
        return Path(scratch.name).stat().st_size / 1e6


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.classifiers")
    parser.add_argument("--diet", type=int, default=0, metavar="EPOCHS", help="also train Rasa's DIET, minutes")
    asked = parser.parse_args(arguments)
    examples = all_examples()
    by_group, at_random = folds(examples, FOLDS)[0], folds(ungrouped(examples), FOLDS)[0]
    print(f"{len(by_group[0])} examples to learn from, {len(by_group[1])} held out; at random {len(at_random[1])}")
    print(
        "classifier | all | topics | in the first three | folded | topics, random fifth | ms | training s | of CPU | MB"
    )
    for kind in list_kinds(asked.diet):
        print(measure(kind, by_group, at_random), flush=True)
    return 0


if __name__ == "__main__":
    enter("evaluation.classifiers", sys.argv[1:])
    logs.configure()
    sys.exit(main(sys.argv[1:]))
