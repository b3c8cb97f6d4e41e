"""`python -m evaluation.compare A.jsonl B.jsonl --questions Q.jsonl`: what a second run gained and lost.

The runs are outputs of `make evaluate` on the same questions. Exit 1 when B is worse beyond noise, 2 when it cannot be
told.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb
from pathlib import Path
from typing import Any

from evaluation.rows import Row, read_rows
from evaluation.scores import Outcome, outside_answered, score
from evaluation.summary import COLUMNS, WORDS, tell

LEVEL = 0.05
Pair = tuple[Outcome, Outcome]


@dataclass(frozen=True)
class Change:
    """Pairs that became worse and better in one respect. `p`: the chance of so many worse ones if nothing changed."""

    name: str
    worse: int
    better: int

    @property
    def p(self) -> float:
        return one_sided(self.worse, self.better)


def one_sided(worse: int, better: int) -> float:
    """McNemar's test, exact: of worse + better fair coins at least `worse` fall on the wrong side."""
    count = worse + better
    return float(sum(comb(count, k) for k in range(worse, count + 1)) / 2**count)


def state_of(outcome: Outcome) -> str:
    """right, wrong, or the decision where nothing was answered; outside labour law every answer is wrong."""
    if outcome.answered:
        return "right" if outcome.right else "wrong"
    return "right" if outcome.row.outside else outcome.decision


def pair_up(rows: Sequence[Row], a: Mapping[str, Any], b: Mapping[str, Any]) -> list[Pair]:
    """Both outcomes of each labelled question. The runs must hold all of them."""
    return [(Outcome.of(row, a[row.id]), Outcome.of(row, b[row.id])) for row in rows if row.gold is not None]


def changes(pairs: Sequence[Pair]) -> list[Change]:
    """Wrong answers among all questions, and right ones among those that both runs answered."""
    states = [(state_of(a), state_of(b)) for a, b in pairs]
    law = [(state_of(a), state_of(b)) for a, b in pairs if a.answered and b.answered and a.row.gold]
    return [
        Change("wrong", sum(a != "wrong" == b for a, b in states), sum(a == "wrong" != b for a, b in states)),
        Change("precision", law.count(("right", "wrong")), law.count(("wrong", "right"))),
    ]


def tell_comparison(pairs: Sequence[Pair], names: tuple[str, str]) -> str:
    """The tables side by side, the lists, the verdict."""
    words = WORDS["compare"]
    return "\n".join([words["heading"].format(a=names[0], b=names[1]), *_table(pairs), *_lists(pairs), verdict(pairs)])


def verdict(pairs: Sequence[Pair]) -> str:
    """One line: the test and what follows from it."""
    words = WORDS["compare"]
    told = [
        words["part"].format(name=words["names"][c.name], worse=c.worse, better=c.better, p=c.p).replace(".", ",")
        for c in changes(pairs)
    ]
    level = str(LEVEL).replace(".", ",")
    return str(
        words["verdict"].format(
            level=level, parts="; ".join(told), verdict=words["worse" if is_worse(pairs) else "not_worse"]
        )
    )


def is_worse(pairs: Sequence[Pair]) -> bool:
    """Whether the second run is worse in wrong answers or precision beyond noise."""
    return any(change.p < LEVEL for change in changes(pairs))


def _table(pairs: Sequence[Pair]) -> list[str]:
    sides = [[pair[side] for pair in pairs] for side in (0, 1)]
    scores = [score(side) for side in sides]
    lines = []
    if scores[0] and scores[1]:
        for name in COLUMNS:
            before, after = (getattr(one, name) for one in scores)
            moved = tell(name, after - before) if before is not None and after is not None else WORDS["none"]
            lines.append(f"{WORDS['columns'][name]} | {tell(name, before)} | {tell(name, after)} | {moved}")
    counts = [outside_answered(side) for side in sides]
    if counts[0][1]:
        told = " | ".join(f"{answered}/{others}" for answered, others in counts)
        lines.append(f"{WORDS['columns']['outside']} | {told} | {counts[1][0] - counts[0][0]}")
    return lines


def _lists(pairs: Sequence[Pair]) -> list[str]:
    kept = [(a, b, state_of(a), state_of(b)) for a, b in pairs]
    lists = {
        "gained": [row for row in kept if row[2] != "right" == row[3]],
        "lost": [row for row in kept if row[2] == "right" != row[3]],
        "newly_wrong": [row for row in kept if row[2] not in ("right", "wrong") and row[3] == "wrong"],
        "no_longer_wrong": [row for row in kept if row[2] == "wrong" and row[3] not in ("right", "wrong")],
    }
    words = WORDS["compare"]
    lines = []
    for name, rows in lists.items():
        lines.append(words[name].format(count=len(rows)))
        for a, _, before, after in rows:
            states = {"before": words["decisions"][before], "after": words["decisions"][after]}
            lines.append(words["line"].format(id=a.row.id, text=a.row.text, **states))
    return lines


def read_run(path: Path, rows: Sequence[Row]) -> dict[str, Any]:
    """The lines of a run by id. Raises ValueError where questions are missing."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    run = {str(line["id"]): line for line in lines}
    missing = [row.id for row in rows if row.gold is not None and row.id not in run]
    if missing:
        raise ValueError(WORDS["compare"]["missing"].format(path=path, count=len(missing), example=missing[0]))
    return run


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.compare", description=__doc__)
    parser.add_argument("a", type=Path, metavar="A.jsonl")
    parser.add_argument("b", type=Path, metavar="B.jsonl")
    parser.add_argument("--questions", type=Path, nargs="+", required=True)
    asked = parser.parse_args(arguments)
    try:
        rows = read_rows(asked.questions)
        pairs = pair_up(rows, read_run(asked.a, rows), read_run(asked.b, rows))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(error, file=sys.stderr)
        return 2
    print(tell_comparison(pairs, (asked.a.stem, asked.b.stem)))
    return 1 if is_worse(pairs) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
