"""The kill test: people write while processes die; afterwards every message is answered once.

`python -m tests.e2e.killing 200 40 50` runs it in full: messages, people, kills.
"""

from __future__ import annotations

import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from tests.e2e.house import PROCESSES, House, wait_for
from webhook.conversations.models import InboxEvent, OutboxPart, Turn
from webhook.db import Database, open_database
from webhook.failpoints import POINTS

QUESTIONS = (
    "Công ty nợ lương 2 tháng thì làm sao?",
    "muon nghi viec bao truoc may ngay",
    "Đi trễ bị phạt tiền đúng không?",
    "sinh con thứ hai nghỉ mấy tháng",
    "Công ty giữ căn cước gốc của em",
)
PAUSE = 0.6  # seconds between messages: traffic flows as long as processes die
VICTIMS = ("web", "worker", "rasa", "actions")


@dataclass(frozen=True)
class Outcome:
    """What was found afterwards; all but the first two must be 0."""

    messages: int
    kills: int
    unanswered: int
    without_reply: int
    sent_twice: int
    unsent: int

    def is_clean(self) -> bool:
        return not (self.unanswered or self.without_reply or self.sent_twice or self.unsent)


def run(house: House, messages: int, people: int, kills: int, seed: int = 7) -> Outcome:
    """Write `messages` from `people` while `kills` SIGKILLs fall, by name and at random."""
    chance = random.Random(seed)
    workers = [house.person() for _ in range(people)]
    writing = threading.Thread(target=_write, args=(house, workers, messages))
    writing.start()
    done = _kill(house, chance, kills, writing)
    writing.join()
    house.keep_alive()
    db = open_database(house.environment["DATABASE_URL"], house.environment["MESSAGE_KEY"])
    wait_for(lambda: _settled(house, db, messages), 300, "all messages to be answered and sent")
    return _count(house, db, messages, done)


def _write(house: House, workers: list[str], messages: int) -> None:
    for number in range(messages):
        house.say(workers[number % len(workers)], f"{QUESTIONS[number % len(QUESTIONS)]} ({number})")
        time.sleep(PAUSE)


def _kill(house: House, chance: random.Random, kills: int, writing: threading.Thread) -> int:
    done = 0
    while done < kills:
        if done % 2 == 0:
            point = POINTS[(done // 2) % len(POINTS)]
            wish = Path(f"{house.environment['FAILPOINTS']}.{point}")
            wish.touch()
            _wait_gone(wish, house)
            wish.unlink(missing_ok=True)
        else:
            name = chance.choice(VICTIMS)
            house.stop(name, signal.SIGKILL)
            house.start(name)
        done += 1
        time.sleep(chance.uniform(0.5, 1.5) if writing.is_alive() else 0.5)
        house.keep_alive()
    return done


def _wait_gone(wish: Path, house: House, seconds: float = 15) -> None:
    end = time.monotonic() + seconds
    while wish.exists() and time.monotonic() < end:
        time.sleep(0.1)
        house.keep_alive()


def _settled(house: House, db: Database, messages: int) -> bool:
    house.keep_alive()
    with db.read() as session:
        stored = list(session.scalars(select(InboxEvent).where(InboxEvent.kind == "text")))
        waiting = session.scalars(select(OutboxPart.id).where(OutboxPart.status != "sent")).first()
        open_turn = session.scalars(select(Turn.id).where(Turn.status != "answered")).first()
    unprocessed = [event for event in stored if event.processed_at is None]
    return len(stored) >= messages and not unprocessed and waiting is None and open_turn is None


def _count(house: House, db: Database, messages: int, kills: int) -> Outcome:
    import requests

    sent = requests.get(house.url("facebook", "/simulator/sent"), timeout=30).json()
    keys = Counter(entry["content"].get("metadata") for entry in sent if entry["side"] == "page")
    with db.read() as session:
        turns = {turn.id: turn.status for turn in session.scalars(select(Turn))}
        events = list(session.scalars(select(InboxEvent).where(InboxEvent.kind == "text")))
        parts = list(session.scalars(select(OutboxPart)))
    answered = {part.turn_id for part in parts if part.turn_id}
    return Outcome(
        messages=messages,
        kills=kills,
        unanswered=sum(event.turn_id is None or turns.get(event.turn_id) != "answered" for event in events),
        without_reply=sum(turn not in answered for turn in turns),
        sent_twice=sum(count > 1 for count in keys.values()),
        unsent=sum(part.status != "sent" for part in parts) + sum(part.key not in keys for part in parts),
    )


def main() -> int:
    messages, people, kills = (int(value) for value in sys.argv[1:4])
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder), FAILPOINTS=f"{folder}/failpoint")
        house.prepare()
        house.start(*PROCESSES)
        try:
            house.wait_ready()
            outcome = run(house, messages, people, kills)
        finally:
            house.close()
    print(outcome)
    return 0 if outcome.is_clean() else 1


if __name__ == "__main__":
    sys.exit(main())
