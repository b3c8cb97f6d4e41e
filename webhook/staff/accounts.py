"""Making people, new passwords, and the decision whether a login is right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.db import Database
from webhook.staff.models import Staff
from webhook.staff.passwords import MIN_LENGTH, hash_password, is_right, make_password

ROLES = ("expert", "dispatcher", "admin")
ATTEMPTS_BEFORE_LOCK = 5
LOCK = timedelta(minutes=15)
MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")
LOGIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,59}")


class AccountError(Exception):
    """A person cannot be made or changed; the message says what to do."""


@dataclass(frozen=True)
class LoginResult:
    """Who came in, or why not: `wrong` (also: no such person, not active) or `locked`."""

    staff: Staff | None
    problem: str | None = None


def create_staff(
    session: Session,
    *,
    login: str,
    name: str,
    role: str,
    department: str | None,
    now: datetime,
    email: str | None = None,
) -> tuple[Staff, str]:
    """Add a person and return them with their made password, which is stored only as a hash."""
    if not LOGIN_NAME.fullmatch(login):
        raise AccountError("The login name needs 3 to 60 of: a-z 0-9 . _ - and starts with a letter or digit.")
    if role not in ROLES:
        raise AccountError(f"The role must be one of {', '.join(ROLES)}, not {role!r}.")
    if email is not None and not MAIL_ADDRESS.fullmatch(email):
        raise AccountError(f"{email!r} is no mail address: write it as name@example.vn.")
    if role == "expert" and department is None:
        raise AccountError("An expert needs a department: add --department, or choose the role dispatcher.")
    if find_staff(session, login) is not None:
        raise AccountError(f"There is already a person {login!r}: choose another name, or use `reset`.")
    password = make_password()
    staff = Staff(
        login=login, name=name, email=email, department=department, role=role, password_hash=hash_password(password)
    )
    staff.created_at = now
    session.add(staff)
    session.flush()
    return staff, password


def find_staff(session: Session, login: str) -> Staff | None:
    """The person with this login name, active or not."""
    return session.scalars(select(Staff).where(Staff.login == login.strip().lower())).first()


def reset_password(session: Session, login: str) -> str:
    """A new made password; locks and older logins end."""
    staff = find_staff(session, login)
    if staff is None:
        raise AccountError(f"There is no person {login!r}: see `python -m webhook.staff list`.")
    password = make_password()
    set_password(staff, password)
    return password


def set_password(staff: Staff, password: str) -> None:
    """Store a new password and end every login made with the old one."""
    if len(password) < MIN_LENGTH:
        raise AccountError(f"A password needs at least {MIN_LENGTH} characters.")
    staff.password_hash = hash_password(password)
    staff.failed_attempts = 0
    staff.locked_until = None
    staff.stamp += 1


def check_login(db: Database, login: str, password: str, now: datetime) -> LoginResult:
    """Judge a login; five wrong ones lock the person for 15 minutes. The slow hash runs outside any transaction."""
    with db.read() as session:
        seen = find_staff(session, login)
    right = is_right(seen.password_hash if seen is not None and seen.active else None, password)
    if seen is None or not seen.active:
        return LoginResult(None, "wrong")
    with db.write() as session:
        return _record_attempt(session.get_one(Staff, seen.id, with_for_update=True), right, now)


def _record_attempt(staff: Staff, right: bool, now: datetime) -> LoginResult:
    if staff.locked_until is not None and staff.locked_until > now:
        return LoginResult(None, "locked")
    if right:
        staff.failed_attempts = 0
        staff.locked_until = None
        staff.last_login_at = now
        return LoginResult(staff)
    staff.failed_attempts += 1
    if staff.failed_attempts < ATTEMPTS_BEFORE_LOCK:
        return LoginResult(None, "wrong")
    staff.failed_attempts = 0
    staff.locked_until = now + LOCK
    return LoginResult(None, "locked")
