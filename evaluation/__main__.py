"""`python -m evaluation IN.jsonl OUT.jsonl`: one output line per question."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot import logs
from bot.env import enter
from evaluation.model import find_model

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def main() -> int:
    """Answer every question of a file. Returns 2 with a sentence when the file or a line is unusable."""
    if len(sys.argv) != 3:
        print("Say: python -m evaluation IN.jsonl OUT.jsonl", file=sys.stderr)
        return 2
    source, target = Path(sys.argv[1]), Path(sys.argv[2])
    try:
        rows = read_questions(source)
    except (OSError, ValueError) as error:
        print(f"{source}: {error}", file=sys.stderr)
        return 2
    model = find_model()
    if model is None:
        return 2
    from evaluation.brain import WholeBrain  # five seconds of TensorFlow, not before the file is known to be usable

    brain = WholeBrain(model)
    with target.open("w", encoding="utf-8") as out:
        for row in rows:
            line = {"id": row["id"], **brain.answer(row["question"], row["day"])}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    print(f"{len(rows)} questions answered into {target}")
    return 0


def read_questions(source: Path) -> list[dict[str, Any]]:
    """Lines of {"id", "question", "date"?}. Raises ValueError naming the line that is none."""
    rows = []
    for number, line in enumerate(source.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            day = date.fromisoformat(row["date"]) if row.get("date") else datetime.now(VIETNAM).date()
            rows.append({"id": row["id"], "question": str(row["question"]), "day": day})
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number} needs id, question and perhaps date (YYYY-MM-DD): {error}") from error
    return rows


if __name__ == "__main__":
    enter("evaluation", sys.argv[1:])
    logs.configure()
    sys.exit(main())
