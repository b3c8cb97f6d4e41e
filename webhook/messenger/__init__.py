"""The Facebook edge: signature, events, Graph client, sending window, pages."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the webhook's address and the command `flask pages`."""
    from webhook.cli import pages
    from webhook.messenger.views import blueprint

    app.register_blueprint(blueprint)
    app.cli.add_command(pages)
