"""One reply to a message that asks several things: each in its turn, short where together they would be long."""

from __future__ import annotations

from collections.abc import Sequence

from actions.phrases import PHRASES, tell_day
from actions.reply import Message, Reply
from knowledge_base.decision import Decision, Question

WORDS = PHRASES["conversation"]
MOST, MOST_ASKED = 1900, 60  # characters of a message, of a question that is named


def tell_several(
    questions: Sequence[Question], decisions: Sequence[Decision], replies: Sequence[Reply]
) -> list[Message]:
    """At most two messages. An entry that answers twice is told once; what goes to a person stands last."""
    order = sorted(_distinct(decisions), key=lambda i: decisions[i].kind != "answer")
    told = [i for i in order if decisions[i].kind == "answer"]
    rest = [i for i in order if i not in told]
    if not told:
        return replies[rest[0]].messages
    if len(order) == 1:
        return replies[told[0]].messages
    room = MOST if not rest else MOST * 2
    texts = [replies[i].messages[0]["text"] for i in told]
    is_long = sum(map(len, texts)) + MOST_ASKED * len(told) > room or max(map(len, texts)) > MOST
    blocks = [_block(n, questions[i], _short(decisions[i]) if is_long else texts[k]) for n, (k, i) in _numbered(told)]
    if is_long:
        blocks.append(WORDS["short_more"])
    ends = replies[rest[0]].messages[-1:] if rest else []
    messages: list[Message] = [{"text": text, "quick_replies": []} for text in _packed(blocks, 2 - len(ends))]
    messages += ends
    if not rest:
        messages[-1]["quick_replies"] = replies[told[-1]].messages[-1]["quick_replies"][-3:]
    return messages


def told_entries(decisions: Sequence[Decision]) -> list[str]:
    """The entries that are told, in the order of their numbers."""
    answers = [decisions[i].answer for i in _distinct(decisions) if decisions[i].kind == "answer"]
    return [answer.entry for answer in answers if answer]


def _numbered(told: Sequence[int]) -> list[tuple[int, tuple[int, int]]]:
    return list(enumerate(enumerate(told), start=1))


def _distinct(decisions: Sequence[Decision]) -> list[int]:
    """The places of decisions, each entry once, one hand-over of a kind."""
    seen: dict[object, int] = {}
    for i, decision in enumerate(decisions):
        seen.setdefault(decision.answer.entry if decision.kind == "answer" and decision.answer else decision.kind, i)
    return list(seen.values())


def _block(number: int, question: Question, text: str) -> str:
    asked = " ".join(question.text.split())
    asked = asked if len(asked) <= MOST_ASKED else asked[:MOST_ASKED].rsplit(" ", 1)[0] + "…"
    return f"{WORDS['several'].format(number=number, asked=asked)}\n{text}"


def _short(decision: Decision) -> str:
    """The first words, the first thing to do and the basis."""
    assert decision.answer is not None
    first = decision.answer.steps[0] if decision.answer.steps else ""
    dated = PHRASES["dated"].format(on=tell_day(decision.on))
    return "\n".join(filter(None, [decision.answer.short, first, decision.answer.basis, dated]))


def _packed(blocks: Sequence[str], most: int) -> list[str]:
    """Blocks in as few messages as their lengths allow, at most `most`; the last is cut where nothing else helps."""
    packed = [blocks[0]]
    for block in blocks[1:]:
        if len(packed[-1]) + len(block) + 2 <= MOST or len(packed) == most:
            packed[-1] = f"{packed[-1]}\n\n{block}"
        else:
            packed.append(block)
    return [text if len(text) <= MOST else text[:MOST].rsplit("\n", 1)[0] for text in packed]
