"""A question set through the whole brain, as it stands and as other hands would type it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter
from typing import Any

from actions.understanding import ranking_of
from evaluation.asked import DAY, Asked, list_rows, look_at
from evaluation.brain import WholeBrain
from evaluation.robustness import KINDS, vary
from evaluation.rows import Key, Row, inside, key_of
from evaluation.scores import Outcome
from evaluation.timing import Stopwatch, watched
from evaluation.weighing import Believed, Fold, fit_folds, using
from knowledge_base.search.ranking import Place

Say = Callable[[str], None]
Seen = Sequence[tuple[Row, "Asked | None"]]


@dataclass(frozen=True)
class Run:
    """Everything that the report tells. `varied`: kind of typing → outcomes of the questions of labour law."""

    outcomes: Sequence[Outcome]
    varied: Mapping[str, Sequence[Outcome]]
    believed: Believed
    held_out: int  # questions answered by weights fitted without them
    knowledge_version: str
    model: str
    names: Mapping[str, str] = field(default_factory=dict)  # of topics, for readers


class MeasuredBrain(WholeBrain):
    """Reads each text once and remembers how long that took."""

    def __init__(self, model: Path) -> None:
        super().__init__(model)
        self.watch = Stopwatch()
        self._read: dict[str, tuple[dict[str, Any], float]] = {}
        super().parse("lương")  # the first message pays for what is built only once

    def parse(self, text: str) -> dict[str, Any]:
        if text not in self._read:
            started = perf_counter()
            parsed = super().parse(text)
            self._read[text] = parsed, 1000 * (perf_counter() - started)
        return self._read[text][0]

    def outcome(self, row: Row) -> Outcome:
        """The outcome of a question with its stages."""
        parsed = self.parse(row.text)
        self.watch.start()
        with self.watch.measure("whole"):
            line = self.answer_parsed(parsed, row.day or DAY)
        guessed = guessed_topic(row, [name for name, _ in ranking_of(parsed)], self.knowledge.kb.topics)
        made = Outcome.of(row, line, guessed, **self.watch.stages(self._read[row.text][1]))
        return replace(made, parts=len(parsed["segments"]) or 1)


def guessed_topic(row: Row, ranking: Sequence[str], topics: Collection[str]) -> str | None:
    """The likeliest topic; None for a question whose file names topics that are not ours."""
    return next((name for name in ranking if name in topics), None) if row.topic in topics else None


def measure(model: Path, rows: Sequence[Row], kinds: Sequence[str] = tuple(KINDS), say: Say = print) -> Run:
    """Answer everything; a question that weights are fitted on, by weights fitted without it."""
    brain = MeasuredBrain(model)
    say(f"{len(rows)} questions: reading")
    spelled = {key_of({"document": d, "article": a}): (d, a) for d, a in brain.knowledge.index.ranker.places}
    seen = [(row, look_at(brain, _as_asked(row, spelled))) for row in rows]
    groups = _groups(seen, _folds_by_id(brain, {row.id for row in rows}, say))
    outcomes: list[Outcome] = []
    varied: dict[str, list[Outcome]] = {kind: [] for kind in kinds}
    believed = Believed()
    with watched(brain.watch):
        for number, (fold, part) in enumerate(groups, start=1):
            say(f"answering, part {number} of {len(groups)}")
            with using(fold):
                _answer(brain, fold, part, outcomes, varied, believed)
    names = {name: topic.name for name, topic in brain.knowledge.kb.topics.items()}
    held_out = sum(len(part) for fold, part in groups if fold)
    return Run(outcomes, varied, believed, held_out, brain.version, model.name, names)


def _answer(
    brain: MeasuredBrain,
    fold: Fold | None,
    part: Seen,
    outcomes: list[Outcome],
    varied: Mapping[str, list[Outcome]],
    believed: Believed,
) -> None:
    """One part of the questions with the weights in use."""
    outcomes += [brain.outcome(row) for row, _ in part]
    for row, one in part:
        if one and row.gold is not None:
            believed.add(one, brain.knowledge.index, fold.search if fold else None)
    for kind, made in varied.items():
        made += [brain.outcome(_typed(row, kind)) for row in inside(row for row, _ in part)]


def _folds_by_id(brain: WholeBrain, ids: Collection[str], say: Say) -> dict[str, Fold]:
    """For each of our own questions the weights that it was held out of; nothing where none of them is asked."""
    own = list_rows()
    if not any(row["id"] in ids for row in own):
        return {}
    say("fitting weights without the questions that they are measured on")
    asked = [(row["id"], one) for row in own if (one := look_at(brain, row))]
    folds = fit_folds([one for _, one in asked], brain.knowledge.index)
    return {asked[i][0]: fold for fold in folds for i in fold.questions}


def _groups(seen: Seen, folds: Mapping[str, Fold]) -> list[tuple[Fold | None, Seen]]:
    """Which questions are answered with which weights; those of other files with the shipped ones."""
    parts: dict[int, tuple[Fold | None, list[tuple[Row, Asked | None]]]] = {}
    for row, one in seen:
        fold = folds.get(row.id)
        parts.setdefault(id(fold), (fold, []))[1].append((row, one))
    return list(parts.values())


def _typed(row: Row, kind: str) -> Row:
    return replace(row, text=vary(row.text, kind, row.id))


def _as_asked(row: Row, spelled: Mapping[Key, Place]) -> dict[str, Any]:
    """The form that `look_at` reads: a topic says that it is labour law; articles as the knowledge base spells them."""
    places = [spelled.get(key_of({"document": d, "article": a}), (d, a)) for d, a in row.places]
    gold = [{"document": document, "article": article} for document, article in places]
    told = {} if row.entries is None else {"entries": row.entries}
    return {"question": row.text, "topic": row.topic or ("known" if row.gold else None), "gold": gold, **told}
