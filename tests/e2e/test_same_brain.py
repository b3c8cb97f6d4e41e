"""`make evaluate` says what a live conversation's first turn says, field by field."""

from __future__ import annotations

import json
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from tests.e2e.house import BOT, ROOT, House, wait_for
from webhook.clock import VIETNAM
from webhook.conversations.models import Turn
from webhook.db import open_database

FIELDS = ("decision", "confidence", "topic", "department", "citations", "candidates")
QUESTIONS = [
    "Công ty nợ lương 2 tháng rồi", "muon nghi viec bao truoc may ngay", "bị trừ lương vì đi trễ", "thử việc bao lâu",
    "rut bhxh 1 lan", "trợ cấp thất nghiệp mấy tháng", "sinh con thứ hai nghỉ mấy tháng", "chồng nghỉ mấy ngày",
    "công ty giữ căn cước", "ép tăng ca", "24/11 có được nghỉ không", "lương tối thiểu vùng 1", "nghỉ ốm mấy ngày",
    "vượt đèn đỏ phạt bao nhiêu", "điều 36 bộ luật lao động nói gì", "tháng 5/2025 lương tối thiểu vùng 1 bao nhiêu",
    "tổ trưởng cứ sờ mông em", "alo", "luong toi thieu bao nhieu voi lai nghi de may thang", "thẻ bảo hiểm y tế",
]  # fmt: skip


def test_the_scoreboard_and_the_live_path_agree(house: House, tmp_path: Path) -> None:
    today = datetime.now(VIETNAM).date().isoformat()
    rows = [{"id": str(number), "question": text, "date": today} for number, text in enumerate(QUESTIONS)]
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    subprocess.run([BOT, "-m", "evaluation", source, target], cwd=ROOT, check=True, capture_output=True)
    told = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert len(told) == len(QUESTIONS)
    for number, row in enumerate(told):
        record = live_record(house, QUESTIONS[number])
        if record["decision"] == "act":
            continue  # a greeting or the like: the conversation answers it without a decision
        assert {name: record.get(name) for name in FIELDS} == {name: row[name] for name in FIELDS}, QUESTIONS[number]


def live_record(house: House, question: str) -> dict[str, object]:
    """The stored record of a first turn."""
    db = open_database(house.environment["DATABASE_URL"], house.environment["MESSAGE_KEY"])
    with db.read() as session:
        before = set(session.scalars(select(Turn.id)))
    house.say(house.person(), question)

    def answered() -> list[Turn]:
        with db.read() as session:
            return [t for t in session.scalars(select(Turn).where(Turn.status == "answered")) if t.id not in before]

    wait_for(answered, 40, f"the turn of {question!r}")
    record: dict[str, object] = answered()[0].record
    db.engine.dispose()
    return record
