"""The error table, each line, and the sending window."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from webhook.messenger.errors import classify, describe, explain
from webhook.messenger.window import SendingWindow, Way

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "code", "subcode", "meaning", "do"),
    [
        (400, 10, 2018278, "outside_window", "window"),
        (400, 10, 2534022, "outside_window", "window"),
        (400, 10, 2018065, "outside_window", "window"),
        (400, 100, 1893061, "retired_tag", "fault"),
        (400, 10, 2018108, "person_unavailable", "refuse"),
        (400, 200, 1545041, "person_unavailable", "refuse"),
        (400, 551, None, "person_unavailable", "refuse"),
        (403, 10, 1893063, "page_restricted", "stop_page"),
        (401, 190, None, "token_invalid", "stop_page"),
        (401, 190, 463, "token_invalid", "stop_page"),
        (400, 4, None, "rate", "back_off"),
        (400, 613, 2534040, "rate", "back_off"),
        (400, 613, 2018338, "rate", "back_off"),
        (400, 80006, None, "rate", "back_off"),
        (500, 1, None, "temporary", "retry"),
        (500, 2, None, "temporary", "retry"),
        (500, 1200, None, "temporary", "retry"),
        (400, 100, 2018001, "no_such_person", "refuse"),
        (400, 100, 33, "no_such_person", "refuse"),
        (400, 2018300, None, "other_app_holds_thread", "hold"),
        (400, 2018321, None, "other_app_holds_thread", "hold"),
        (400, 10, 2018300, "other_app_holds_thread", "hold"),
        (400, 100, 2534037, "other_app_holds_thread", "hold"),
        (400, 100, None, "bad_request", "fault"),
        (429, None, None, "rate", "back_off"),
        (503, 99999, None, "temporary", "retry"),
        (400, 99999, 5, "unknown_error", "fault"),
    ],
)
def test_every_line_of_the_table(status: int, code: int | None, subcode: int | None, meaning: str, do: str) -> None:
    found = classify(status, code, subcode)
    assert (found.meaning, found.do) == (meaning, do)
    assert explain(describe(code, subcode, meaning))


def test_an_error_is_kept_as_numbers_and_its_meaning() -> None:
    assert describe(10, 2018278, "outside_window") == "10/2018278 outside_window"
    assert describe(None, None, "rate") == "rate"
    assert explain(None) == ""
    assert "không rõ" in explain("unsettled").lower()


def window(hours: float | None, human_agent: bool = False) -> SendingWindow:
    return SendingWindow(None if hours is None else NOW - timedelta(hours=hours), human_agent)


@pytest.mark.parametrize(
    ("hours", "kind", "human_agent", "way"),
    [
        (0, "bot", False, Way.RESPONSE),
        (23.99, "system", False, Way.RESPONSE),
        (24, "bot", True, Way.HOLD),
        (24, "system", True, Way.HOLD),
        (24, "expert", False, Way.HOLD),
        (24, "expert", True, Way.HUMAN_AGENT),
        (167.9, "expert", True, Way.HUMAN_AGENT),
        (168, "expert", True, Way.HOLD),
        (None, "expert", True, Way.HOLD),
    ],
)
def test_which_way_a_message_goes(hours: float | None, kind: str, human_agent: bool, way: Way) -> None:
    assert window(hours, human_agent).choose(NOW, kind) is way


def test_facebook_has_the_last_word_about_the_24_hours() -> None:
    assert window(1, True).choose(NOW, "expert", standard_refused=True) is Way.HUMAN_AGENT
    assert window(1, False).choose(NOW, "expert", standard_refused=True) is Way.HOLD
    assert window(1, True).choose(NOW, "bot", standard_refused=True) is Way.HOLD


def test_the_end_of_the_window_is_known() -> None:
    assert window(4).standard_until == NOW + timedelta(hours=20)
    assert window(None).standard_until is None
