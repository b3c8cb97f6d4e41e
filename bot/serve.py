"""`python -m bot.serve`: Rasa on the loopback address of RASA_URL, with the newest model and our channel alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from bot import logs
from bot.env import enter
from bot.fingerprint import ROOT
from bot.train import MODELS, find_newest

LOOPBACK = ("127.0.0.1", "localhost", "::1")


def address(environ: Mapping[str, str]) -> tuple[str, int]:
    """Host and port to listen on. Anything but loopback is refused: Rasa is not made to face a network."""
    parts = urlsplit(environ["RASA_URL"])
    if parts.hostname not in LOOPBACK or not parts.port:
        raise SystemExit("RASA_URL must name this machine and a port, such as http://127.0.0.1:5005; mend it in .env.")
    return str(parts.hostname), parts.port


def main() -> int:
    token = os.environ.get("INTERNAL_TOKEN")
    if not token:
        raise SystemExit("INTERNAL_TOKEN is not set; put it into .env, or let `make run` write one.")
    host, port = address(os.environ)
    model = find_newest(Path(os.environ.get("BOT_MODELS") or ROOT / MODELS))
    if model is None:
        raise SystemExit("There is no model under models/; run python -m bot.train first.")
    _serve(host, port, model, token)
    return 0


def _serve(host: str, port: int, model: Path, token: str) -> None:
    from rasa.core.run import serve_application  # TensorFlow comes with it: five seconds
    from rasa.core.utils import AvailableEndpoints

    print(f"Rasa: {model.name} on http://{host}:{port}", flush=True)
    serve_application(
        model_path=str(model),
        interface=host,
        port=port,
        credentials=str(ROOT / "credentials.yml"),
        endpoints=AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml")),
        auth_token=token,
    )


if __name__ == "__main__":
    enter("bot.serve", sys.argv[1:])
    os.chdir(ROOT)
    logs.configure(os.environ.get("BOT_LOG_LEVEL") or "INFO")
    sys.exit(main())
