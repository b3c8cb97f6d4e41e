"""`python -m webhook.launcher prepare|run`: what `make run` calls."""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time

import requests

from webhook.config import ROOT, SettingError, Settings, load_settings, read_environment
from webhook.launcher.prepare import prepare, use_simulator
from webhook.launcher.processes import write_supervisor_config

WAIT_SECONDS = 120


def main() -> int:
    """Run one of the two steps; a wrong setting is one sentence, not a trace."""
    parser = argparse.ArgumentParser(prog="webhook.launcher")
    parser.add_argument("step", choices=["prepare", "run"])
    parser.add_argument("--bind", default=os.environ.get("WEB_BIND", "127.0.0.1"))
    arguments = parser.parse_args()
    try:
        if arguments.step == "prepare":
            prepare(ROOT)
            return 0
        return run(arguments.bind)
    except SettingError as error:
        print(f"Not started. {error}", file=sys.stderr)
        return 2


def run(bind: str) -> int:
    """Start supervisord in the foreground, wait until all parts are ready, print the addresses."""
    environment = use_simulator(read_environment(ROOT))
    settings = load_settings(environment)
    config = write_supervisor_config(settings, bind)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    started = time.monotonic()
    supervisor = subprocess.Popen(
        [str(ROOT / ".venv/bin/supervisord"), "-c", str(config)],
        env={**os.environ, **_handed_over(settings)},
        cwd=ROOT,
        start_new_session=True,
    )
    try:
        if _wait_until_ready(settings, supervisor):
            _print_addresses(settings, time.monotonic() - started)
        return supervisor.wait()
    except KeyboardInterrupt:
        print("\nStopping…")
        return 0
    finally:
        supervisor.terminate()
        supervisor.wait(timeout=30)


def _handed_over(settings: Settings) -> dict[str, str]:
    """What the four processes must agree on; rasa and actions keep only the token and the addresses."""
    return {
        "INTERNAL_TOKEN": settings.internal_token,
        "RASA_URL": settings.rasa_url,
        "ACTIONS_URL": settings.actions_url,
        "WEBHOOK_URL": settings.webhook_url,
        "GRAPH_API_URL": settings.graph_api_url,
        "SIMULATOR": str(int(settings.simulator)),
    }


def _wait_until_ready(settings: Settings, supervisor: subprocess.Popen[bytes]) -> bool:
    address = f"http://127.0.0.1:{settings.web_port}/readyz"
    parts: dict[str, str] = {}
    for second in range(WAIT_SECONDS):
        if supervisor.poll() is not None:
            print(f"The supervisor ended: read {settings.var_dir}/log/supervisord.log", file=sys.stderr)
            return False
        try:
            answer = requests.get(address, timeout=3)
            parts = answer.json().get("parts", {})
            if answer.status_code == 200:
                return True
        except (requests.RequestException, ValueError):
            parts = {"web": "starting"}
        if second and second % 10 == 0:
            waiting = ", ".join(f"{name}: {state}" for name, state in parts.items() if state != "ok")
            print(f"      {second} s, waiting for {waiting}")
        time.sleep(1)
    print(f"Not ready after {WAIT_SECONDS} s ({parts}); logs are in {settings.var_dir}/log.", file=sys.stderr)
    return False


def _print_addresses(settings: Settings, seconds: float) -> None:
    base = f"http://127.0.0.1:{settings.web_port}"
    print(f"\nReady after {seconds:.0f} s. Ctrl-C stops everything.")
    if settings.simulator:
        print(f"  Simulator  {base}/simulator/")
    login = settings.var_dir / "first-login.txt"
    note = f"   ({login.read_text(encoding='utf-8').strip()})" if login.exists() else ""
    print(f"  Console    {base}/console/{note}")
    print(f"  Health     {base}/readyz\n", flush=True)


if __name__ == "__main__":
    sys.exit(main())
