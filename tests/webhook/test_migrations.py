"""One head, equal to the models; every step can be undone."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from tests.webhook.conftest import make_settings
from webhook.db import Base, Database, open_database
from webhook.migrate import alembic_config, downgrade, upgrade


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(alembic_config()).get_heads()) == 1


def test_the_tables_are_those_of_the_models(db: Database) -> None:
    with db.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_every_step_can_be_undone_and_done_again(tmp_path: Path) -> None:
    settings = make_settings(tmp_path)
    upgrade(settings)
    downgrade(settings, "base")
    opened = open_database(settings.database_url, settings.message_key)
    assert set(inspect(opened.engine).get_table_names()) == {"alembic_version"}
    opened.engine.dispose()
    upgrade(settings)
    upgrade(settings)
