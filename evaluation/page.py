"""The report as one HTML page in Vietnamese with pictures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from statistics import median

import numpy as np

from evaluation import html
from evaluation.asked import DAY
from evaluation.drawing import bars, heat_map, reliability
from evaluation.html import Cell
from evaluation.measuring import Run
from evaluation.reliability import tenths
from evaluation.rows import Key
from evaluation.scores import (
    READ_CITATIONS,
    Outcome,
    Scores,
    confusion,
    grouped,
    largest_confusions,
    percentile,
    score,
)
from evaluation.summary import HERE, WORDS, error_of, goals, headline, losses, tell
from evaluation.timing import STAGES
from evaluation.weighing import FOLDS
from knowledge_base.decision.decide import T

COLUMNS = (
    "questions",
    "hit1",
    "hit3",
    "hit10",
    "mrr",
    "coverage",
    "precision",
    "useful",
    "wrong",
    "clarify",
    "escalate",
)
MORE = (*COLUMNS, "citations", "topic_right")
LARGEST, DRAWN, SHOWN = 20, 40, 60


def build(run: Run, made: date) -> str:
    """The whole page."""
    parts = [*_head(run, made), _goals(run), _styles(run), _calibration(run), _confusion(run)]
    parts += [_robustness(run), _latency(run.outcomes), _topics(run), _wrong(run.outcomes)]
    style = (HERE / "report.css").read_text(encoding="utf-8")
    return html.page(WORDS["title"], style, [part for part in parts if part])


def _head(run: Run, made: date) -> list[str]:
    outside = sum(o.row.outside for o in run.outcomes)
    unlabelled = sum(o.row.gold is None for o in run.outcomes)
    days = {"made": made.strftime("%d/%m/%Y"), "day": DAY.strftime("%d/%m/%Y")}
    lines = [
        WORDS["made"].format(knowledge=run.knowledge_version, model=run.model, **days),
        WORDS["sets"].format(law=len(run.outcomes) - outside - unlabelled, outside=outside, unlabelled=unlabelled),
        WORDS[_fitted(run)].format(folds=FOLDS, held_out=run.held_out),
        WORDS["partial"],
    ]
    return [html.small(line) for line in lines]


def _fitted(run: Run) -> str:
    """Which sentence tells how weights and questions are kept apart."""
    if not run.held_out:
        return "shipped"
    return "held_out" if run.held_out == len(run.outcomes) else "mixed"


def _goals(run: Run) -> str:
    words = WORDS["goal"]
    rows = []
    for goal in goals(headline(run)):
        verdict = (
            Cell("") if goal.met is None else Cell(words["met"], "met") if goal.met else Cell(words["missed"], "missed")
        )
        rows.append([WORDS["columns"][goal.name], tell(goal.name, goal.value), goal.target, verdict])
    return html.section(WORDS["sections"]["goals"], html.table(list(words.values())[:4], rows))


def _styles(run: Run) -> str:
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


def _topics(run: Run) -> str:
    groups = grouped(run.outcomes, lambda o: o.row.topic)
    scores = sorted(
        ((s.useful, name, s) for name, part in groups.items() if (s := score(part))), key=lambda row: row[:2]
    )
    columns = (*COLUMNS, "topic_right")
    rows = [_row(_named(run, name), s, columns) for _, name, s in scores]
    return html.section(WORDS["sections"]["topics"], html.table(_heads(WORDS["topic"], columns), rows)) if rows else ""


def _calibration(run: Run) -> str:
    said, right = np.array(run.believed.said), np.array(run.believed.right)
    if not len(said):
        return ""
    words = WORDS["calibration"]
    rows, points = [], []
    for low, part in tenths(said):
        points.append((float(said[part].mean()), float(right[part].mean()), int(part.sum())))
        shares = [tell("", share) for share in points[-1][:2]]
        rows.append([f"{100 * low:.0f}–{100 * low + 10:.0f}%", str(points[-1][2]), *shares])
    intro = words["intro"].format(
        error=tell("calibration_error", error_of(run)),
        answer=tell("", float(T["answer"])),
        sure=tell("calibration_error", error_of(run, float(T["answer"]))),
    )
    plot = reliability(points, words["said"], words["right"])
    both = html.beside(plot, html.table(words["columns"], rows), html.table(words["thresholds"], _thresholds(run)))
    return html.section(WORDS["sections"]["calibration"], html.small(intro), both)


def _thresholds(run: Run) -> list[list[str]]:
    said, right, outside = (
        np.array(values) for values in (run.believed.said, run.believed.right, run.believed.outside)
    )
    rows = []
    for threshold in np.arange(0.5, 0.95, 0.05):
        law = (said >= threshold) & ~outside
        precision = float(right[law].mean()) if law.any() else None
        shares = [tell("", float(law.sum() / max(1, (~outside).sum()))), tell("", precision)]
        rows.append([tell("", float(threshold)), *shares, str(int(((said >= threshold) & outside).sum()))])
    return rows


def _confusion(run: Run) -> str:
    cells = confusion(run.outcomes)
    if not cells:
        return ""
    largest = largest_confusions(cells, LARGEST)
    right = sum(n for (true, guessed), n in cells.items() if true == guessed) / cells.total()
    intro = html.small(WORDS["confusion"]["intro"].format(right=tell("", right), cells=len(largest)))
    rows: list[list[str | Cell]] = [
        [_named(run, true), Cell(_named(run, guessed), "words"), str(n)] for true, guessed, n in largest
    ]
    listed = html.table(WORDS["confusion"]["columns"], rows)
    return html.section(
        WORDS["sections"]["confusion"], intro, listed, html.wide(heat_map(_most_confused(cells), cells))
    )


def _most_confused(cells: Counter[tuple[str, str]]) -> list[str]:
    """The topics with the most questions in wrong cells, in the order of their names."""
    wrong: Counter[str] = Counter()
    for (true, guessed), count in cells.items():
        if true != guessed:
            wrong.update({true: count, guessed: count})
    return sorted(name for name, _ in wrong.most_common(DRAWN))


def _robustness(run: Run) -> str:
    whole = score(run.outcomes)
    if not whole or not run.varied:
        return ""
    scores = {"none": whole} | {kind: s for kind, outcomes in run.varied.items() if (s := score(outcomes))}
    lost = losses(run)
    columns = ("hit1", "hit10", "coverage", "precision", "useful", "wrong", "topic_right")
    rows = [[*_row(WORDS["kinds"][k], s, columns), tell("", lost.get(k))] for k, s in scores.items()]
    heads = [*_heads(WORDS["robustness"]["kind"], columns), WORDS["robustness"]["loss"]]
    drawn = bars([(WORDS["kinds"][k], [s.useful]) for k, s in scores.items()], [""], 1.0)
    return html.section(WORDS["sections"]["robustness"], html.table(heads, rows), html.wide(drawn))


def _latency(outcomes: Sequence[Outcome]) -> str:
    times = {name: [o.stages[name] for o in outcomes if name in o.stages] for name in STAGES}
    times["total"] = [sum(o.stages.values()) for o in outcomes if o.stages]
    words = WORDS["latency"]
    told = [(words["stages"][name], [median(t), percentile(t, 0.95)]) for name, t in times.items() if t]
    if not told:
        return ""
    rows = [[name, *(tell("nlu", value) for value in values)] for name, values in told]
    drawn = bars(told, words["columns"][1:], max(values[1] for _, values in told), "{:.1f}")
    return html.section(
        WORDS["sections"]["latency"], html.small(words["intro"]), html.table(words["columns"], rows), html.wide(drawn)
    )


def _wrong(outcomes: Sequence[Outcome]) -> str:
    wrong = sorted((o for o in outcomes if o.row.gold and o.answered and not o.right), key=lambda o: -o.confidence)
    if not wrong:
        return ""
    words = WORDS["wrong"]
    shown = words["shown"].format(limit=SHOWN) if len(wrong) > SHOWN else ""
    rows = [
        [o.row.text, _places(sorted(o.row.gold or ())), _places(o.citations[:READ_CITATIONS]), tell("", o.confidence)]
        for o in wrong[:SHOWN]
    ]
    intro = html.small(words["intro"].format(count=len(wrong), shown=shown))
    return html.section(WORDS["sections"]["wrong"], intro, html.table(words["columns"], rows))


def _places(places: Sequence[Key]) -> str:
    return ", ".join(f"{article} · {document}" for document, article in places)


def _row(name: str, scores: Scores, columns: Sequence[str]) -> list[str]:
    return [name, *(tell(column, getattr(scores, column)) for column in columns)]


def _heads(first: str, columns: Sequence[str]) -> list[str]:
    return [first, *(WORDS["columns"][name] for name in columns)]


def _named(run: Run, topic: str) -> str:
    """A topic by its name, its id behind it."""
    return f"{run.names[topic]} ({topic})" if topic in run.names else topic


def _style(name: str) -> str:
    return str(WORDS["styles"].get(name, name))
