"""The real processes on free ports and a folder of their own, started, stopped and killed one by one."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import requests
from cryptography.fernet import Fernet

from webhook.messenger.signature import sign

ROOT = Path(__file__).resolve().parents[2]
PAGE = "100000000000001"
PROCESSES = ("facebook", "web", "worker", "actions", "rasa")
BOT, WEB = str(ROOT / ".venv-bot/bin/python"), str(ROOT / ".venv/bin/python")
GUNICORN = [str(ROOT / ".venv/bin/gunicorn"), "--worker-class", "gthread", "--no-control-socket"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class House:
    """All processes of the product; `facebook` is the stand-in, apart so that it survives what the others suffer."""

    def __init__(self, var: Path, **settings: str) -> None:
        self.var = var
        self.ports = {name: free_port() for name in ("rasa", "actions", "web", "facebook")}
        self.environment = {**self._environment(), **settings}
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.restarts = 0
        self.password = ""
        self.facebook = requests.Session()
        self.facebook.mount("http://", requests.adapters.HTTPAdapter(pool_maxsize=64))

    def url(self, name: str, path: str = "") -> str:
        return f"http://127.0.0.1:{self.ports[name]}{path}"

    def _environment(self) -> dict[str, str]:
        made = ("INTERNAL_TOKEN", "SECRET_KEY", "MESSENGER_APP_SECRET", "MESSENGER_VERIFY_TOKEN")
        return {
            **{name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ},
            **{name: secrets.token_urlsafe(24) for name in made},
            "MESSAGE_KEY": Fernet.generate_key().decode(),
            "VAR_DIR": str(self.var),
            "DATABASE_URL": f"sqlite:///{self.var}/data.db",
            "SIMULATOR": "1",
            "WEB_PORT": str(self.ports["web"]),
            "RASA_URL": self.url("rasa"),
            "ACTIONS_URL": self.url("actions"),
            "WEBHOOK_URL": self.url("web"),
            "GRAPH_API_URL": self.url("facebook", "/simulator/graph"),
            "MESSENGER_PAGE_TOKENS": "",
            "PYTHONPYCACHEPREFIX": str(ROOT / "var/pycache"),
        }

    def command(self, name: str) -> list[str]:
        if name in ("rasa", "actions"):
            return [BOT, "-m", "bot.serve" if name == "rasa" else "actions.serve"]
        if name == "worker":
            return [WEB, "-m", "webhook.worker"]
        size = ["--workers", "2" if name == "web" else "1", "--threads", "8"]
        return [*GUNICORN, *size, "--bind", f"127.0.0.1:{self.ports[name]}", "webhook.wsgi:app"]

    def prepare(self) -> str:
        """Tables, page and first login; returns the login's password."""
        subprocess.run(
            [WEB, "-m", "webhook.launcher", "prepare"], env=self.environment, cwd=ROOT, check=True, capture_output=True
        )
        return (self.var / "first-login.txt").read_text(encoding="utf-8").split()[-1]

    def start(self, *names: str) -> None:
        for name in names:
            with (self.var / f"{name}.log").open("ab") as log:
                self.running[name] = subprocess.Popen(
                    self.command(name), env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
                )

    def stop(self, name: str, how: signal.Signals = signal.SIGTERM) -> None:
        """End a process with its children and wait until it is gone."""
        process = self.running.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, how)
        process.wait(timeout=30)

    def keep_alive(self) -> None:
        """Start again whatever has died, as the supervisor does."""
        for name, process in list(self.running.items()):
            if process.poll() is not None:
                self.stop(name, signal.SIGKILL)
                self.start(name)
                self.restarts += 1

    def close(self) -> None:
        for name in list(self.running):
            self.stop(name, signal.SIGKILL)

    def wait_ready(self, timeout: float = 120) -> None:
        wait_for(lambda: get_json(self.url("facebook", "/healthz")) is not None, timeout, "the stand-in")
        wait_for(lambda: (get_json(self.url("web", "/readyz")) or {}).get("ready"), timeout, f"{self.var}/*.log")

    # ---- what a worker does
    def person(self, name: str = "") -> str:
        return str(requests.post(self.url("facebook", "/simulator/people"), json={"name": name}).json()["psid"])

    def say(self, psid: str, text: str = "", **more: Any) -> None:
        body = {"psid": psid, "text": text, **more}
        requests.post(self.url("facebook", "/simulator/say"), json=body, timeout=60).raise_for_status()

    def thread(self, psid: str) -> list[dict[str, Any]]:
        entries = requests.get(self.url("facebook", f"/simulator/thread/{psid}"), timeout=10).json()["entries"]
        return list(entries)

    def replies(self, psid: str) -> list[dict[str, Any]]:
        return [entry for entry in self.thread(psid) if entry["side"] == "page"]

    def ask(self, psid: str, text: str = "", timeout: float = 40, **more: Any) -> dict[str, Any]:
        """Say something and return the last message of the reply, once nothing more comes for half a second."""
        before = len(self.replies(psid))
        self.say(psid, text, **more)
        wait_for(lambda: len(self.replies(psid)) > before, timeout, f"a reply in {self.var}")
        count = -1
        while count != len(self.replies(psid)):
            count = len(self.replies(psid))
            time.sleep(0.6)
        return self.replies(psid)[-1]

    def tap(self, psid: str, title: str, timeout: float = 40) -> dict[str, Any]:
        """Tap the quick reply of this title under the last message."""
        offered = self.replies(psid)[-1]["content"]["quick_replies"]
        chosen = next(reply for reply in offered if reply["title"] == title)
        return self.ask(psid, title, timeout, kind="quick_reply", payload=chosen["payload"])

    def post_event(self, psid: str, text: str, mid: str) -> int:
        """Send a signed message event straight to the webhook, without the stand-in; returns the status."""
        stamp = int(time.time() * 1000)
        message = {"mid": mid, "text": text}
        item = {"sender": {"id": psid}, "recipient": {"id": PAGE}, "timestamp": stamp, "message": message}
        body = json.dumps({"object": "page", "entry": [{"id": PAGE, "time": stamp, "messaging": [item]}]}).encode()
        headers = {"X-Hub-Signature-256": sign(self.environment["MESSENGER_APP_SECRET"], body)}
        url = self.url("web", "/messenger/webhook")
        headers["Content-Type"] = "application/json"
        return self.facebook.post(url, data=body, headers=headers, timeout=30).status_code

    def play_fault(self, **rule: Any) -> None:
        requests.put(self.url("facebook", "/simulator/fault"), json=rule, timeout=10).raise_for_status()


def get_json(url: str) -> dict[str, Any] | None:
    try:
        return dict(requests.get(url, timeout=5).json())
    except (requests.RequestException, ValueError):
        return None


def wait_for(condition: Callable[[], Any], timeout: float, what: str) -> None:
    """Look again and again; a bound, not a measure."""
    end = time.monotonic() + timeout
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.2)
    raise AssertionError(f"gave up after {timeout} s waiting for {what}")
