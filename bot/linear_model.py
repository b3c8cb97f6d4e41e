"""A linear classifier over text features whose scores are probabilities fitted on texts it has not seen."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.svm import LinearSVC

from bot.border import Border, fit_border
from bot.features import Features, plain

WEIGHT = "example_weight"  # the name under which a training message carries its weight
NEAR_WEIGHT = 0.5  # of a question of the knowledge base; of 0.3 to 1 the best in cross-validation, by a little
BUTTON = "/"  # examples that begin so name a button's intent; its words are never learned
STRENGTH = 0.5  # LinearSVC's C; .4 to 1 are equal within noise
USUAL_SHARPNESS = 8.0  # where there are too few texts to fit it
HELD_OUT = 5  # one part in five measures how sharp the margins are
SEED = 7
WORTH_A_CORE = 5000  # examples from which a second process takes less time than it needs to start

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Example:
    """A text with its intent. `weight`: 1 for words as workers write, less for what only resembles them.

    `group`: names the wordings of one question; "" where the text stands alone.
    """

    text: str
    intent: str
    weight: float = 1.0
    group: str = ""


@dataclass(frozen=True)
class LinearModel:
    """`sharpness` makes margins chances: softmax(sharpness × margin). `border` settles what is no labour law."""

    features: Features
    intents: tuple[str, ...]
    weights: NDArray[np.float32]
    offsets: NDArray[np.float32]
    sharpness: float
    border: Border | None = None

    def rank(self, texts: Sequence[str]) -> list[list[tuple[str, float]]]:
        """For each text all intents, likeliest first; nothing for a text without a known word."""
        read = [plain(text) for text in texts]
        rows = self.features.of(read)
        chances = _softmax(_margins(rows, self.weights, self.offsets) * self.sharpness)
        if self.border:
            chances = self.border.settle(chances, rows)
        return [self._ranked(row) if self.features.knows(text) else [] for text, row in zip(read, chances, strict=True)]

    def _ranked(self, chances: Floats) -> list[tuple[str, float]]:
        order = np.argsort(-np.round(chances, 9), kind="stable")
        return [(self.intents[i], float(chances[i])) for i in order]


def train(
    examples: Sequence[Example], topics: Collection[str] = (), say: Callable[[str], None] = lambda _: None
) -> LinearModel:
    """Fit the model on all examples; its sharpness by a first fit that has not seen a fifth of them.

    `topics`: the intents of labour law, told apart from off_domain on their own as well.
    """
    if len({example.intent for example in examples}) < 2:
        raise ValueError("The classifier needs examples of at least two intents in data/nlu.")
    ordered = sorted(examples, key=lambda example: (example.intent, example.text))
    work = (delayed(_fit)(ordered, topics), delayed(_fit_sharpness)(ordered, topics))
    cores = len(work) if len(ordered) >= WORTH_A_CORE else 1
    model, (sharpness, of_border) = Parallel(n_jobs=cores)(work)
    say(f"{len(ordered)} examples, sharpness {sharpness:.2f}, of the border {of_border:.2f}")
    border = replace(model.border, sharpness=of_border) if model.border else None
    fitted: LinearModel = replace(model, sharpness=sharpness, border=border)
    return fitted


def folds(examples: Sequence[Example], count: int) -> list[tuple[list[Example], list[Example]]]:
    """Training and test parts; tests are full-weight examples only, each tested once.

    A group stays in one part; a lighter example that reads the same as a tested one is not trained on.
    """
    near = [(example, plain(example.text)) for example in examples if example.weight < 1]
    tests = _deal([example for example in examples if example.weight >= 1], count)
    parts = []
    for number, test in enumerate(tests):
        tested = {plain(example.text) for example in test}
        seen = [example for other, part in enumerate(tests) if other != number for example in part]
        parts.append(([*seen, *(example for example, read in near if read not in tested)], test))
    return parts


def _deal(examples: Sequence[Example], count: int) -> list[list[Example]]:
    """`count` parts with about equally many examples of each intent: the largest groups first, to the smallest part."""
    chance = Random(SEED)
    parts: list[list[Example]] = [[] for _ in range(count)]
    intents: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        intents[example.intent].append(example)
    for _, own in sorted(intents.items()):
        held = [0] * count
        for group in _groups(own, count, chance):
            smallest = min(range(count), key=lambda part: (held[part], len(parts[part])))
            held[smallest] += len(group)
            parts[smallest] += group
    return parts


def _groups(examples: Sequence[Example], count: int, chance: Random) -> list[list[Example]]:
    """The groups of one intent, largest first; each example alone where there are too few groups for `count` parts."""
    named: dict[object, list[Example]] = defaultdict(list)
    for number, example in enumerate(examples):
        named[example.group or number].append(example)
    groups = list(named.values()) if len(named) >= count else [[example] for example in examples]
    chance.shuffle(groups)
    return sorted(groups, key=len, reverse=True)


def _fit(examples: Sequence[Example], topics: Collection[str]) -> LinearModel:
    features = Features()
    rows = features.fit([plain(example.text) for example in examples])
    intents = np.array([example.intent for example in examples])
    machine = LinearSVC(C=STRENGTH, random_state=SEED, max_iter=3000)
    machine.fit(rows, intents, sample_weight=_balanced(examples))
    weights, offsets = machine.coef_, machine.intercept_
    if len(machine.classes_) == 2:
        weights, offsets = np.vstack([-weights, weights]), np.hstack([-offsets, offsets])
    names = tuple(str(name) for name in machine.classes_)
    border = fit_border(rows, [e.intent for e in examples], np.array([e.weight for e in examples]), names, topics)
    return LinearModel(features, names, weights.astype("float32"), offsets.astype("float32"), 1.0, border)


def _balanced(examples: Sequence[Example]) -> Floats:
    """Weights that lift small intents half way (by the square root) towards the large ones."""
    totals: Counter[str] = Counter()
    for example in examples:
        totals[example.intent] += example.weight  # type: ignore[assignment]
    mean = sum(totals.values()) / len(totals)
    return np.array([example.weight * (mean / totals[example.intent]) ** 0.5 for example in examples])


def _fit_sharpness(examples: Sequence[Example], topics: Collection[str]) -> tuple[float, float]:
    """Of the model and of its border."""
    counts = Counter(example.intent for example in examples if example.weight >= 1)
    if not counts or min(counts.values()) < HELD_OUT:
        return USUAL_SHARPNESS, USUAL_SHARPNESS
    seen, unseen = folds(examples, HELD_OUT)[0]
    model = _fit(seen, topics)
    rows = model.features.of([plain(example.text) for example in unseen])
    truth = np.array([model.intents.index(example.intent) for example in unseen])
    sharpness = _sharpest(_margins(rows, model.weights, model.offsets), truth)
    if model.border is None:
        return sharpness, USUAL_SHARPNESS
    told = model.border.topics[truth] | (truth == model.border.outside)
    beyond = model.border.margins(rows[told])
    margins = np.column_stack([np.zeros_like(beyond), beyond])
    return sharpness, _sharpest(margins, (truth[told] == model.border.outside).astype(np.int64))


def _sharpest(margins: Floats, truth: NDArray[np.int64]) -> float:
    """The factor that makes margins the likeliest chances of what was true."""
    best = minimize_scalar(lambda value: _surprise(margins * value, truth), bounds=(0.5, 40), method="bounded")
    return float(best.x)


def _margins(rows: csr_matrix, weights: NDArray[np.float32], offsets: NDArray[np.float32]) -> Floats:
    return np.asarray(rows @ weights.T + offsets, dtype=np.float64)


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))


def _surprise(scores: Floats, truth: NDArray[np.int64]) -> float:
    """The mean negative logarithm of the probability given to what was true."""
    chances = _softmax(scores)[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(chances, 1e-12)).mean())
