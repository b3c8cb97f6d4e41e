"""One house for all tests that leave it whole; tests that break parts get their own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.house import ROOT, House

PROCESSES = ("facebook", "web", "worker", "actions", "rasa")


def _house(var: Path, **settings: str) -> Iterator[House]:
    if not list((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model: run `make train`")
    house = House(var, **settings)
    house.password = house.prepare()
    house.start(*PROCESSES)
    try:
        house.wait_ready()
        yield house
    finally:
        house.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    yield from _house(tmp_path_factory.mktemp("house"))


@pytest.fixture
def own_house(tmp_path: Path) -> Iterator[House]:
    yield from _house(tmp_path)
