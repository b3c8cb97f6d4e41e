"""One machine outgrown: the same product on a real PostgreSQL and a real Redis."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.house import PROCESSES, House, free_port


def _as_postgres(command: str) -> None:
    """PostgreSQL refuses to run as root."""
    words = ["su", "postgres", "-c", command] if os.geteuid() == 0 else ["bash", "-c", command]
    subprocess.run(words, check=True, capture_output=True)


@pytest.fixture
def grown_house() -> Iterator[House]:
    bins = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not bins or not shutil.which("redis-server"):
        pytest.skip("needs postgresql and redis-server: apt-get install postgresql redis-server")
    folder = Path(tempfile.mkdtemp(prefix="grown-"))
    folder.chmod(0o777)
    ports = free_port(), free_port()
    start = f"{bins[-1]}/pg_ctl -D {folder}/pg -o '-p {ports[0]} -k {folder} -h 127.0.0.1' -l {folder}/pg.log -w start"
    _as_postgres(f"{bins[-1]}/initdb -D {folder}/pg -A trust -E UTF8 && {start}")
    redis = subprocess.Popen(["redis-server", "--port", str(ports[1]), "--save", "", "--dir", str(folder)])
    house = House(
        folder,
        DATABASE_URL=f"postgresql://postgres@127.0.0.1:{ports[0]}/postgres",
        REDIS_URL=f"redis://127.0.0.1:{ports[1]}/0",
    )
    try:
        house.password = house.prepare()
        house.start(*PROCESSES)
        house.wait_ready()
        yield house
    finally:
        house.close()
        redis.terminate()
        redis.wait()
        _as_postgres(f"{bins[-1]}/pg_ctl -D {folder}/pg -m immediate stop")
        shutil.rmtree(folder, ignore_errors=True)


def test_a_question_and_a_ticket_on_postgresql_and_redis(grown_house: House) -> None:
    worker = grown_house.person()
    assert "Căn cứ" in grown_house.ask(worker, "Công ty nợ lương 2 tháng thì làm sao?")["text"]
    grown_house.ask(worker, "cho em gặp người thật")
    assert "Phiếu TV-" in grown_house.tap(worker, "Đồng ý gửi")["text"]
