"""The model that a command of this room works with."""

from __future__ import annotations

import sys
from pathlib import Path

from bot.fingerprint import ROOT
from bot.train import MODELS, find_newest


def find_model() -> Path | None:
    """The newest model; None, having said what to do, where none is trained."""
    model = find_newest(ROOT / MODELS)
    if model is None:
        print("No model is trained: run `make train` first.", file=sys.stderr)
    return model
