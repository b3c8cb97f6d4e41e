"""The three addresses of an operator and a monitor."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, request
from flask.typing import ResponseReturnValue

from webhook.health.checks import OK, check_parts
from webhook.health.metrics import render_metrics
from webhook.messenger.signature import same_secret
from webhook.services import services

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> ResponseReturnValue:
    """This process is alive; nothing else is asked."""
    return jsonify(status="alive")


@blueprint.get("/readyz")
def readyz() -> ResponseReturnValue:
    """200 when every part can answer a worker, else 503; names each part and the day to which the law was checked."""
    shared = services()
    parts = check_parts(shared)
    ready = all(state == OK for state in parts.values())
    checked = shared.knowledge().checked_until.isoformat() if parts["knowledge"] == OK else None
    return jsonify(ready=ready, parts=parts, law_checked_until=checked), 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> ResponseReturnValue:
    """Figures for Prometheus; bearer token."""
    shared = services()
    given = request.headers.get("Authorization", "")
    if not same_secret(given, f"Bearer {shared.settings.internal_token}"):
        return Response("token\n", status=401, mimetype="text/plain")
    with shared.db.read() as session:
        return Response(render_metrics(session, shared.clock.now()), mimetype="text/plain; version=0.0.4")
