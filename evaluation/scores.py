"""The figures of a run: found, answered, right, wrong; of questions with known articles unless said otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from evaluation.rows import Key, Row, key_of

READ_CITATIONS = 3  # so many of an answer's citations count
CANDIDATES = 10


@dataclass(frozen=True)
class Outcome:
    """What was made of a question. `guessed`: the likeliest topic of the classifier. `stages`: milliseconds."""

    row: Row
    decision: str
    confidence: float
    topic: str | None
    citations: tuple[Key, ...]
    candidates: tuple[Key, ...]
    guessed: str | None = None
    stages: Mapping[str, float] = field(default_factory=dict)
    parts: int = 1  # questions that NLU saw in it

    @classmethod
    def of(cls, row: Row, line: Mapping[str, Any], guessed: str | None = None, **stages: float) -> Outcome:
        """From an output line of `make evaluate`."""
        cited = tuple(key_of(place) for place in line.get("citations") or [])
        ranked = tuple(dict.fromkeys(key_of(place) for place in line.get("candidates") or []))
        confidence = float(line.get("confidence") or 0.0)
        return cls(row, str(line["decision"]), confidence, line.get("topic"), cited, ranked, guessed, stages)

    @property
    def answered(self) -> bool:
        return self.decision == "answer"

    @property
    def right(self) -> bool:
        """Answered with a known article among the citations that are read."""
        return self.answered and bool(set(self.citations[:READ_CITATIONS]) & (self.row.gold or frozenset()))

    @property
    def rank(self) -> int | None:
        """1 when the best candidate is a known article; None when none of the first ten is."""
        known = self.row.gold or frozenset()
        return next((i for i, place in enumerate(self.candidates[:CANDIDATES], start=1) if place in known), None)


@dataclass(frozen=True)
class Scores:
    """Shares 0..1; `useful`: answered and right, of all (coverage × precision); None where nothing can be said."""

    questions: int
    hit1: float
    hit3: float
    hit10: float
    mrr: float
    coverage: float
    precision: float | None
    useful: float
    wrong: float
    clarify: float
    escalate: float
    citations: float | None
    topic_right: float | None


def score(outcomes: Iterable[Outcome]) -> Scores | None:
    """The figures of all questions with known articles; None where there are none."""
    law = [o for o in outcomes if o.row.gold]
    if not law:
        return None
    count = len(law)
    answered = [o for o in law if o.answered]
    right = sum(o.right for o in answered)
    ranks = [o.rank for o in law]
    with_topic = [o for o in law if o.row.topic and o.guessed]
    return Scores(
        questions=count,
        hit1=sum(r == 1 for r in ranks) / count,
        hit3=sum(r is not None and r <= 3 for r in ranks) / count,
        hit10=sum(r is not None for r in ranks) / count,
        mrr=sum(1 / r for r in ranks if r) / count,
        coverage=len(answered) / count,
        precision=right / len(answered) if answered else None,
        useful=right / count,
        wrong=(len(answered) - right) / count,
        clarify=sum(o.decision == "clarify" for o in law) / count,
        escalate=sum(o.decision == "escalate" for o in law) / count,
        citations=median(len(o.citations) for o in answered) if answered else None,
        topic_right=sum(o.guessed == o.row.topic for o in with_topic) / len(with_topic) if with_topic else None,
    )


def outside_answered(outcomes: Iterable[Outcome]) -> tuple[int, int]:
    """How many questions from outside labour law were answered, and how many there were."""
    others = [o for o in outcomes if o.row.outside]
    return sum(o.answered for o in others), len(others)


def grouped(outcomes: Iterable[Outcome], by: Callable[[Outcome], str | None]) -> dict[str, list[Outcome]]:
    """Questions with known articles under the name that `by` gives them, the largest group first."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        name = by(outcome)
        if name and outcome.row.gold:
            groups[name].append(outcome)
    return dict(sorted(groups.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def confusion(outcomes: Iterable[Outcome]) -> Counter[tuple[str, str]]:
    """(true topic, guessed topic) → questions, the right ones included."""
    return Counter((o.row.topic, o.guessed) for o in outcomes if o.row.topic and o.guessed)


def largest_confusions(cells: Mapping[tuple[str, str], int], count: int) -> list[tuple[str, str, int]]:
    """The wrong cells with the most questions; ties by name."""
    wrong = [(true, guessed, n) for (true, guessed), n in cells.items() if true != guessed]
    return sorted(wrong, key=lambda cell: (-cell[2], cell[0], cell[1]))[:count]


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` of the values do not exceed. `values` must not be empty."""
    ordered = sorted(values)
    return ordered[max(0, min(len(ordered) - 1, -int(-share * len(ordered) // 1) - 1))]
