"""`make report`: the question set through the whole brain, told as one page with pictures and a table on the screen.

Our own questions are used to fit weights, so each is answered by weights fitted without it; those of any other file are
answered by the weights as shipped.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot import logs
from bot.env import enter
from bot.fingerprint import ROOT
from bot.train import MODELS, find_newest
from evaluation.asked import QUESTIONS
from evaluation.brain import VIETNAM
from evaluation.measuring import Run, measure
from evaluation.page import build
from evaluation.robustness import KINDS
from evaluation.rows import read_rows
from evaluation.summary import WORDS, goals, headline, tell

OUT = Path("var/report/index.html")
TOLD = ("questions", "hit1", "hit3", "hit10", "mrr", "useful", "clarify", "escalate", "topic_right", "nfd")


def main(arguments: Sequence[str]) -> int:
    """Measure and write. Returns 2 with a sentence where a file or the model is missing."""
    asked = _parser().parse_args(arguments)
    try:
        rows = read_rows(asked.questions or [QUESTIONS])
    except (OSError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    model = asked.model or find_newest(ROOT / MODELS)
    if model is None:
        print(WORDS["no_model"], file=sys.stderr)
        return 2
    kinds = () if asked.quick else tuple(KINDS)
    run = measure(model, rows, kinds, lambda line: print(line, file=sys.stderr))
    asked.out.parent.mkdir(parents=True, exist_ok=True)
    asked.out.write_text(build(run, datetime.now(VIETNAM).date()), encoding="utf-8")
    print(text_table(run))
    print(WORDS["written"].format(path=asked.out))
    return 0


def text_table(run: Run) -> str:
    """The main figures, those with a goal first."""
    figures = headline(run)
    words = WORDS["goal"]
    verdicts = {True: words["met"], False: words["missed"], None: WORDS["none"]}
    lines = [
        f"{WORDS['columns'][goal.name]:32} {tell(goal.name, goal.value):>8}  {goal.target:>8}  {verdicts[goal.met]}"
        for goal in goals(figures)
    ]
    lines += [f"{WORDS['columns'][name]:32} {tell(name, figures.get(name)):>8}" for name in TOLD]
    return "\n".join(lines)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evaluation.report", description=__doc__)
    parser.add_argument("--questions", type=Path, nargs="+", help="files or folders; without it our own, held out")
    parser.add_argument("--out", type=Path, default=ROOT / OUT)
    parser.add_argument("--model", type=Path, help="a file of models/; without it the newest")
    parser.add_argument("--quick", action="store_true", help="without the other kinds of typing")
    return parser


if __name__ == "__main__":
    enter("evaluation.report", sys.argv[1:])
    logs.configure()
    sys.exit(main(sys.argv[1:]))
