"""Alembic's environment: the tables of every room, the database of `webhook.migrate`."""

from __future__ import annotations

import importlib
from pathlib import Path

from alembic import context

from webhook.db import Base

ROOMS = Path(__file__).resolve().parent.parent


def load_models() -> None:
    """Import models.py of every room, so that Base.metadata knows all tables."""
    for path in sorted(ROOMS.glob("*/models.py")):
        importlib.import_module(f"webhook.{path.parent.name}.models")


load_models()
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
