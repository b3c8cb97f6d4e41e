"""/healthz, /readyz, /metrics."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import responses
from flask import Flask
from flask.testing import FlaskClient
from prometheus_client.parser import text_string_to_metric_families

from tests.webhook.fakes import FakeRasa, text_item
from webhook.clock import FixedClock
from webhook.conversations.engine import Engine
from webhook.conversations.rasa_client import RasaFailed
from webhook.db import Database
from webhook.health.counts import flush_counts, worker_counter

RASA, ACTIONS = "http://127.0.0.1:9/webhooks/turns/", "http://127.0.0.1:9/health"
TOKEN = {"Authorization": "Bearer internal-token"}


def figures(client: FlaskClient) -> dict[tuple[str, ...], float]:
    text = client.get("/metrics", headers=TOKEN).text
    return {
        (sample.name, *(sample.labels[label] for label in sorted(sample.labels, reverse=True))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def beat(db: Database, clock: FixedClock) -> None:
    with db.write() as session:
        flush_counts(session, clock.now())


def test_alive(client: FlaskClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"status": "alive"})


@responses.activate
def test_ready_when_every_part_is(app: Flask, client: FlaskClient, db: Database, clock: FixedClock) -> None:
    law = SimpleNamespace(checked_until=date(2026, 11, 23))
    app.extensions["services"] = dataclasses.replace(app.extensions["services"], knowledge=lambda: law)
    responses.get(RASA, json={"model": "20261123"})
    responses.get(ACTIONS, json={"status": "ok"})
    beat(db, clock)
    answer = client.get("/readyz")
    assert answer.json is not None
    assert answer.json["parts"] == dict.fromkeys(("database", "queue", "rasa", "actions", "knowledge"), "ok")
    assert (answer.status_code, answer.json["ready"], answer.json["law_checked_until"]) == (200, True, "2026-11-23")


@responses.activate
def test_a_law_that_does_not_load_is_named(app: Flask, client: FlaskClient) -> None:
    def broken() -> None:
        raise ValueError("faq/wages.yaml: unknown key")

    app.extensions["services"] = dataclasses.replace(app.extensions["services"], knowledge=broken)
    found = client.get("/readyz")
    assert found.json is not None
    assert found.status_code == 503
    assert found.json["parts"]["knowledge"].startswith("cannot be loaded (ValueError)")
    assert found.json["law_checked_until"] is None


@responses.activate
@pytest.mark.parametrize(
    ("part", "answers", "words"),
    [
        ("rasa", {RASA: {"status": 503, "json": {"error": "no model"}}}, "answers HTTP 503"),
        ("rasa", {RASA: {"json": {"model": None}}}, "no model"),
        ("rasa", {}, "does not answer"),
        ("actions", {RASA: {"json": {"model": "m"}}}, "does not answer"),
        ("actions", {ACTIONS: {"status": 500}}, "answers HTTP 500"),
        ("queue", {}, "no worker"),
    ],
)
def test_a_part_that_is_not_ready_is_named(
    client: FlaskClient, part: str, answers: dict[str, dict[str, Any]], words: str
) -> None:
    for url, answer in answers.items():
        responses.get(url, **answer)
    found = client.get("/readyz")
    assert found.json is not None
    assert (found.status_code, found.json["ready"]) == (503, False)
    assert words in found.json["parts"][part]


def test_a_worker_that_fell_silent_is_noticed(client: FlaskClient, db: Database, clock: FixedClock) -> None:
    beat(db, clock)
    clock.forward(seconds=60)
    found = client.get("/readyz").json
    assert found is not None
    assert found["parts"]["queue"] == "no worker for 60 seconds"


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "internal-token"}])
def test_metrics_need_the_token(client: FlaskClient, headers: dict[str, str]) -> None:
    assert client.get("/metrics", headers=headers).status_code == 401


def test_figures_are_read_from_the_tables(
    client: FlaskClient, post: Callable[..., Any], engine: Engine, fake_rasa: FakeRasa, db: Database, clock: FixedClock
) -> None:
    fake_rasa.down = RasaFailed("down")
    post(text_item("một"), text_item("hai", person="7002"))
    engine.drain()
    clock.forward(seconds=5)
    beat(db, clock)
    clock.forward(seconds=3)
    found = figures(client)
    assert found[("tuvan_inbox_waiting",)] == 2
    assert found[("tuvan_inbox_oldest_seconds",)] == 8
    assert found[("tuvan_turns_unanswered",)] == 2
    assert found[("tuvan_outbox", "held")] == 0
    assert found[("tuvan_pages_stopped",)] == 0
    assert found[("tuvan_tickets", "overdue")] == 0
    assert found[("tuvan_worker_silent_seconds",)] == 3
    assert found[("tuvan_worker_total", "turns", "failed")] >= 2


def test_what_the_worker_counts_is_added_and_not_added_twice(
    client: FlaskClient, db: Database, clock: FixedClock
) -> None:
    counter = worker_counter("tuvan_test_things_total", "For this test.", ["kind"])
    counter.labels("a").inc(3)
    beat(db, clock)
    beat(db, clock)
    counter.labels("a").inc()
    beat(db, clock)
    assert figures(client)[("tuvan_worker_total", "test_things", "a")] == 4


def test_refused_requests_are_counted(client: FlaskClient) -> None:
    before = figures(client).get(("tuvan_webhook_refused_total", "signature"), 0)
    client.post("/messenger/webhook", data=b"{}")
    assert figures(client)[("tuvan_webhook_refused_total", "signature")] == before + 1
