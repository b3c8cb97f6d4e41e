"""The Flask factory: opens the parts and lets every room register itself."""

from __future__ import annotations

import functools
from collections.abc import Callable

from flask import Flask

import knowledge_base
from webhook.clock import Clock, SystemClock
from webhook.config import Settings, load_settings
from webhook.db import Database, open_database
from webhook.jobs import guard_wake, make_wake
from webhook.services import Services


def create_app(
    settings: Settings | None = None,
    clock: Clock | None = None,
    db: Database | None = None,
    wake: Callable[[str], None] | None = None,
) -> Flask:
    """Build the web application. Tests hand in settings, a fixed clock, a database and a silent wake-up."""
    settings = settings or load_settings()
    app = Flask(__name__)
    app.secret_key = settings.secret_key
    app.config["MAX_CONTENT_LENGTH"] = 12 * 1024 * 1024
    app.extensions["services"] = Services(
        settings=settings,
        clock=clock or SystemClock(),
        db=db or open_database(settings.database_url, settings.message_key),
        wake=guard_wake(wake) if wake else make_wake(settings),
        knowledge=functools.cache(knowledge_base.load),
    )
    _register_rooms(app, settings)
    return app


def _register_rooms(app: Flask, settings: Settings) -> None:
    from webhook import console, health, messenger, staff, tickets

    for room in (health, messenger, tickets, staff, console):
        room.init_app(app)
    if settings.simulator:
        from webhook import simulator

        simulator.init_app(app)
