"""What the stand-in of Facebook remembers."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from webhook.simulator.store import Store

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
FIRST = 7_000_000_000_000_001


def test_people_are_numbered_from_the_first_id(tmp_path: Path) -> None:
    store = Store(tmp_path / "simulator.db")
    made = [store.add_person(name, AT) for name in ("", "Lan")]
    assert [(one.psid, one.name) for one in made] == [(str(FIRST), "Công nhân 1"), (str(FIRST + 1), "Lan")]
    assert [one.last_action_at for one in store.list_people()] == [AT.timestamp()] * 2


def test_several_made_at_once_by_several_processes_get_an_id_each(tmp_path: Path) -> None:
    stores = [Store(tmp_path / "simulator.db") for _ in range(4)]
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda turn: stores[turn % 4].add_person("", AT).psid, range(40)))
    assert sorted(made) == [str(FIRST + turn) for turn in range(40)]


def test_somebody_met_in_a_thread_first_does_not_take_the_next_id(tmp_path: Path) -> None:
    store = Store(tmp_path / "simulator.db")
    store.touch(str(FIRST), AT)
    assert store.add_person("", AT).psid == str(FIRST + 1)
