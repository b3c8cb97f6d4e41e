"""What the rooms of the webhook share, made once per program and handed over by `app.extensions["services"]`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import current_app

from webhook.clock import Clock
from webhook.config import Settings
from webhook.db import Database


@dataclass(frozen=True)
class Services:
    """Settings, clock, database and the wake-up of the worker. `knowledge` is loaded on first use."""

    settings: Settings
    clock: Clock
    db: Database
    wake: Callable[[str], None]
    knowledge: Callable[[], Any]


def services() -> Services:
    """The services of the running Flask app."""
    found: Services = current_app.extensions["services"]
    return found
