"""What is said beside the law: jokes, anger, signs, numbers, English, a ticket taken back. It opens no ticket."""

from __future__ import annotations

import re

from actions.conversation_facts import LISTS, plain
from actions.phrases import PHRASES, button
from actions.reply import Reply, message
from actions.turn import Turn
from knowledge_base.text import fold

WORDS = PHRASES["conversation"]


def banter(turn: Turn) -> Reply | None:
    """A joke, flattery or laughter: a short word back. Threats in anger: calm ones, and a person."""
    words = plain(str(turn.parsed.get("text") or ""))
    if re.fullmatch(LISTS["banter"], words):
        return Reply([message(WORDS["banter"])], {"decision": "act", "act": "banter"})
    if re.fullmatch(LISTS["anger"], words):
        return Reply([message(WORDS["anger"], button("person"))], {"decision": "act", "act": "anger"})
    return None


def without_question(turn: Turn) -> Reply | None:
    """Only signs, a bare number or English: nothing that a ticket should be offered for. After danger all is heard."""
    said = str(turn.parsed.get("text") or "").strip()
    if (turn.last or {}).get("cause") == "danger" or turn.calculation:
        return None
    if not re.search(r"\w", said):
        asked = bool(re.search(r"[?.!…]", said))
        text = PHRASES["clarify_empty"] if asked else PHRASES["attachment"]["sticker"]
        return Reply([message(text, button("person"))], {"decision": "act", "act": "sticker"})
    if re.fullmatch(LISTS["number_only"], plain(said)):
        return Reply([message(WORDS["number"], button("person"))], {"decision": "act", "act": "number"})
    words = fold(said).split()
    english = sum(word in LISTS["english"] for word in words)
    if english >= LISTS["least_english"] and 3 * english >= len(words):
        return Reply([message(WORDS["english"], button("person"))], {"decision": "act", "act": "english"})
    return None


def withdraw(turn: Turn) -> Reply | None:
    """ "Thôi khỏi, rút phiếu giùm em": only people close a ticket; these words are added to it."""
    words = plain(str(turn.parsed.get("text") or ""))
    if not turn.ticket or not re.search(rf"\b(?:{LISTS['withdrawn']})", words):
        return None
    text = PHRASES["ticket"]["withdrawn"].format(code=turn.ticket["code"])
    record = {"decision": "escalate", "act": "withdrawn", "cause": "asked_for_human"}
    return Reply([message(text), message(text)], record)  # the last one gives way to "đã thêm vào phiếu"


def tells_of_others(turn: Turn) -> bool:
    """Whether what sounds like small talk is what somebody else has said: "công ty kêu bỏ qua"."""
    return re.search(rf"\b(?:{LISTS['others_say']})", plain(str(turn.parsed.get("text") or ""))) is not None


def is_settled_in_part(turn: Turn) -> bool:
    """Whether a report of payment tells that something is still owed: "họ trả 70% lương"."""
    words = plain(str(turn.parsed.get("text") or ""))
    return turn.intent == "settled_report" and re.search(rf"\b(?:{LISTS['settled_in_part']})", words) is not None


def asks_for_ticket(turn: Turn) -> bool:
    """Whether words that sound like asking for a ticket name it or who answers: "hứa 20/11 trả mà chưa" does not."""
    return re.search(rf"\b(?:{LISTS['of_ticket']})\b", plain(str(turn.parsed.get("text") or ""))) is not None
