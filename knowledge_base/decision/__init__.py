"""Answer, ask back or hand over: the pure decision over search, intent ranking and date."""

from knowledge_base.decision.decide import Brain, Thought, consider, decide, prior_of, think
from knowledge_base.decision.models import Candidate, Decision, Option, Question
from knowledge_base.decision.plain import answer_text_only

__all__ = [
    "Brain",
    "Candidate",
    "Decision",
    "Option",
    "Question",
    "Thought",
    "answer_text_only",
    "consider",
    "decide",
    "prior_of",
    "think",
]
