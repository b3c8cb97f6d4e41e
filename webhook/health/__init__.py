"""What an operator and a monitor look at: /healthz, /readyz, /metrics, and the logs."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the three addresses and set up logging."""
    from webhook.health.logs import configure_logging
    from webhook.health.views import blueprint

    configure_logging()
    app.register_blueprint(blueprint)
