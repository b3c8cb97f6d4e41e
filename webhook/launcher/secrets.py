"""Missing secrets are made once and kept in var/secrets.env, readable by the owner only."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.fernet import Fernet

NAMES = ("INTERNAL_TOKEN", "SECRET_KEY", "MESSENGER_APP_SECRET", "MESSENGER_VERIFY_TOKEN", "MESSAGE_KEY")


def ensure_secrets(path: Path, known: Mapping[str, str]) -> list[str]:
    """Append a value for each secret that is set nowhere. Returns the names that were made."""
    missing = [name for name in NAMES if not known.get(name)]
    if not missing:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(descriptor, "a", encoding="utf-8") as file:
        file.writelines(f"{name}={_make(name)}\n" for name in missing)
    return missing


def _make(name: str) -> str:
    return Fernet.generate_key().decode() if name == "MESSAGE_KEY" else secrets.token_urlsafe(32)
