"""How far confidence can be believed: reliability in tenths, and what each threshold would answer."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


def report(said: Floats, right: Flags, outside: Flags, total: int) -> str:
    """The tables as text. `total`: questions of labour law, those that search never saw included."""
    lines = ["confidence | questions | said | true"]
    for low, inside in tenths(said):
        means = f"{said[inside].mean():.2f} | {right[inside].mean():.2f}"
        lines.append(f"{low:.1f}–{low + 0.1:.1f} | {inside.sum()} | {means}")
    lines.append(f"expected calibration error {calibration_error(said, right):.3f}")
    lines.append("threshold | coverage | precision | outside answered")
    for threshold in np.arange(0.4, 0.95, 0.05):
        lines.append(_row(said >= threshold, right, outside, total, float(threshold)))
    return "\n".join(lines)


def calibration_error(said: Floats, right: Flags) -> float:
    """The mean gap between what is said and what is true, over tenths, weighted by their questions."""
    gaps = [inside.mean() * abs(said[inside].mean() - right[inside].mean()) for _, inside in tenths(said)]
    return float(sum(gaps))


def tenths(said: Floats) -> list[tuple[float, Flags]]:
    """The lower ends of the tenths that hold anything, with what is in them."""
    lows = np.arange(10) / 10
    cut = [(float(low), (said >= low) & ((said < low + 0.1) | (low == lows[-1]))) for low in lows]
    return [(low, inside) for low, inside in cut if inside.any()]


def _row(answered: Flags, right: Flags, outside: Flags, total: int, threshold: float) -> str:
    law = answered & ~outside
    precision = right[law].mean() if law.any() else float("nan")
    return f"{threshold:.2f} | {law.sum() / total:.3f} | {precision:.3f} | {(answered & outside).sum()}"
