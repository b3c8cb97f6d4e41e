"""Sending a pending question to the department and telling the worker how it went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from actions.escalations import EscalationFailed, open_ticket
from actions.pending import escalation_body
from actions.phrases import PHRASES, button, tell_department, tell_hour
from actions.reply import Reply, message
from actions.turn import Turn


def send(turn: Turn, pending: Mapping[str, Any], consent_at: str) -> tuple[Reply, dict[str, Any] | None]:
    """Open or extend the ticket. Returns the reply and what stays pending: the same ticket when sending failed."""
    words = PHRASES["ticket"]
    try:
        ticket = open_ticket(escalation_body(turn, pending, consent_at))
    except EscalationFailed:
        record = {"decision": "act", "act": "ticket_failed"}
        return Reply([message(words["failed"], button("consent"), button("later"))], record), dict(pending)
    is_first = turn.ticket is None
    text = words["opened" if is_first else "added"].format(
        code=ticket.code, department=_capital(tell_department(ticket.department)), due=tell_hour(ticket.due_at)
    )
    return Reply([message(text)], {"decision": "act", "act": "ticket_opened", "ticket": ticket.code}), None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
