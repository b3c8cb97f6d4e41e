"""`python -m webhook.migrate`: bring the tables to the newest revision; `… down REVISION` goes back."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy.engine import Connection

from webhook.config import SettingError, Settings, load_settings
from webhook.db import open_database


def alembic_config(connection: Connection | None = None) -> Config:
    """Alembic's configuration without an .ini file."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).resolve().parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def upgrade(settings: Settings, revision: str = "head") -> None:
    """Bring the database of the settings to `revision`; does nothing when it is there."""
    db = open_database(settings.database_url, settings.message_key)
    with db.engine.connect() as connection:
        command.upgrade(alembic_config(connection), revision)
        connection.commit()
    db.engine.dispose()


def downgrade(settings: Settings, revision: str) -> None:
    """Take the database of the settings back to `revision`."""
    db = open_database(settings.database_url, settings.message_key)
    with db.engine.connect() as connection:
        command.downgrade(alembic_config(connection), revision)
        connection.commit()
    db.engine.dispose()


def main(arguments: list[str]) -> int:
    """Run from the command line; a wrong setting is one sentence."""
    try:
        settings = load_settings()
    except SettingError as error:
        print(f"Not migrated. {error}", file=sys.stderr)
        return 2
    if arguments[:1] == ["down"] and len(arguments) == 2:
        downgrade(settings, arguments[1])
    else:
        upgrade(settings)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
