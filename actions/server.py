"""The SDK's action server in one process, without access log."""

from __future__ import annotations

import logging

from rasa_sdk.endpoint import create_app


def run(port: int) -> None:
    """Serve on loopback until stopped."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create_app("actions", cors_origins=[])
    app.run("127.0.0.1", port, workers=1, access_log=False)
