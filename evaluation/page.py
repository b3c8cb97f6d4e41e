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
    confusion,
    largest_confusions,
    percentile,
)
from evaluation.summary import HERE, WORDS, error_of, goals, headline, tell
from evaluation.tables import named, robustness, styles, topics, unlabelled
from evaluation.timing import STAGES
from evaluation.weighing import FOLDS
from knowledge_base.decision.thresholds import T

LARGEST, DRAWN, SHOWN = 20, 40, 60


def build(run: Run, made: date) -> str:
    """The whole page."""
    parts = [*_head(run, made), _goals(run), styles(run), unlabelled(run), _calibration(run), _confusion(run)]
    parts += [robustness(run), _latency(run.outcomes), topics(run), _wrong(run.outcomes)]
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
    heads = [words[name] for name in ("name", "reached", "target", "verdict")]
    return html.section(WORDS["sections"]["goals"], html.table(heads, rows), html.small(words["note"]))


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
    return html.section(WORDS["sections"]["calibration"], html.small(intro), both, html.small(words["limits"]))


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
        [named(run, true), Cell(named(run, guessed), "words"), str(n)] for true, guessed, n in largest
    ]
    words = WORDS["confusion"]
    true, guessed, count = words["columns"]
    listed = html.table([true, Cell(guessed, "words"), count], rows)
    drawn = _most_confused(cells)
    caption = html.small(words["map"].format(drawn=len(drawn)))
    return html.section(WORDS["sections"]["confusion"], intro, listed, caption, html.wide(heat_map(drawn, cells)))


def _most_confused(cells: Counter[tuple[str, str]]) -> list[str]:
    """The topics with the most questions in wrong cells, in the order of their names."""
    wrong: Counter[str] = Counter()
    for (true, guessed), count in cells.items():
        if true != guessed:
            wrong.update({true: count, guessed: count})
    return sorted(name for name, _ in wrong.most_common(DRAWN))


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
    rows: list[list[str | Cell]] = [[o.row.text, *_answers(o), tell("", o.confidence)] for o in wrong[:SHOWN]]
    asked, known, cited, said = words["columns"]
    heads = [asked, Cell(known, "words"), Cell(cited, "words"), said]
    intro = html.small(words["intro"].format(count=len(wrong), shown=shown))
    return html.section(WORDS["sections"]["wrong"], intro, html.table(heads, rows))


def _answers(outcome: Outcome) -> list[Cell]:
    """The known articles and those that were cited, one a line."""
    return [_places(sorted(outcome.row.gold or ())), _places(outcome.citations[:READ_CITATIONS])]


def _places(places: Sequence[Key]) -> Cell:
    told = [WORDS["article"].format(article=article, document=document) for document, article in places]
    return Cell("\n".join(dict.fromkeys(told)), "words lines")
