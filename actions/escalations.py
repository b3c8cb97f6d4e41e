"""Opening a ticket at the webhook."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import requests

TIMEOUT = (1.0, 3.0)  # seconds to connect, to read


class EscalationFailed(Exception):
    """The webhook did not take the ticket; the question is still kept and can be sent again."""


@dataclass(frozen=True)
class Ticket:
    """What the worker is told."""

    code: str
    department: str
    due_at: datetime
    is_new: bool


def open_ticket(body: Mapping[str, Any]) -> Ticket:
    """Post /escalations. Raises EscalationFailed when the webhook is away or refuses."""
    url = os.environ.get("WEBHOOK_URL", "http://127.0.0.1:8000") + "/escalations"
    headers = {"Authorization": f"Bearer {os.environ.get('INTERNAL_TOKEN', '')}"}
    try:
        answer = requests.post(url, json=dict(body), headers=headers, timeout=TIMEOUT)
        answer.raise_for_status()
        told = answer.json()
        due = datetime.fromisoformat(told["due_at"])
        return Ticket(told["code"], told["department"]["id"], due, answer.status_code == 201)
    except (requests.RequestException, KeyError, ValueError) as error:
        raise EscalationFailed(type(error).__name__) from error
