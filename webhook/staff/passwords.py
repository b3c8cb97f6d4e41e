"""Passwords: argon2 hashes, made passwords, and what is long enough."""

from __future__ import annotations

import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 12
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))


def make_password() -> str:
    """Four groups of four unambiguous characters, about 79 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(password)


def is_right(password_hash: str | None, password: str) -> bool:
    """Compare in the same time whether the person exists or not."""
    try:
        matches = _hasher.verify(password_hash or _NOBODY, password)
    except (VerificationError, InvalidHashError):
        return False
    return matches and password_hash is not None
