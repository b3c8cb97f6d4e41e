"""Tables of scores: by style, by topic, by kind of typing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from evaluation import html
from evaluation.drawing import bars
from evaluation.measuring import Run
from evaluation.scores import Outcome, Scores, grouped, score
from evaluation.summary import COLUMNS, WORDS, losses, tell

MORE = (*COLUMNS, "citations", "topic_right")


def styles(run: Run) -> str:
    """Every style of writing, and questions read as one or several; empty without known articles."""
    groups = grouped(run.outcomes, lambda o: o.row.style)
    scores = [(_style(name), s) for name, part in groups.items() if (s := score(part))]
    whole = score(run.outcomes)
    if not whole:
        return ""
    names = [WORDS["columns"][name] for name in ("coverage", "precision", "useful")]
    drawn = bars([(name, [s.coverage, s.precision or 0.0, s.useful]) for name, s in scores], names, 1.0)
    split = grouped(run.outcomes, lambda o: "one" if o.parts == 1 else "several")
    scores += [(_style(name), s) for name, part in split.items() if len(split) > 1 and (s := score(part))]
    rows = [_row(WORDS["styles"]["all"], whole, MORE), *(_row(name, s, MORE) for name, s in scores)]
    notes = [html.small(f"{WORDS['columns'][name]}: {note}.") for name, note in WORDS["notes"].items()]
    return html.section(WORDS["sections"]["styles"], html.table(_heads("", MORE), rows), *notes, html.wide(drawn))


def topics(run: Run) -> str:
    """Every topic, those with the fewest right answers first."""
    groups = grouped(run.outcomes, lambda o: o.row.topic)
    scores = sorted(
        ((s.useful, name, s) for name, part in groups.items() if (s := score(part))), key=lambda row: row[:2]
    )
    columns = (*COLUMNS, "topic_right")
    rows = [_row(named(run, name), s, columns) for _, name, s in scores]
    table = html.table(_heads(WORDS["topic"], columns), rows)
    return html.section(WORDS["sections"]["topics"], html.small(WORDS["topics"]), table) if rows else ""


def robustness(run: Run) -> str:
    """The same questions typed in other ways."""
    whole = score(run.outcomes)
    if not whole or not run.varied:
        return ""
    scores = {"none": whole} | {kind: s for kind, outcomes in run.varied.items() if (s := score(outcomes))}
    lost = losses(run)
    columns = ("hit1", "hit10", "coverage", "precision", "useful", "wrong", "topic_right")
    rows = [[*_row(WORDS["kinds"][k], s, columns), tell("", lost.get(k))] for k, s in scores.items()]
    heads = [*_heads(WORDS["robustness"]["kind"], columns), WORDS["robustness"]["loss"]]
    drawn = bars([(WORDS["kinds"][k], [s.useful]) for k, s in scores.items()], [""], 1.0)
    intro = html.small(WORDS["robustness"]["intro"])
    return html.section(WORDS["sections"]["robustness"], intro, html.table(heads, rows), html.wide(drawn))


def unlabelled(run: Run) -> str:
    """What became of the questions without known articles: outside labour law, and those that nobody has labelled."""
    groups = {
        "outside": [o for o in run.outcomes if o.row.outside],
        "unknown": [o for o in run.outcomes if o.row.gold is None],
    }
    rows = [_decisions(WORDS["styles"][name], part) for name, part in groups.items() if part]
    heads = ["", *(WORDS["columns"][name] for name in ("questions", "coverage", "clarify", "escalate"))]
    return html.section(WORDS["sections"]["unlabelled"], html.table(heads, rows)) if rows else ""


def _decisions(name: str, outcomes: Sequence[Outcome]) -> list[str]:
    counts = Counter(o.decision for o in outcomes)
    shares = [tell("", counts[decision] / len(outcomes)) for decision in ("answer", "clarify", "escalate")]
    return [name, tell("questions", len(outcomes)), *shares]


def _row(name: str, scores: Scores, columns: Sequence[str]) -> list[str]:
    return [name, *(tell(column, getattr(scores, column)) for column in columns)]


def _heads(first: str, columns: Sequence[str]) -> list[str]:
    return [first, *(WORDS["columns"][name] for name in columns)]


def named(run: Run, topic: str) -> str:
    """A topic by its name, its id behind it."""
    return f"{run.names[topic]} ({topic})" if topic in run.names else topic


def _style(name: str) -> str:
    return str(WORDS["styles"].get(name, name))
