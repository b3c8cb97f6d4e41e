"""Vietnamese text: one spelling, folding, tokens, slang; amounts, durations, dates, percentages with places."""

from knowledge_base.text.act_date import find_act_date
from knowledge_base.text.dates import find_dates
from knowledge_base.text.durations import find_durations
from knowledge_base.text.mention import Said, forms, said, says, says_any
from knowledge_base.text.money import find_money
from knowledge_base.text.normalize import fold, nfc, tokens
from knowledge_base.text.percents import find_percents
from knowledge_base.text.plain import plain_words
from knowledge_base.text.resolve_date import resolve_date
from knowledge_base.text.slang import normalize_query
from knowledge_base.text.spans import Span

__all__ = [
    "Said",
    "Span",
    "find_act_date",
    "find_dates",
    "find_durations",
    "find_money",
    "find_percents",
    "fold",
    "forms",
    "nfc",
    "normalize_query",
    "plain_words",
    "resolve_date",
    "said",
    "says",
    "says_any",
    "tokens",
]
