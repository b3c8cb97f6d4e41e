"""How times and spans read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webhook.console.formats import tell_remaining, tell_span, tell_time

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "dưới 1 phút"),
        (0.5, "dưới 1 phút"),
        (12, "12 phút"),
        (60, "1 giờ"),
        (1205, "20 giờ 5 phút"),
        (1440, "1 ngày"),
        (4500, "3 ngày 3 giờ"),
    ],
)
def test_spans(minutes: float, told: str) -> None:
    assert tell_span(timedelta(minutes=minutes)) == told
    assert tell_remaining(NOW + timedelta(minutes=minutes, seconds=1), NOW) == f"còn {told}"
    assert tell_remaining(NOW - timedelta(minutes=minutes), NOW) == f"quá {told}"


@pytest.mark.parametrize(
    ("at", "told"),
    [
        (NOW, "21:00"),
        (datetime(2026, 11, 23, 17, 30, tzinfo=UTC), "00:30 24/11"),
        (datetime(2025, 1, 2, 3, 4, tzinfo=UTC), "10:04 2/1/2025"),
    ],
)
def test_times_are_told_in_vietnam(at: datetime, told: str) -> None:
    assert tell_time(at, NOW) == told
