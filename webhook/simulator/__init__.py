"""A stand-in for Messenger and the Graph API: a laptop without Facebook talks through the same webhook."""

from __future__ import annotations

from flask import Flask

from webhook.services import Services
from webhook.simulator.facebook import StandIn
from webhook.simulator.graph import graph
from webhook.simulator.store import Store
from webhook.simulator.views import pages


def init_app(app: Flask) -> None:
    """Register the chat pages and the Graph API under /simulator/."""
    found: Services = app.extensions["services"]
    store = Store(found.settings.var_dir / "simulator.db")
    app.extensions["simulator"] = StandIn(store, found.settings, found.clock)
    app.register_blueprint(pages)
    app.register_blueprint(graph)
