"""`python -m webhook.staff add|reset|list|off`: people of the console, from the command line."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from webhook.clock import SystemClock
from webhook.config import SettingError, load_settings
from webhook.db import Database, open_database
from webhook.staff.accounts import ROLES, AccountError, create_staff, find_staff, reset_password
from webhook.staff.models import Staff


def main(argv: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    arguments = _parser().parse_args(argv)
    try:
        settings = load_settings()
        db = open_database(settings.database_url, settings.message_key)
        print(run(db, arguments, SystemClock().now()))
    except (AccountError, SettingError) as error:
        print(error, file=sys.stderr)
        return 1
    except OperationalError:
        print("The database has no tables yet, or is away: run `python -m webhook.migrate` first.", file=sys.stderr)
        return 1
    return 0


def run(db: Database, arguments: argparse.Namespace, now: datetime) -> str:
    """Carry out a parsed command and return what to print. Raises AccountError."""
    commands = {"add": _add, "reset": _reset, "list": _list, "off": _off}
    return commands[arguments.command](db, arguments, now)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m webhook.staff")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="add a person; prints a made password once")
    add.add_argument("login")
    add.add_argument("--name", required=True, help="as colleagues read it")
    add.add_argument("--role", choices=ROLES, default="expert")
    add.add_argument("--department", help="id such as quan_he_lao_dong; none for dispatchers")
    add.add_argument("--email", help="where reminders go")
    for name, told in (("reset", "make a new password; prints it once"), ("off", "let a person in no more")):
        commands.add_parser(name, help=told).add_argument("login")
    commands.add_parser("list", help="who is there")
    return parser


def _add(db: Database, arguments: argparse.Namespace, now: datetime) -> str:
    department = arguments.department
    if department is not None:
        _require_department(department)
    with db.write() as session:
        staff, password = create_staff(
            session,
            login=arguments.login,
            name=arguments.name,
            role=arguments.role,
            department=department,
            email=arguments.email,
            now=now,
        )
        return f"{staff.login} may log in with this password, shown only now: {password}"


def _require_department(department: str) -> None:
    from webhook.tickets.words import read

    known = read("departments")["departments"]
    if department not in known:
        raise AccountError(f"There is no department {department!r}: choose one of {', '.join(known)}.")


def _reset(db: Database, arguments: argparse.Namespace, _now: datetime) -> str:
    with db.write() as session:
        password = reset_password(session, arguments.login)
    return f"{arguments.login} may log in with this password, shown only now: {password}"


def _list(db: Database, _arguments: argparse.Namespace, _now: datetime) -> str:
    with db.read() as session:
        people = session.scalars(select(Staff).order_by(Staff.login)).all()
    lines = [
        f"{person.login}\t{person.name}\t{person.role}\t{person.department or '-'}\t{'' if person.active else 'off'}"
        for person in people
    ]
    return "\n".join(lines) or "Nobody yet: `python -m webhook.staff add NAME --name ...`."


def _off(db: Database, arguments: argparse.Namespace, _now: datetime) -> str:
    with db.write() as session:
        staff = find_staff(session, arguments.login)
        if staff is None:
            raise AccountError(f"There is no person {arguments.login!r}: see `python -m webhook.staff list`.")
        staff.active = False
        staff.stamp += 1
    return f"{arguments.login} is let in no more."


if __name__ == "__main__":
    sys.exit(main())
