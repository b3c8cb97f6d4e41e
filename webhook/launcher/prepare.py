"""Everything that must be there before the first start; each step does nothing when it was done before."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import select

from webhook.clock import SystemClock
from webhook.config import Settings, load_settings, read_environment
from webhook.conversations.models import Page
from webhook.db import Database, open_database
from webhook.launcher.secrets import ensure_secrets
from webhook.migrate import upgrade
from webhook.staff.accounts import create_staff
from webhook.staff.models import Staff

SIMULATOR_PAGE = "100000000000001"


def prepare(root: Path) -> None:
    """Secrets, newest tables, the simulator's page and a first login."""
    var = Path(os.environ.get("VAR_DIR", root / "var"))
    made = ensure_secrets(var / "secrets.env", read_environment(root))
    if made:
        print(f"      made {', '.join(made)} in {var.name}/secrets.env")
    settings = load_settings(use_simulator(read_environment(root)))
    upgrade(settings)
    db = open_database(settings.database_url, settings.message_key)
    if settings.simulator:
        _seed_page(db)
    _seed_login(db, settings)


def use_simulator(environment: dict[str, str]) -> dict[str, str]:
    """Where no real page is configured and nothing else is said, the simulator stands in for Facebook."""
    environment = dict(environment)
    if "SIMULATOR" not in environment and not environment.get("MESSENGER_PAGE_TOKENS"):
        environment["SIMULATOR"] = "1"
    if environment.get("SIMULATOR") == "1" and not environment.get("GRAPH_API_URL"):
        port = environment.get("WEB_PORT") or "8000"
        environment["GRAPH_API_URL"] = f"http://127.0.0.1:{port}/simulator/graph"
    return environment


def _seed_page(db: Database) -> None:
    with db.write() as session:
        if session.get(Page, SIMULATOR_PAGE) is None:
            session.add(Page(id=SIMULATOR_PAGE, name="Công đoàn – trang thử", token="simulator"))


def _seed_login(db: Database, settings: Settings) -> None:
    with db.write() as session:
        if session.scalars(select(Staff.id).limit(1)).first() is not None:
            return
        _, password = create_staff(
            session, login="dieuphoi", name="Điều phối", role="dispatcher", department=None, now=SystemClock().now()
        )
    note = settings.var_dir / "first-login.txt"
    descriptor = os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(f"login dieuphoi, password {password}\n")
