"""The pages that experts and dispatchers see."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the console's pages."""
    from webhook.console import answer, closed, conversations, menu, queue, ticket  # noqa: F401 (each adds its routes)
    from webhook.console.blueprint import bp

    app.register_blueprint(bp)
    menu.add_to_templates(app)
