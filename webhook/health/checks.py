"""Is each part ready? One sentence each, "ok" when it is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import requests
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from webhook.config import Settings
from webhook.health.counts import HEARTBEAT_LATE, find_heartbeat
from webhook.services import Services

OK = "ok"
TIMEOUT = (0.5, 2.0)


def check_parts(services: Services) -> dict[str, str]:
    """The state of every part that an answer needs."""
    checks: dict[str, Callable[[], str]] = {
        "database": lambda: check_database(services),
        "queue": lambda: check_worker(services, services.clock.now()),
        "rasa": lambda: check_rasa(services.settings),
        "actions": lambda: check_actions(services.settings),
        "knowledge": lambda: check_knowledge(services),
    }
    return {name: check() for name, check in checks.items()}


def check_database(services: Services) -> str:
    """Can it be read, and are the tables there?"""
    try:
        with services.db.read() as session:
            session.execute(text("SELECT count(*) FROM pages"))
    except SQLAlchemyError as error:
        return f"cannot be read ({type(error).__name__}): run `python -m webhook.migrate`"
    return OK


def check_worker(services: Services, now: datetime) -> str:
    """Has a worker shown a sign of life lately?"""
    try:
        with services.db.read() as session:
            seen = find_heartbeat(session)
    except SQLAlchemyError as error:
        return f"unknown ({type(error).__name__})"
    if seen is None:
        return "no worker has run yet: start `python -m webhook.worker`"
    late = now - seen
    return OK if late < HEARTBEAT_LATE else f"no worker for {int(late.total_seconds())} seconds"


def check_rasa(settings: Settings) -> str:
    """Does Rasa's channel answer, with a model?"""
    found = _get(f"{settings.rasa_url}/webhooks/turns/")
    if isinstance(found, str):
        return found
    return "no model is loaded" if "model" in found and not found["model"] else OK


def check_actions(settings: Settings) -> str:
    """Does the action server answer?"""
    found = _get(f"{settings.actions_url}/health")
    return found if isinstance(found, str) else OK


def check_knowledge(services: Services) -> str:
    """Can the law be loaded?"""
    try:
        services.knowledge()
    except Exception as error:  # a broken file may raise anything; the page must still answer
        return f"cannot be loaded ({type(error).__name__}): run `python -m knowledge_base check`"
    return OK


def parts_are_healthy(settings: Settings) -> bool:
    """Rasa and the action server both answer: a turn that fails now has itself to blame."""
    return check_rasa(settings) == OK and check_actions(settings) == OK


def _get(url: str) -> dict[str, Any] | str:
    session = requests.Session()
    session.trust_env = False
    try:
        response = session.get(url, timeout=TIMEOUT)
        body = response.json()
    except requests.JSONDecodeError:
        body = {}
    except requests.RequestException as error:
        return f"does not answer ({type(error).__name__})"
    finally:
        session.close()
    if response.status_code != 200:
        return f"answers HTTP {response.status_code}"
    return body if isinstance(body, dict) else {}
