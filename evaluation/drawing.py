"""Pictures as inline SVG: bars, a reliability plot, a heat map. Lengths are pixels of the drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

INKS = ("#1f5fa8", "#d9822b", "#5b8c5a", "#8a6fb0")
GREY, PALE = "#667", "#dde2e8"
LABEL, BAR, WIDE = 118, 12, 240  # room for a label, height of a bar, length of the longest
LETTERS = 22  # that fit into the room for a label
PLOT = 300  # side of the reliability plot
CELL = 13  # side of a heat map's cell
NAMES = 190  # room for the names beside a heat map


def bars(rows: Sequence[tuple[str, Sequence[float]]], series: Sequence[str], most: float, form: str = "{:.0%}") -> str:
    """Horizontal bars, one group a row and one ink a series. `most`: the value as long as the picture."""
    several = len(series) > 1
    parts, top = ([_legend(series)], 22) if several else ([], 4)
    for label, values in rows:
        parts.append(_text(LABEL - 6, top + BAR * len(values) / 2 + 3, _shortened(label), "end"))
        for number, value in enumerate(values):
            length = WIDE * min(value / most, 1.0) if most else 0.0
            y = top + BAR * number
            parts.append(_box(LABEL, y + 1, length, BAR - 2, INKS[number % len(INKS)]))
            parts.append(_text(LABEL + length + 4, y + 10, form.format(value).replace(".", ",")))
        top += BAR * len(values) + 7
    return _picture(LABEL + WIDE + 40, top, parts, "bars")


def reliability(points: Sequence[tuple[float, float, int]], across: str, upward: str) -> str:
    """(said, true, how many) as discs around the diagonal; the area tells how many."""
    left, largest = 54, max((count for _, _, count in points), default=1)
    parts = [f'<rect x="{left}" y="10" width="{PLOT}" height="{PLOT}" fill="none" stroke="{PALE}"/>']
    parts.append(_line(left, PLOT + 10, left + PLOT, 10))
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        parts.append(_text(left - 16, PLOT + 14 - PLOT * tick, f"{tick:.0%}", "end"))
        parts.append(_text(left + PLOT * tick, PLOT + 32, f"{tick:.0%}", "middle"))
    for said, true, count in points:
        x, y, radius = left + PLOT * said, 10 + PLOT * (1 - true), 3 + 11 * (count / largest) ** 0.5
        told = f"<title>{said:.0%} → {true:.0%} ({count})</title>"
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{INKS[0]}" fill-opacity=".75">{told}</circle>'
        )
    parts.append(_text(left + PLOT / 2, PLOT + 52, across, "middle"))
    parts.append(_text(left + 8, 26, upward))
    return _picture(left + PLOT + 20, PLOT + 62, parts)


def heat_map(names: Sequence[str], cells: Mapping[tuple[str, str], int]) -> str:
    """True topics downward, guessed ones across; the darker, the larger the share of the true topic's questions."""
    totals = {name: sum(n for (true, _), n in cells.items() if true == name) or 1 for name in names}
    parts = []
    for y, true in enumerate(names):
        parts.append(_text(NAMES - 6, NAMES + CELL * y + 10, true, "end"))
        place = f"translate({NAMES + CELL * y + 10} {NAMES - 6}) rotate(-90)"
        parts.append(f'<text transform="{place}">{escape(true)}</text>')
        for x, guessed in enumerate(names):
            count = cells.get((true, guessed), 0)
            if count:
                ink = INKS[0] if true == guessed else INKS[1]
                told = f"{true} → {guessed}: {count}"
                parts.append(_cell(NAMES + CELL * x, NAMES + CELL * y, ink, count / totals[true], told))
    side = CELL * len(names)
    parts.append(f'<rect x="{NAMES}" y="{NAMES}" width="{side}" height="{side}" fill="none" stroke="{PALE}"/>')
    return _picture(NAMES + side + 10, NAMES + side + 10, parts)


def _cell(x: float, y: float, ink: str, share: float, told: str) -> str:
    return (
        f'<rect x="{x}" y="{y}" width="{CELL - 1}" height="{CELL - 1}" fill="{ink}" '
        f'fill-opacity="{0.12 + 0.88 * share:.2f}"><title>{escape(told)}</title></rect>'
    )


def _legend(series: Sequence[str]) -> str:
    parts = []
    for number, name in enumerate(series):
        x = 8 + 120 * number
        parts += [_box(x, 4, 11, 11, INKS[number % len(INKS)]), _text(x + 16, 14, name)]
    return "".join(parts)


def _shortened(label: str) -> str:
    return label if len(label) <= LETTERS else f"{label[: LETTERS - 1]}…"


def _box(x: float, y: float, width: float, height: float, ink: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{ink}"/>'


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{GREY}" stroke-dasharray="4 4"/>'


def _text(x: float, y: float, words: str, anchor: str = "start") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def _picture(width: float, height: float, parts: Sequence[str], kind: str = "") -> str:
    box = f'viewBox="0 0 {width:.0f} {height:.0f}" width="{width:.0f}" height="{height:.0f}"'
    kind = f' class="{kind}"' if kind else ""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box}{kind} role="img">{"".join(parts)}</svg>'
