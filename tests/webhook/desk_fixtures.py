"""Fixtures of the rooms that have people at a desk; their conftest.py files import them."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.webhook.desk import Desk, Worker, add_staff, use_sample_law
from webhook.clock import FixedClock
from webhook.db import Database
from webhook.staff.models import Staff


@pytest.fixture
def office(app: Flask) -> Flask:
    """The app, answering from the small law."""
    return use_sample_law(app)


@pytest.fixture
def lan(db: Database, clock: FixedClock) -> Staff:
    """An expert of quan_he_lao_dong."""
    return add_staff(db, "lan", clock.now())


@pytest.fixture
def minh(db: Database, clock: FixedClock) -> Staff:
    """Another expert of quan_he_lao_dong."""
    return add_staff(db, "minh", clock.now())


@pytest.fixture
def hoa(db: Database, clock: FixedClock) -> Staff:
    """An expert of another department."""
    return add_staff(db, "hoa", clock.now(), department="nu_cong")


@pytest.fixture
def dung(db: Database, clock: FixedClock) -> Staff:
    """A dispatcher."""
    return add_staff(db, "dung", clock.now(), department=None, role="dispatcher")


@pytest.fixture
def worker(db: Database, clock: FixedClock) -> Worker:
    return Worker(db, clock.now())


@pytest.fixture
def desk(office: Flask, lan: Staff) -> Desk:
    """Lan, logged in."""
    return Desk(office, "lan")
