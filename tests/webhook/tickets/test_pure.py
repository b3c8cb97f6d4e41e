"""Codes, states, deadlines, routing: no database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from tests.webhook.desk import sample_law
from webhook.tickets.answering import shorten
from webhook.tickets.codes import ALPHABET, check_character, find_code, make_code
from webhook.tickets.deadlines import due_after, is_overdue, late_word_at, nearer, reminder_at, tell_due, window_until
from webhook.tickets.routing import choose_route, supporting, worker_name
from webhook.tickets.states import TRANSITIONS, TicketError, next_status
from webhook.tickets.words import read

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
STATUSES = ("open", "claimed", "answered", "closed")
LEGAL = {
    ("open", "claim"): "claimed",
    ("open", "transfer"): "open",
    ("open", "add_question"): "open",
    ("open", "overdue"): "open",
    ("claimed", "release"): "open",
    ("claimed", "transfer"): "open",
    ("claimed", "add_question"): "claimed",
    ("claimed", "overdue"): "claimed",
    ("claimed", "ask_more"): "claimed",
    ("claimed", "worker_replied"): "claimed",
    ("claimed", "answer"): "answered",
    ("answered", "close"): "closed",
    ("answered", "reopen"): "open",
    ("closed", "reopen"): "open",
}


@pytest.mark.parametrize("status", STATUSES)
@pytest.mark.parametrize("move", TRANSITIONS)
def test_only_the_moves_of_the_table_are_possible(status: str, move: str) -> None:
    if (status, move) in LEGAL:
        assert next_status("TV-7K2MX", status, move) == LEGAL[status, move]
        return
    with pytest.raises(TicketError) as refused:
        next_status("TV-7K2MX", status, move)
    assert read("words")["statuses"][status] in str(refused.value)


def test_a_code_finds_itself_however_it_is_typed() -> None:
    code = make_code()
    body = code.removeprefix("TV-")
    for typed in (code, code.lower(), body, f" tv {body.lower()} ", f"TV–{body}"):
        assert find_code(typed) == code


def test_one_wrong_character_or_two_swapped_are_not_a_code() -> None:
    body = "7K2M"
    code = body + check_character(body)
    for place in range(5):
        for other in ALPHABET:
            if other != code[place]:
                assert find_code(code[:place] + other + code[place + 1 :]) is None
    for place in range(4):
        if code[place] != code[place + 1]:
            assert find_code(code[:place] + code[place + 1] + code[place] + code[place + 2 :]) is None


@pytest.mark.parametrize("typed", ["", "TV-", "TV-7K2", "<script>", "TV-7K2O1", "'; drop table", "７Ｋ２ＭＸ"])
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert find_code(typed) is None


@pytest.mark.parametrize(
    ("due", "window", "waiting", "kind", "at"),
    [
        (NOW + 20 * HOUR, NOW + 19 * HOUR, None, "window", NOW + 19 * HOUR),
        (NOW + 20 * HOUR, NOW + 21 * HOUR, None, "promise", NOW + 20 * HOUR),
        (NOW + 20 * HOUR, NOW - HOUR, None, "promise", NOW + 20 * HOUR),
        (NOW - HOUR, NOW + HOUR, None, "promise", NOW - HOUR),
        (NOW + 20 * HOUR, None, None, "promise", NOW + 20 * HOUR),
        (NOW - HOUR, NOW + HOUR, NOW - 2 * HOUR, "waiting", NOW - 2 * HOUR),
    ],
)
def test_the_nearer_clock_presses(due, window, waiting, kind, at) -> None:  # type: ignore[no-untyped-def]
    deadline = nearer(due, window, waiting, NOW)
    assert (deadline.kind, deadline.at) == (kind, at)


def test_the_hours_of_a_promise() -> None:
    due = due_after(NOW)
    assert due == NOW + 24 * HOUR
    assert reminder_at(due) == NOW + 20 * HOUR
    assert late_word_at(due) == NOW + 23 * HOUR
    assert window_until(NOW) == NOW + 24 * HOUR
    assert window_until(None) is None


@pytest.mark.parametrize(
    ("status", "due", "waiting", "late"),
    [
        ("open", NOW, None, True),
        ("claimed", NOW - HOUR, None, True),
        ("claimed", NOW - HOUR, NOW - 2 * HOUR, False),
        ("open", NOW + HOUR, None, False),
        ("answered", NOW - HOUR, None, False),
        ("closed", NOW - HOUR, None, False),
    ],
)
def test_overdue(status, due, waiting, late) -> None:  # type: ignore[no-untyped-def]
    assert is_overdue(status, due, waiting, NOW) is late


def test_an_hour_is_told_in_vietnam() -> None:
    assert tell_due(datetime(2026, 11, 24, 14, 5, tzinfo=UTC)) == "21:05 thứ Ba, 24/11"
    assert tell_due(datetime(2026, 11, 28, 18, 0, tzinfo=UTC)) == "01:00 Chủ nhật, 29/11"


def test_routing_goes_by_topic_and_by_cause() -> None:
    topics = {"unpaid_late_wages": SimpleNamespace(department="quan_he_lao_dong")}
    assert choose_route("unpaid_late_wages", "low_confidence", topics).department == "quan_he_lao_dong"
    assert choose_route(None, "asked_for_human", topics).department == "tuyen_giao"
    assert [choose_route(None, cause, topics).urgent for cause in ("danger", "sensitive", "bad_answer")] == [
        True,
        True,
        False,
    ]
    with pytest.raises(KeyError):
        choose_route("weather", "low_confidence", topics)


def test_every_topic_of_the_law_leads_to_a_department_with_a_name_for_workers() -> None:
    law = sample_law()
    for topic in law.topics:
        route = choose_route(topic, "low_confidence", law.topics)
        assert "Công đoàn" in worker_name(route.department)
    assert set(read("departments")["departments"]) == set(law.departments) == set(read("words")["departments_short"])


def test_supporting_departments_are_the_others_once() -> None:
    assert supporting("a", ["a", "b", "a", "c", "b"]) == ["b", "c"]


def test_a_long_question_is_cut_between_words() -> None:
    assert shorten("một  hai\n ba", 50) == "một hai ba"
    cut = shorten("chữ " * 100, 40)
    assert len(cut) <= 40
    assert cut.endswith("chữ…")
    assert shorten("x" * 100, 10) == "x" * 9 + "…"
