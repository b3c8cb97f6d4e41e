from __future__ import annotations

import json
import os
import subprocess
import sys

from bot.env import QUIET, stripped

SECRETS = {"SECRET_KEY": "s", "MESSAGE_KEY": "m", "MESSENGER_APP_SECRET": "a", "DATABASE_URL": "d", "SMTP_URL": "x"}


def test_no_secret_of_the_web_side_goes_in() -> None:
    env = stripped({**SECRETS, "PATH": "/bin", "INTERNAL_TOKEN": "t", "ACTIONS_URL": "http://127.0.0.1:1"})
    assert not set(SECRETS) & set(env)
    assert (env["INTERNAL_TOKEN"], env["ACTIONS_URL"], env["PATH"]) == ("t", "http://127.0.0.1:1", "/bin")
    assert env["RASA_URL"] == "http://127.0.0.1:5005"


def test_libraries_are_quiet_and_send_nothing() -> None:
    env = stripped({"RASA_TELEMETRY_ENABLED": "true"})
    assert env["RASA_TELEMETRY_ENABLED"] == "false"
    assert QUIET.items() <= env.items()


def test_bytecode_is_kept_whatever_the_caller_says() -> None:
    env = stripped({"PYTHONDONTWRITEBYTECODE": "1"})
    assert "PYTHONDONTWRITEBYTECODE" not in env
    assert env["PYTHONPYCACHEPREFIX"].endswith("/var/pycache")


def test_a_process_enters_it_once_and_keeps_its_arguments() -> None:
    """The real thing: a module that enters shows its environment and arguments."""
    program = (
        "import json, os, sys; from bot.env import enter; enter('tests.bot.show_env', ['--flag']);"
        "raise SystemExit('not entered')"
    )
    env = {**os.environ, **SECRETS, "INTERNAL_TOKEN": "t"}
    env.pop("BOT_ENVIRONMENT", None)
    done = subprocess.run([sys.executable, "-c", program], env=env, capture_output=True, text=True, check=True)
    shown = json.loads(done.stdout)
    assert shown["arguments"] == ["--flag"]
    assert not set(SECRETS) & set(shown["environment"])
    assert shown["environment"]["INTERNAL_TOKEN"] == "t"
