"""`python -m bot.crossvalidate`: how well the classifier does on questions of which it has seen no wording."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

from bot.examples import read_groups
from bot.fingerprint import ROOT
from bot.knowledge_questions import list_questions
from bot.linear_model import NEAR_WEIGHT, Example, folds, train
from bot.places import bordered, directory
from knowledge_base.text import fold

FOLDS = 5


@dataclass(frozen=True)
class Outcome:
    """One example classified by a model that has not seen it."""

    example: Example
    ranking: tuple[tuple[str, float], ...]

    def place(self) -> int:
        """0 when the right intent is first; 99 when it is not ranked."""
        names = [name for name, _ in self.ranking]
        return names.index(self.example.intent) if self.example.intent in names else 99


def all_examples() -> list[Example]:
    """The examples of data/nlu, and the knowledge base's questions with their smaller weight."""
    groups = read_groups(ROOT / "data/nlu")
    own = [Example(text, intent, group=name) for name, intent, texts in groups for text in texts]
    known = {example.intent for example in own}
    near = [Example(text, topic, NEAR_WEIGHT) for text, topic in list_questions(ROOT / "knowledge_base")]
    return own + [example for example in near if example.intent in known]


def outcomes(examples: Sequence[Example]) -> tuple[list[Outcome], list[Outcome], float, float]:
    """Outcomes as written and without accents; seconds of a training; milliseconds of a message."""
    raw: list[Outcome] = []
    folded: list[Outcome] = []
    trained = classified = 0.0
    for part, test in folds(examples, FOLDS):
        started = perf_counter()
        model = train(part, bordered())
        trained += perf_counter() - started
        started = perf_counter()
        raw += [Outcome(e, tuple(model.rank([e.text])[0])) for e in test]
        classified += perf_counter() - started
        folded += [Outcome(e, tuple(r)) for e, r in zip(test, model.rank([fold(e.text) for e in test]), strict=True)]
    return raw, folded, trained / FOLDS, 1000 * classified / len(raw)


def share(found: Sequence[Outcome], within: int = 1) -> str:
    """How many have the right intent among the first ones, as a percentage."""
    return f"{100 * sum(o.place() < within for o in found) / max(1, len(found)):.1f}%"


def main() -> int:
    raw, folded, seconds, milliseconds = outcomes(all_examples())
    topics = directory().topics
    groups = {"all": raw, "topics": [o for o in raw if o.example.intent in topics]}
    groups |= {"dialogue acts": [o for o in raw if o.example.intent not in topics], "without accents": folded}
    for name, found in groups.items():
        print(f"{name:16} {len(found):5}  right {share(found)}  in the first three {share(found, 3)}")
    sure = [o for o in raw if o.ranking and o.ranking[0][1] >= 0.6]
    print(f"{'sure (≥ .6)':16} {len(sure):5}  right {share(sure)}")
    print(f"training {seconds:.1f} s, {milliseconds:.2f} ms a message")
    intents = sorted({o.example.intent for o in raw})
    weak = sorted(intents, key=lambda i: sum(o.place() == 0 for o in raw if o.example.intent == i))[:12]
    for intent in weak:
        print(f"  {intent:28} {share([o for o in raw if o.example.intent == intent])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
