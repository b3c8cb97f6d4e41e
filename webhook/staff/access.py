"""One decision per route: who may call it. Unknown routes ask for a login."""

from __future__ import annotations

import functools
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from flask import Flask, Response, abort, current_app, g, jsonify, redirect, request, session, url_for

from webhook.services import services
from webhook.staff.models import Staff

View = Callable[..., Any]
DECISIONS = ("public", "signed", "token", "simulator", "staff", "dispatcher")


@functools.cache
def path_decisions() -> dict[str, str]:
    """The table of access.yaml."""
    with (Path(__file__).parent / "access.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file)["prefixes"])


def public(view: View) -> View:
    """Anyone may see this page (the login)."""
    return _decide(view, "public")


def staff_only(view: View) -> View:
    """Whoever is logged in."""
    return _decide(view, "staff")


def dispatchers_only(view: View) -> View:
    """Dispatchers and admins."""
    return _decide(view, "dispatcher")


def token_required(view: View) -> View:
    """Our own programs: `Authorization: Bearer INTERNAL_TOKEN`, else 401."""

    @functools.wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if not bears_token(request.headers.get("Authorization", ""), services().settings.internal_token):
            answer = jsonify(error="The bearer token is missing or wrong: send INTERNAL_TOKEN.")
            answer.headers["WWW-Authenticate"] = "Bearer"
            return answer, 401
        return view(*args, **kwargs)

    return _decide(guarded, "token")


def bears_token(header: str, token: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(header.encode(), f"Bearer {token}".encode())


def decision_for(app: Flask, endpoint: str, path: str) -> str | None:
    """What a decorator or access.yaml says of a route; None when nobody decided."""
    decided: str | None = getattr(app.view_functions.get(endpoint), "access", None)
    if decided is not None:
        return decided
    return next((value for prefix, value in path_decisions().items() if _covers(prefix, path)), None)


def guard_request() -> Any:
    """Before every request: find the decision, load the person, send strangers to the login."""
    g.staff = None
    if request.endpoint is None:
        return None
    decision = decision_for(current_app, request.endpoint, request.path) or "staff"
    g.access = decision
    if decision not in ("staff", "dispatcher"):
        return None
    g.staff = find_logged_in()
    if g.staff is None:
        return _to_login()
    if decision == "dispatcher" and g.staff.role == "expert":
        abort(403)
    return None


def find_logged_in() -> Staff | None:
    """The person of this session: still active, and no new password since."""
    staff_id = session.get("staff_id")
    if not isinstance(staff_id, int):
        return None
    with services().db.read() as db_session:
        staff = db_session.get(Staff, staff_id)
    if staff is None or not staff.active or staff.stamp != session.get("stamp"):
        session.clear()
        return None
    return staff


def _to_login() -> Response | tuple[Response, int]:
    if request.accept_mimetypes.best == "application/json":
        return jsonify(error="login"), 401
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("staff.login", next=target))  # type: ignore[return-value]


def _covers(prefix: str, path: str) -> bool:
    return path.startswith(prefix) if prefix.endswith("/") else path == prefix


def _decide(view: View, decision: str) -> View:
    view.access = decision  # type: ignore[attr-defined]
    return view
