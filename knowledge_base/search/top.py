"""The best few of many values."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

_SAME = 9  # decimals: values closer than this are equal, so that both numpy versions order alike


def best_of(values: NDArray[np.float64], count: int) -> NDArray[np.int64]:
    """Where the `count` greatest values stand, greatest first; equal ones in their order."""
    rounded = np.round(values, _SAME)
    if count < len(rounded):
        least = np.partition(rounded, len(rounded) - count)[len(rounded) - count]
        among = np.flatnonzero(rounded >= least)
    else:
        among = np.arange(len(rounded))
    return np.asarray(among[np.argsort(-rounded[among], kind="stable")][:count], dtype=np.int64)
