"""How times and spans read in the console."""

from __future__ import annotations

from datetime import datetime, timedelta

from webhook.clock import VIETNAM


def tell_time(at: datetime, now: datetime) -> str:
    """ "21:05", with the day where it is not today, with the year where it is not this one."""
    local, today = at.astimezone(VIETNAM), now.astimezone(VIETNAM)
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return f"{local:%H:%M} {local.day}/{local.month}"
    return f"{local:%H:%M} {local.day}/{local.month}/{local.year}"


def tell_span(span: timedelta) -> str:
    """ "20 giờ 5 phút", "3 ngày 2 giờ", "dưới 1 phút"; the sign is left out."""
    minutes = int(abs(span).total_seconds() // 60)
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        return f"{days} ngày {hours} giờ" if hours else f"{days} ngày"
    if hours:
        return f"{hours} giờ {rest} phút" if rest else f"{hours} giờ"
    return f"{rest} phút" if rest else "dưới 1 phút"


def tell_remaining(at: datetime, now: datetime) -> str:
    """ "còn 20 giờ 5 phút" or "quá 12 phút"; static/console/countdown.js goes on with it each second."""
    return f"{'còn' if at > now else 'quá'} {tell_span(at - now)}"
