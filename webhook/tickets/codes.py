"""Ticket codes: TV-, four unambiguous characters, one check character."""

from __future__ import annotations

import secrets

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PREFIX = "TV-"
BODY_LENGTH = 4


def make_code() -> str:
    """A new random code such as TV-7K2MX; the caller sees to it that it is unused."""
    body = "".join(secrets.choice(ALPHABET) for _ in range(BODY_LENGTH))
    return PREFIX + body + check_character(body)


def check_character(body: str) -> str:
    """Weighted sum modulo 31: finds any one wrong character and any two neighbours swapped."""
    total = sum(weight * ALPHABET.index(character) for weight, character in enumerate(body, start=1))
    return ALPHABET[total % len(ALPHABET)]


def find_code(typed: str) -> str | None:
    """The code that someone typed ("tv 7k2mx", "7K2MX"), or None when it cannot be one."""
    body = "".join(character for character in typed.upper() if character.isalnum())
    body = body.removeprefix("TV") if len(body) > BODY_LENGTH + 1 else body
    if len(body) != BODY_LENGTH + 1 or any(character not in ALPHABET for character in body):
        return None
    return PREFIX + body if check_character(body[:-1]) == body[-1] else None
