"""One house for all tests: every test leaves it whole again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.house import PROCESSES, ROOT, House


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not list((ROOT / "models").glob("*.tar.gz")):
        pytest.skip("no trained model: run `make train`")
    var: Path = tmp_path_factory.mktemp("house")
    found = House(var, FAILPOINTS=str(var / "failpoint"))
    found.password = found.prepare()
    found.start(*PROCESSES)
    try:
        found.wait_ready()
        yield found
    finally:
        found.close()


@pytest.fixture
def mended(house: House) -> Iterator[House]:
    """The house for a test that breaks a part: whatever it left stopped or faulty is set right."""
    yield house
    house.start(*(name for name in PROCESSES if name not in house.running))
    house.wait_ready()
    house.play_fault()
