"""`python -m actions.serve`: the action server on loopback, with nothing in its environment that it does not need."""

from __future__ import annotations

import os
import sys

KEPT = (
    "PATH", "HOME", "LANG", "TZ", "TMPDIR", "INTERNAL_TOKEN", "WEBHOOK_URL", "ACTIONS_URL", "RASA_URL",
    "PYTHONPYCACHEPREFIX", "TEXTS_DIR",
)  # fmt: skip
STRIPPED = "TUVAN24H_STRIPPED"


def stripped_environment(environ: dict[str, str]) -> dict[str, str]:
    """Only what the action server needs: no key, no page token, no database address."""
    kept = {name: environ[name] for name in KEPT if name in environ}
    return {**kept, "SANIC_HOST": "127.0.0.1", "TZ": "Asia/Ho_Chi_Minh", STRIPPED: "1"}


def main() -> None:
    """Restart with a stripped environment, then serve until stopped."""
    if os.environ.get(STRIPPED) != "1":
        environment = stripped_environment(dict(os.environ))
        os.execve(sys.executable, [sys.executable, "-m", "actions.serve"], environment)
    from actions.brain import get_brain
    from actions.server import run

    get_brain()
    run(port=int(os.environ.get("ACTIONS_URL", "http://127.0.0.1:5055").rpartition(":")[2]))


if __name__ == "__main__":
    main()
