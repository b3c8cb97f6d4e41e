"""`make bench`: the speeds and sizes of the design on this machine, as a table. A benchmark, not a test."""

from __future__ import annotations

import gzip
import json
import statistics
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path

import requests

import knowledge_base
from knowledge_base import KnowledgeBase
from knowledge_base.entitlements import calculate
from knowledge_base.search import SearchIndex, Unit, build_index
from tests.e2e.house import PROCESSES, House, wait_for

POOL = Path(__file__).parents[2] / "shared" / "law" / "pool.jsonl.gz"
QUESTIONS = (
    "Công ty nợ lương 2 tháng thì làm sao?",
    "muon nghi viec hop dong 1 nam bao truoc may ngay",
    "Đi trễ bị phạt tiền đúng không?",
    "sinh con thứ hai được nghỉ mấy tháng",
    "Công ty giữ căn cước gốc của em",
    "tro cap that nghiep duoc may thang",
)


def quantile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def reply_times(house: House, messages: int = 200) -> list[float]:
    """Milliseconds from the worker's message to its reply at the stand-in, one at a time."""
    worker, found = house.person(), []
    house.ask(worker, "xin chào")
    for number in range(messages):
        before = len(house.replies(worker))
        house.say(worker, f"{QUESTIONS[number % len(QUESTIONS)]} ({number})")
        wait_for(lambda seen=before: len(house.replies(worker)) > seen, 30, "a reply")
        thread = house.thread(worker)
        asked = max(entry["at"] for entry in thread if entry["side"] == "worker")
        replied = min(entry["at"] for entry in thread if entry["side"] == "page" and entry["at"] >= asked)
        found.append((replied - asked) * 1000)
    return found


def acknowledgements(house: House, rate: int, seconds: int = 10) -> list[float]:
    """Milliseconds that the webhook takes to say 200 under a steady rate; the work behind it goes on meanwhile."""
    people, found, lock = [house.person() for _ in range(50)], [], threading.Lock()

    def one(number: int) -> None:
        started = time.perf_counter()
        mid = f"m_ack_{rate}_{number}_{time.time_ns()}"
        house.post_event(people[number % 50], QUESTIONS[number % len(QUESTIONS)], mid)
        with lock:
            found.append((time.perf_counter() - started) * 1000)

    threads, start = [], time.perf_counter()
    for number in range(rate * seconds):
        time.sleep(max(0.0, start + number / rate - time.perf_counter()))
        threads.append(threading.Thread(target=one, args=(number,)))
        threads[-1].start()
    for thread in threads:
        thread.join()
    return found


def sustained(house: House, people: int = 300) -> float:
    """Messages a second, all answered: one message of each of many people at once."""
    known = {house.person() for _ in range(people)}
    started = time.perf_counter()
    for number, psid in enumerate(known):
        house.post_event(psid, QUESTIONS[number % len(QUESTIONS)], f"m_all_{time.time_ns()}")

    def answered() -> bool:
        sent = requests.get(house.url("facebook", "/simulator/sent"), timeout=60).json()
        heard = Counter(entry["psid"] for entry in sent if entry["side"] == "page")
        return all(heard[psid] >= 2 for psid in known) and drained(house)  # the introduction and the answer

    wait_for(answered, 120, "all answers")
    return people / (time.perf_counter() - started)


def drained(house: House) -> bool:
    """Whether no message waits and no part is unsent."""
    from sqlalchemy import func, select

    from webhook.conversations.models import InboxEvent, OutboxPart
    from webhook.db import open_database

    db = open_database(house.environment["DATABASE_URL"], house.environment["MESSAGE_KEY"])
    with db.read() as session:
        waiting = session.scalar(select(func.count()).where(InboxEvent.processed_at.is_(None)))
        unsent = session.scalar(select(func.count()).where(OutboxPart.status.in_(("queued", "sending"))))
    db.engine.dispose()
    return not waiting and not unsent


def memory(house: House) -> dict[str, float]:
    """Resident MiB of each process with its children."""
    found = {}
    for name, process in house.running.items():
        if name == "facebook":
            continue
        group = subprocess.run(["pgrep", "-g", str(process.pid)], capture_output=True, text=True, check=False)
        kilobytes = 0
        for pid in group.stdout.split():
            status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
            kilobytes += int(status.partition("VmRSS:")[2].split()[0])
        found[name] = kilobytes / 1024
    return found


def search_times(index: SearchIndex, text_count: int = 300) -> float:
    """p95 milliseconds of a search."""
    found = []
    for number in range(text_count):
        started = time.perf_counter()
        index.find(QUESTIONS[number % len(QUESTIONS)], date(2026, 11, 23))
        found.append((time.perf_counter() - started) * 1000)
    return quantile(found, 0.95)


def many_articles() -> SearchIndex | None:
    """An index over the articles of every field of law that lie beside the repository; None where they do not."""
    if not POOL.is_file():
        return None
    units = []
    with gzip.open(POOL, "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            place = (told["document"], str(told["article"]))
            head = told["text"][:120]
            units.append(Unit(":".join(place), "article", (), head, (head,), told["text"], (place,), date.min, None))
    return SearchIndex(units)


def calculation_times(kb: KnowledgeBase, count: int = 300) -> float:
    """p95 milliseconds of a calculation."""
    facts = {"monthly_wage": 8_000_000, "overtime_kind": "weekday", "part_of_day": "day", "overtime_hours": 10}
    found = [timed(lambda: calculate("overtime", facts, kb, date(2026, 11, 23))) * 1000 for _ in range(count)]
    return quantile(found, 0.95)


def measure_knowledge() -> None:
    """The rows that need no process."""
    started = time.perf_counter()
    kb = knowledge_base.load()
    row("load the knowledge base", f"{time.perf_counter() - started:.2f} s", "1.5 s")
    started = time.perf_counter()
    index = build_index(kb)
    row("index it", f"{time.perf_counter() - started:.2f} s", "")
    row("search, shipped base, p95", f"{search_times(index):.1f} ms", "5 ms")
    row("a calculation, p95", f"{calculation_times(kb):.2f} ms", "1 ms")
    if pool := many_articles():
        row(f"search, {len(pool.units)} articles, p95", f"{search_times(pool):.1f} ms", "30 ms")


def row(what: str, value: str, target: str) -> None:
    print(f"| {what:<58} | {value:>18} | {target:>14} |", flush=True)


def timed(what: Callable[[], object]) -> float:
    started = time.perf_counter()
    what()
    return time.perf_counter() - started


def main() -> None:
    row("what", "measured", "target")
    measure_knowledge()
    with tempfile.TemporaryDirectory() as folder:
        house = House(Path(folder))
        house.prepare()
        house.start(*PROCESSES)
        try:
            row("start until ready", f"{timed(house.wait_ready):.0f} s", "30 s")
            times = reply_times(house)
            row(
                "message → reply at the Graph API, 200 messages, median", f"{statistics.median(times):.0f} ms", "120 ms"
            )
            row("the same, p95", f"{quantile(times, 0.95):.0f} ms", "300 ms")
            for rate in (50, 100):
                row(
                    f"acknowledgement at {rate}/s, p99",
                    f"{quantile(acknowledgements(house, rate), 0.99):.0f} ms",
                    "50 ms",
                )
                wait_for(lambda: drained(house), 300, "the backlog")
            row("sustained, all answered", f"{sustained(house):.0f} messages/s", "50 /s")
            sizes = memory(house)
            row("resident memory: " + ", ".join(sizes), f"{sum(sizes.values()):.0f} MiB", "2560 MiB")
            print("  " + ", ".join(f"{name} {size:.0f} MiB" for name, size in sizes.items()))
        finally:
            house.close()


if __name__ == "__main__":
    main()
