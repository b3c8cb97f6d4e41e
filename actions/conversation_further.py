"""What else of a subject new words ask for, where both questions together would be told the same answer again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from actions.reply import Reply, tell_decision
from actions.turn import Turn
from actions.understanding import read_questions
from knowledge_base.decision import Brain, Candidate, Decision, Question, prior_of
from knowledge_base.decision.thresholds import T
from knowledge_base.law.models import FaqEntry
from knowledge_base.search import Found
from knowledge_base.search.choice import chances
from knowledge_base.text import fold, normalize_query, tokens

LEAST_SAID, LEAST_NEAR = 0.38, 0.3  # how well the new words alone match an entry's wording: their words, their point
AHEAD = 0.2  # by so much better than they match the answer that was told
LEAST_MEANT, LEAST_MEANT_BESIDE = 0.05, 0.3  # its chance by both questions beside what was told; of another topic
CHANCE, NAMED = 0.1, 0.3  # what a chance e times as large, a title that takes up a word, are worth beside the match
LEAST_UNSURE = 0.2  # that chance, where neither question had an answer
LEAST_OF_FACT = 0.05  # the chance of an entry that is offered after a bare fact
COMMON = ("tra", "luong", "nghi")  # words that most titles take up
MOST_RECENT = 3
KEPT = ("danger", "sensitive")
NEVER = ("corrects", "circumstance")
Answered = tuple[Reply, list[Decision]]


def told_before(turn: Turn) -> list[str]:
    """The entries told lately in this conversation, the last one first."""
    last = turn.last or {}
    return list(dict.fromkeys(filter(None, [last.get("entry"), *(last.get("recent") or [])])))[:MOST_RECENT]


def answer_further(turn: Turn, own: Decision, both: Decision, told_again: bool, brain: Brain) -> Answered | None:
    """Another answer of what was talked about, where the message leans on the one that was told.

    `own`, `both`: what is decided on the words alone and with the question before; `told_again`: the latter is the
    answer that was told. "vợ sinh nghỉ mấy ngày", then "công ty không cho thì sao": what to do when leave is refused.
    """
    told = brain.kb.faq.get(str((turn.last or {}).get("entry") or ""))
    follow = turn.follow
    if told is None or follow is None or follow["kind"] in NEVER:
        return None
    unsure = "answer" not in (own.kind, both.kind) and own.cause not in KEPT and both.cause not in KEPT
    if not told_again and not unsure:
        return None
    alone, together = (read_questions(p, brain.kb, turn.sent_at, told.topic)[0] for p in (turn.parsed, follow))
    rival = own.answer.entry if own.kind == "answer" and own.answer and follow["kind"] != "follow" else None
    entry = find_further(alone, together, told_before(turn), brain, 0.0 if told_again else LEAST_UNSURE, rival)
    return _tell(entry, together, brain, turn) if entry else None


def find_further(
    own: Question, both: Question, told: Sequence[str], brain: Brain, meant: float = 0.0, rival: str | None = None
) -> FaqEntry | None:
    """The entry that the new words themselves name best, of those that both questions together may mean.

    `told`: the answers told lately, the last one first; `meant`: the least chance that both questions give it;
    `rival`: what the new words alone would be answered with; it has to match them less well.
    """
    heard = {hit.unit.id: hit for hit in _find(own, brain).hits}
    topic = brain.kb.faq[told[0]].topic
    matches = {name: hit.question if (hit := heard.get(f"faq:{name}")) else 0.0 for name in (told[0], rival or "")}
    least = max(LEAST_SAID, matches[told[0]] + AHEAD, matches[rival or ""])
    said = set(tokens(fold(normalize_query(own.text)))) - {*T["empty_words"], *COMMON}
    found = [
        (hit.question + CHANCE * log(chance) + NAMED * bool(said & set(tokens(fold(entry.title)))), entry)
        for entry, chance in _besides(told, both, brain)
        if (hit := heard.get(f"faq:{entry.id}")) is not None
        and chance >= max(meant, LEAST_MEANT if entry.topic == topic else LEAST_MEANT_BESIDE)
        and hit.question >= least
        and hit.point >= LEAST_NEAR
        and brain.kb.topics[entry.topic].auto in ("auto", "rule_and_human")
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def list_further(turn: Turn, told: FaqEntry, brain: Brain) -> list[FaqEntry]:
    """What may be meant by the question before and a bare fact beside it, likeliest first, without what was told."""
    text = f"{(turn.last or {}).get('question') or told.title}, {turn.parsed.get('text')}"
    both = read_questions({**turn.parsed, "text": text, "segments": []}, brain.kb, turn.sent_at, told.topic)[0]
    found = [(chance, entry) for entry, chance in _entries(both, brain) if chance >= LEAST_OF_FACT]
    return [entry for _, entry in sorted(found, key=lambda pair: -pair[0]) if entry.id != told.id]


def _tell(entry: FaqEntry, question: Question, brain: Brain, turn: Turn) -> Answered:
    """The entry as an answer that says first what was understood."""
    topic = brain.kb.topics[entry.topic]
    decision = Decision(
        "answer",
        T["answer"],
        question.on,
        topic=entry.topic,
        department=topic.department,
        answer=brain.kb.render(entry, question.on, question.act_date),
        candidates=tuple(Candidate(c.document, c.article, 1.0) for c in entry.citations),
        offer=entry.offer or topic.auto == "rule_and_human",
    )
    return tell_decision(decision, brain.kb, turn.sent_at), [decision]


def _besides(told: Sequence[str], question: Question, brain: Brain) -> list[tuple[FaqEntry, float]]:
    """The entries but those that were told, their chances among each other."""
    found = list(_entries(question, brain))
    rest = max(1 - sum(chance for entry, chance in found if entry.id in told), 1e-6)
    return [(entry, chance / rest) for entry, chance in found if entry.id not in told]


def _entries(question: Question, brain: Brain) -> Iterator[tuple[FaqEntry, float]]:
    """The entries of the FAQ that a question may mean, each with its chance."""
    found = _find(question, brain)
    for hit, chance in zip(found.hits, chances(found) if found.hits else (), strict=True):
        entry = brain.kb.faq.get(hit.unit.id.removeprefix("faq:"))
        if entry and entry.topic in brain.kb.topics:
            yield entry, float(chance)


def _find(question: Question, brain: Brain) -> Found:
    return brain.index.find(question.text, question.on, prior_of(question))
