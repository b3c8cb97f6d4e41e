"""Settings: environment over `.env` over `var/secrets.env`; a malformed one stops the start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from dotenv import dotenv_values

ROOT = Path(__file__).resolve().parent.parent


class SettingError(Exception):
    """A setting is missing or malformed; the message names it and tells what to write."""


@dataclass(frozen=True)
class Settings:
    """All that an operator can set. Names are the lower-case forms of `.env.example`."""

    database_url: str
    internal_token: str
    secret_key: str
    message_key: str
    messenger_app_secret: str
    messenger_verify_token: str
    redis_url: str = ""
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    webhook_url: str = "http://127.0.0.1:8000"
    web_port: int = 8000
    messenger_page_tokens: dict[str, str] = field(default_factory=dict)
    messenger_human_agent: bool = False
    graph_api_url: str = "https://graph.facebook.com"
    graph_api_version: str = "v25.0"
    simulator: bool = False
    smtp_url: str = ""
    mail_from: str = "tuvan24h@localhost"
    message_retention_days: int = 365
    public_url: str = ""
    var_dir: Path = ROOT / "var"


def read_environment(root: Path = ROOT, environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """Merge the three sources; the environment wins."""
    merged: dict[str, str] = {}
    for name in ("var/secrets.env", ".env"):
        path = root / name
        if path.exists():
            merged.update({k: v for k, v in dotenv_values(path, interpolate=False).items() if v is not None})
    merged.update(os.environ if environ is None else environ)
    return merged


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Read and check every setting. Raises SettingError with a sentence that names the culprit."""
    env = read_environment() if environ is None else dict(environ)
    values: dict[str, object] = {
        name: _required(env, name.upper())
        for name in ("internal_token", "secret_key", "messenger_app_secret", "messenger_verify_token")
    }
    values["message_key"] = _fernet_key(env)
    values["var_dir"] = Path(env.get("VAR_DIR", str(ROOT / "var")))
    values["database_url"] = env.get("DATABASE_URL") or f"sqlite:///{values['var_dir']}/data.db"
    for name in ("redis_url", "smtp_url", "mail_from", "graph_api_version", "public_url"):
        if env.get(name.upper()):
            values[name] = env[name.upper()]
    for name in ("rasa_url", "actions_url", "webhook_url", "graph_api_url"):
        if env.get(name.upper()):
            values[name] = _http_url(name.upper(), env[name.upper()])
    values["web_port"] = _whole(env, "WEB_PORT", 8000)
    values["message_retention_days"] = _whole(env, "MESSAGE_RETENTION_DAYS", 365)
    values["messenger_human_agent"] = _switch(env, "MESSENGER_HUMAN_AGENT")
    values["simulator"] = _switch(env, "SIMULATOR")
    values["messenger_page_tokens"] = _page_tokens(env.get("MESSENGER_PAGE_TOKENS", ""))
    settings = Settings(**values)  # type: ignore[arg-type]
    if settings.simulator and settings.messenger_page_tokens:
        raise SettingError(
            "SIMULATOR=1 cannot run beside a real page: remove MESSENGER_PAGE_TOKENS or set SIMULATOR=0."
        )
    return settings


def _required(env: Mapping[str, str], name: str) -> str:
    value = env.get(name, "").strip()
    if not value:
        raise SettingError(f"{name} is not set: run `make run` once to have it made, or write it into .env.")
    return value


def _fernet_key(env: Mapping[str, str]) -> str:
    value = _required(env, "MESSAGE_KEY")
    try:
        Fernet(value)
    except ValueError as error:
        raise SettingError("MESSAGE_KEY must be 32 bytes in url-safe base64 (44 characters).") from error
    return value


def _http_url(name: str, value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingError(f"{name} must be an http address such as http://127.0.0.1:5005, not {value!r}.")
    return value.rstrip("/")


def _whole(env: Mapping[str, str], name: str, default: int) -> int:
    value = env.get(name) or str(default)
    if not value.isdigit() or int(value) < 1:
        raise SettingError(f"{name} must be a whole number above zero, not {value!r}.")
    return int(value)


def _switch(env: Mapping[str, str], name: str) -> bool:
    value = env.get(name) or "0"
    if value not in ("0", "1"):
        raise SettingError(f"{name} must be 0 or 1, not {value!r}.")
    return value == "1"


def _page_tokens(value: str) -> dict[str, str]:
    pairs = [pair.strip() for pair in value.split(",") if pair.strip()]
    for pair in pairs:
        if pair.count("=") < 1 or not pair.partition("=")[0].isdigit() or not pair.partition("=")[2]:
            raise SettingError("MESSENGER_PAGE_TOKENS must read page_id=token,page_id=token.")
    return {pair.partition("=")[0]: pair.partition("=")[2] for pair in pairs}
