"""People who work here: accounts, login, and the guard in front of every route."""

from __future__ import annotations

from flask import Flask
from flask_limiter import RateLimitExceeded
from flask_wtf.csrf import CSRFError


def init_app(app: Flask) -> None:
    """Put the guard in front of every route and add the login."""
    from webhook.staff import access, security, views

    app.before_request(access.guard_request)
    security.secure(app, app.extensions["services"].settings)
    app.register_blueprint(views.bp)
    app.register_error_handler(CSRFError, views.form_expired)
    app.register_error_handler(RateLimitExceeded, views.too_often)
    app.register_error_handler(403, views.forbidden)
