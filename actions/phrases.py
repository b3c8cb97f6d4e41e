"""Words for workers, from phrases.yaml, and how days and hours are told."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
PHRASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "phrases.yaml").read_text(encoding="utf-8"))
PROMISE = timedelta(hours=24)


def tell_day(day: date) -> str:
    """A day as workers read it: 23/11/2026."""
    return f"{day.day}/{day.month}/{day.year}"


def tell_hour(moment: datetime) -> str:
    """A promised moment in Vietnam: "21:30 thứ Ba, 24/11"."""
    local = moment.astimezone(VIETNAM)
    return f"{local:%H:%M} {PHRASES['weekdays'][local.weekday()]}, {local.day}/{local.month}"


def tell_department(department: str | None) -> str:
    """The department as it is told while its name after 2025 is unconfirmed."""
    told: dict[str, str] = PHRASES["departments"]
    return told.get(department or "", told["default"])


def button(name: str) -> dict[str, str]:
    """A quick reply by its name in phrases.yaml."""
    return dict(PHRASES["buttons"][name])
