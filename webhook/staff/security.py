"""Cookies, CSRF, rate limit and security headers of everything a browser sees."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, current_app, g, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect

from webhook.config import Settings

csrf = CSRFProtect()
limiter = Limiter(get_remote_address, default_limits=[], headers_enabled=False)

CONTENT_POLICY = (
    "default-src 'self'; img-src 'self' data: {pictures}; media-src 'self' {pictures}; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LOGIN_LASTS = timedelta(hours=12)


def secure(app: Flask, settings: Settings) -> None:
    """Set up the cookie, the CSRF check of session-guarded routes, the limiter and the headers."""
    app.config.update(
        SESSION_COOKIE_NAME="tuvan24h",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.public_url.startswith("https://"),
        PERMANENT_SESSION_LIFETIME=LOGIN_LASTS,
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
    )
    csrf.init_app(app)
    limiter.init_app(app)
    app.before_request(check_csrf)
    app.after_request(add_headers)
    app.extensions["content_policy"] = content_policy(settings)


def content_policy(settings: Settings) -> str:
    """Scripts and styles only from our files; pictures also from Facebook's servers, or the simulator's address."""
    return CONTENT_POLICY.format(pictures=settings.webhook_url if settings.simulator else "https:")


def check_csrf() -> None:
    """Every form of the console carries a token, the login too; token-guarded and signed routes have no cookie."""
    if request.endpoint is not None and (g.get("access") in ("staff", "dispatcher") or request.blueprint == "staff"):
        csrf.protect()


def add_headers(response: Response) -> Response:
    """Headers on every answer; a view that set one of its own keeps it. Pages of staff are never cached."""
    policy = {"Content-Security-Policy": current_app.extensions["content_policy"]}
    for name, value in (HEADERS | policy).items():
        response.headers.setdefault(name, value)
    if g.get("staff") is not None:
        response.headers["Cache-Control"] = "no-store"
    return response
