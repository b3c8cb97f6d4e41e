"""The door that Facebook knocks at: verify, store, wake, 200. Nothing here waits for anybody else."""

from __future__ import annotations

import json
import logging
from typing import Any

from flask import Blueprint, Response, request
from prometheus_client import Counter

from webhook.messenger.events import parse_events
from webhook.messenger.signature import is_signed, same_secret
from webhook.messenger.store import store_events
from webhook.services import Services, services

BODY_LIMIT = 5 * 1024 * 1024
blueprint = Blueprint("messenger", __name__, url_prefix="/messenger")
log = logging.getLogger("webhook.messenger")
EVENTS = Counter("tuvan_events_total", "Events that Facebook sent, by kind; repeated ones count.", ["kind"])
REFUSED = Counter("tuvan_webhook_refused_total", "Requests to the webhook that were refused, by reason.", ["reason"])


@blueprint.get("/webhook")
def verify() -> Response:
    """Facebook's check when the webhook is set up: the challenge comes back when the token is ours."""
    asked = request.args
    expected = services().settings.messenger_verify_token
    if asked.get("hub.mode") != "subscribe" or not same_secret(asked.get("hub.verify_token"), expected):
        return _refuse(403, "verify_token")
    if not asked.get("hub.challenge"):
        return _refuse(400, "no_challenge")
    return Response(asked["hub.challenge"], mimetype="text/plain")


@blueprint.post("/webhook")
def receive() -> Response:
    """Take a batch of events. 200 means that every one of them is stored."""
    request.max_content_length = BODY_LIMIT
    shared = services()
    raw = request.get_data(cache=False)
    if not is_signed(shared.settings.messenger_app_secret, raw, request.headers.get("X-Hub-Signature-256")):
        return _refuse(403, "signature")
    body = _decode(raw)
    if body is None:
        return _refuse(400, "not_json")
    if body.get("object") != "page":
        return _refuse(404, "object")
    _take(shared, body)
    return Response("EVENT_RECEIVED", mimetype="text/plain")


def _decode(raw: bytes) -> dict[str, Any] | None:
    try:
        body = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None


def _take(shared: Services, body: dict[str, Any]) -> None:
    now = shared.clock.now()
    events = parse_events(body, now)
    settings = shared.settings
    waiting = store_events(shared.db, events, settings.message_key, settings.messenger_page_tokens, now)
    for event in events:
        EVENTS.labels(event.kind).inc()
    for conversation_id in waiting:
        shared.wake(conversation_id)


def _refuse(status: int, reason: str) -> Response:
    REFUSED.labels(reason).inc()
    log.warning("webhook refused", extra={"reason": reason, "status": status})
    return Response(f"{reason}\n", status=status, mimetype="text/plain")
