"""Every route has a decision, and it holds."""

from __future__ import annotations

from flask import Flask

from tests.webhook.desk import Desk
from webhook.app import create_app
from webhook.clock import FixedClock
from webhook.config import Settings
from webhook.db import Database
from webhook.staff.access import DECISIONS, decision_for
from webhook.staff.models import Staff


def routes(app: Flask) -> list[tuple[str, str, set[str]]]:
    return [(rule.endpoint, rule.rule, set(rule.methods or ())) for rule in app.url_map.iter_rules()]


def test_every_route_has_a_decision(office: Flask) -> None:
    undecided = {one[1] for one in routes(office) if decision_for(office, one[0], one[1]) not in DECISIONS}
    assert undecided == set(), "say who may call it: a decorator of staff/access.py, or a line in staff/access.yaml"


def test_with_the_simulator_too(settings: Settings, clock: FixedClock, db: Database) -> None:
    object.__setattr__(settings, "simulator", True)
    app = create_app(settings, clock, db, lambda _: None)
    undecided = {path for endpoint, path, _ in routes(app) if decision_for(app, endpoint, path) is None}
    assert undecided == set()


def test_a_stranger_gets_nowhere_behind_the_login(office: Flask) -> None:
    client = office.test_client()
    behind = [one for one in routes(office) if decision_for(office, one[0], one[1]) in ("staff", "dispatcher")]
    assert len(behind) > 10
    for _, path, methods in behind:
        for method in methods & {"GET", "POST"}:
            answer = client.open(path.replace("<code>", "TV-7K2MX"), method=method)
            assert answer.status_code in (302, 400, 401), path
            if answer.status_code == 302:
                assert "/console/login" in answer.location


def test_an_undecided_route_asks_for_a_login(office: Flask) -> None:
    office.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert office.test_client().get("/forgotten").status_code == 302


def test_token_routes_refuse_without_the_token(office: Flask) -> None:
    for endpoint, path, methods in routes(office):
        if decision_for(office, endpoint, path) == "token":
            method = "POST" if "POST" in methods else "GET"
            assert office.test_client().open(path, method=method).status_code == 401, path


def test_dispatchers_only(office: Flask, desk: Desk, dung: Staff) -> None:
    answer = desk.get("/console/conversations")
    assert answer.status_code == 403
    assert "dành cho điều phối" in answer.get_data(as_text=True)
    assert Desk(office, "dung").get("/console/conversations").status_code == 200


def test_every_page_has_the_headers(office: Flask, desk: Desk) -> None:
    for path in ("/console/login", "/console/queue", "/console/closed", "/healthz", "/console/nowhere"):
        headers = desk.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe-inline" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
    assert desk.get("/console/queue").headers["Cache-Control"] == "no-store"
