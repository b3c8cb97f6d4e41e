"""The menu as data, and what every page of the console gets."""

from __future__ import annotations

import functools
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml
from flask import Flask, g, request

from webhook.console.formats import tell_remaining, tell_span, tell_time
from webhook.messenger.errors import explain
from webhook.services import services
from webhook.tickets.words import read, word


@functools.cache
def read_menu() -> dict[str, Any]:
    """menu.yaml."""
    with (Path(__file__).parent / "menu.yaml").open(encoding="utf-8") as file:
        return dict(yaml.safe_load(file))


def pages_for(role: str) -> list[dict[str, str]]:
    """The entries that someone of this role sees."""
    return [page for page in read_menu()["pages"] if role != "expert" or page.get("for") != "dispatcher"]


def add_to_templates(app: Flask) -> None:
    """Filters and names that the console's templates use."""
    app.context_processor(_page_values)
    app.add_template_filter(_time, "time")
    app.add_template_filter(_remaining, "remaining")
    app.add_template_filter(tell_span, "span")
    app.add_template_filter(explain, "explain")
    app.add_template_global(word, "word")
    app.add_template_global(word_in, "word_in")
    app.add_template_global(department_name, "department_name")
    app.add_template_global(department_short, "department_short")
    app.add_template_global(topic_name, "topic_name")


def _page_values() -> dict[str, Any]:
    staff = g.get("staff")
    if staff is None or not request.path.startswith("/console"):
        return {}
    return {
        "staff": staff,
        "now": services().clock.now(),
        "menu": pages_for(staff.role),
        "account_menu": read_menu()["account"],
    }


def _time(at: datetime) -> str:
    return tell_time(at, services().clock.now())


def _remaining(at: datetime) -> str:
    return tell_remaining(at, services().clock.now())


def word_in(group: str, key: str, name: str) -> str:
    """A word of a nested group of words.yaml."""
    return str(read("words")[group][key][name])


def department_name(department: str | None) -> str:
    """As staff call it: "Ban Nữ công"."""
    names: dict[str, str] = services().knowledge().departments
    return names.get(department or "", department or "–")


def department_short(department: str | None) -> str:
    """For a chip on a phone."""
    names: dict[str, str] = read("words")["departments_short"]
    return names.get(department or "", department or "–")


def topic_name(topic: str | None) -> str:
    """A topic in words; a dash where there is none."""
    found = services().knowledge().topics.get(topic)
    return found.name if found is not None else "Chưa rõ chủ đề"
