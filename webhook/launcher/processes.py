"""The four processes as a configuration of supervisord, which restarts one that dies."""

from __future__ import annotations

import configparser
from pathlib import Path

from webhook.config import ROOT, Settings

COMMANDS = {
    "rasa": ".venv-bot/bin/python -m bot.serve",
    "actions": ".venv-bot/bin/python -m actions.serve",
    "web": ".venv/bin/gunicorn --bind {bind}:{port} --workers 2 --threads 8 --worker-class gthread"
    " --no-control-socket --graceful-timeout 5 --access-logfile /dev/null webhook.wsgi:app",
    "worker": ".venv/bin/python -m webhook.worker",
}


def write_supervisor_config(settings: Settings, bind: str = "127.0.0.1", root: Path = ROOT) -> Path:
    """Write var/supervisord.conf and return its path. Logs go to var/log/<process>.log."""
    var = settings.var_dir
    (var / "log").mkdir(parents=True, exist_ok=True)
    config = configparser.RawConfigParser()
    socket = var / "supervisor.sock"
    config["supervisord"] = {
        "nodaemon": "true",
        "silent": "true",
        "directory": str(root),
        "logfile": str(var / "log" / "supervisord.log"),
        "pidfile": str(var / "supervisord.pid"),
        "user": "root" if _is_root() else "",
    }
    if not _is_root():
        del config["supervisord"]["user"]
    config["unix_http_server"] = {"file": str(socket), "chmod": "0600"}
    config["supervisorctl"] = {"serverurl": f"unix://{socket}"}
    config["rpcinterface:supervisor"] = {
        "supervisor.rpcinterface_factory": "supervisor.rpcinterface:make_main_rpcinterface"
    }
    for name, command in COMMANDS.items():
        config[f"program:{name}"] = {
            "command": command.format(bind=bind, port=settings.web_port),
            "autorestart": "true",
            "startretries": "1000000",
            "startsecs": "2",
            "stopasgroup": "true",
            "killasgroup": "true",
            "stopwaitsecs": "10",
            "redirect_stderr": "true",
            "stdout_logfile": str(var / "log" / f"{name}.log"),
            "stdout_logfile_maxbytes": "10MB",
            "stdout_logfile_backups": "3",
        }
    path = var / "supervisord.conf"
    with path.open("w", encoding="utf-8") as file:
        config.write(file)
    path.chmod(0o600)
    return path


def _is_root() -> bool:
    import os

    return os.geteuid() == 0
