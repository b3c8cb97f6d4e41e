"""Our own questions as search sees them: the material that weights are fitted on.

They stand in evaluation/questions/: own.jsonl (as workers write), workers.jsonl (messages of many people, some of them
from other fields), short.jsonl (a few words) and formal.jsonl (as legal columns and tests ask) with known articles,
outside*.jsonl from other fields of law. The first three also name the entries that answer them, as a reader of both
found. They are in no training data and no answer's words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actions.understanding import read_questions
from evaluation.brain import VIETNAM, WholeBrain
from knowledge_base.decision import Question, prior_of
from knowledge_base.search.index import Looked
from knowledge_base.search.ranking import Place

DAY = date(2026, 11, 23)
QUESTIONS = Path(__file__).parent / "questions"
LEAST_INSIDE, LEAST_OUTSIDE = 600, 300  # a confidence fitted on fewer is no probability


@dataclass(frozen=True)
class Asked:
    """A question with what search saw. `gold`: known articles, the one that answers first; empty outside labour law."""

    question: Question
    looked: Looked
    gold: tuple[Place, ...]
    entries: tuple[str, ...] | None  # the FAQ entries that answer, where somebody has read them; else None
    is_first: NDArray[np.bool_]  # by row of what search looked at: whether it is the first known article

    @property
    def outside(self) -> bool:
        return not self.gold


def list_rows(pattern: str = "*.jsonl") -> list[dict[str, Any]]:
    """The lines of the question files of this name."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(QUESTIONS.glob(pattern)))
    return [json.loads(line) for text in texts for line in text.splitlines() if line.strip()]


def lacking(rows: Sequence[Mapping[str, Any]]) -> str:
    """What the questions are too few for to be fitted on, in a sentence; "" where they suffice."""
    inside = sum(row["topic"] is not None for row in rows)
    outside = len(rows) - inside
    if inside >= LEAST_INSIDE and outside >= LEAST_OUTSIDE:
        return ""
    return (
        f"{QUESTIONS} holds {inside} questions of labour law and {outside} of other fields; "
        f"{LEAST_INSIDE} and {LEAST_OUTSIDE} are needed. Is a file missing?"
    )


def look_at(brain: WholeBrain, row: Mapping[str, Any]) -> Asked | None:
    """One row through NLU and search. None for words that search cannot read."""
    sent_at = datetime.combine(DAY, time(9), tzinfo=VIETNAM)
    question = read_questions(brain.parse(row["question"]), brain.knowledge.kb, sent_at)[0]
    index = brain.knowledge.index
    named = {(citation.document, citation.article) for citation in question.references}
    looked = index.look(question.text, question.on, prior_of(question), named)
    if looked is None or not looked.hits:
        return None
    gold = tuple((place["document"], str(place["article"])) for place in row["gold"]) if row["topic"] else ()
    first = np.array([index.ranker.places[i] in gold[:1] for i in looked.rows.places], dtype=bool)
    entries = tuple(row["entries"]) if "entries" in row else None
    return Asked(question, looked, gold, entries, first)
