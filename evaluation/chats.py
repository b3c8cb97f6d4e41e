"""`python -m evaluation.chats FILE.yaml`: conversations through the whole brain, printed as Markdown to be read.

The file: `title`, `intro`, `chats`: a list of {title, day?, said}; what is said is text, or {tap: title of a button}.
Opening a ticket is the only stand-in: no webhook is asked, and the code is TV-TEST.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import yaml

from bot import logs
from bot.env import enter
from evaluation.model import find_model
from evaluation.talking import VIETNAM, House, Said, Talk, quick_replies, words


def main() -> int:
    """Print the file's conversations. Returns 2 with a sentence when the file is unusable or no model is trained."""
    if len(sys.argv) != 2:
        print("Say: python -m evaluation.chats FILE.yaml", file=sys.stderr)
        return 2
    try:
        told = yaml.safe_load(Path(sys.argv[1]).read_text(encoding="utf-8"))
        head = f"# {told['title']}\n\n{told['intro'].strip()}\n"
        chats = [(chat["title"], chat.get("day"), list(chat["said"])) for chat in told["chats"]]
    except (OSError, yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        print(f"{sys.argv[1]}: needs title, intro, chats with title and said: {error!r}", file=sys.stderr)
        return 2
    model = find_model()
    if model is None:
        return 2
    from actions import sending  # the actions load the knowledge base: not before the file is known to be usable

    house = House(model)
    with patch.object(sending, "open_ticket", _ticket):
        print(head)
        for number, (title, day, said) in enumerate(chats, start=1):
            print(f"\n## {number}. {title}\n")
            for line in _conversation(Talk(house, day or datetime.now(VIETNAM).date()), said):
                print(f"{line}\n")
    house.close()
    return 0


def _conversation(talk: Talk, said: list[Any]) -> Iterator[str]:
    for one in said:
        if isinstance(one, dict):
            yield f"**Người lao động** (bấm): {one['tap']}"
            reply = talk.tap(one["tap"])
        else:
            yield f"**Người lao động**: {one}"
            reply = talk.say(one)
        yield from _reply(reply)


def _reply(reply: Said) -> Iterator[str]:
    if not reply["messages"]:
        yield "(chờ tin nói tiếp)"
        return
    yield "**Trợ lý**:"
    yield "\n".join(f"> {line}".rstrip() for line in words(reply).splitlines())
    buttons = " | ".join(button["title"] for button in quick_replies(reply))
    record = reply["record"]
    about = [record.get("decision") or record.get("act") or "", record.get("topic") or record.get("question") or ""]
    sure = f"{record['confidence']:.2f}" if record.get("confidence") is not None else ""
    told = " · ".join(part for part in (*about, sure) if part)
    yield f"`[{buttons}]` <sub>{told}</sub>" if buttons else f"<sub>{told}</sub>"


def _ticket(_: Any) -> Any:
    from actions.escalations import Ticket

    due = datetime.combine(date.today() + timedelta(days=1), time(9), tzinfo=VIETNAM)
    return Ticket("TV-TEST", "quan_he_lao_dong", due, True)


if __name__ == "__main__":
    enter("evaluation.chats", sys.argv[1:])
    logs.configure()
    sys.exit(main())
