"""The environment in which our Rasa processes run: what they need and no secret of the web side."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

KEPT = (
    "PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "PYTHONUTF8", "PYTHONPATH",
    "INTERNAL_TOKEN", "ACTIONS_URL", "RASA_URL", "BOT_MODELS", "BOT_LOG_LEVEL",
)  # fmt: skip
QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",  # TensorFlow: errors of the C++ side only
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "CUDA_VISIBLE_DEVICES": "-1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",  # SQLAlchemy 1.4 speaks about 2.0 at every start
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_CACHE_DIRECTORY": "var/rasa-cache",
    "SENTRY_RELEASE": "none",  # else sentry-sdk asks git at import
    "LOG_LEVEL": "WARNING",
    "LOG_LEVEL_LIBRARIES": "ERROR",
    "SANIC_HOST": "127.0.0.1",
    "OMP_NUM_THREADS": "2",
    "MALLOC_ARENA_MAX": "2",
    "PYTHONWARNINGS": "ignore",
}
BYTECODE = Path(__file__).resolve().parent.parent / "var/pycache"  # without it each start compiles TensorFlow: 17 s
DEFAULTS = {"ACTIONS_URL": "http://127.0.0.1:5055", "RASA_URL": "http://127.0.0.1:5005"}
_MARK = "BOT_ENVIRONMENT"


def stripped(environ: Mapping[str, str]) -> dict[str, str]:
    """Only the named settings of `environ`, the addresses filled in, and the libraries told to be quiet."""
    kept = {name: environ[name] for name in KEPT if environ.get(name)}
    return {**DEFAULTS, **kept, **QUIET, "PYTHONPYCACHEPREFIX": str(BYTECODE), _MARK: "stripped"}


def enter(module: str, arguments: Sequence[str]) -> None:
    """Start this process anew, under the same id, as `python -m module` in a stripped environment; once."""
    if os.environ.get(_MARK) != "stripped":
        os.execve(sys.executable, [sys.executable, "-m", module, *arguments], stripped(os.environ))
