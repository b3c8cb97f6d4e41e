"""POST /escalations: the action server hands a question over to people."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request

from webhook.services import services
from webhook.staff.access import token_required
from webhook.tickets.escalation import FieldError, read_escalation
from webhook.tickets.opening import open_or_add

bp = Blueprint("tickets", __name__)


@bp.post("/escalations")
@token_required
def escalate() -> Any:
    """201 the first time, 200 for a repeated key; 400, 404, 422 tell the wrong field."""
    shared = services()
    now = shared.clock.now()
    topics = shared.knowledge().topics
    try:
        wanted = read_escalation(request.get_json(silent=True), topics, now)
        opened = open_or_add(shared.db, wanted, topics, now)
    except FieldError as error:
        return jsonify(error=str(error)), error.status
    return jsonify(opened.reply), 201 if opened.first else 200
