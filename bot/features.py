"""What the classifier sees of a text: folded words, pairs, the ends, pieces of words. Accents make no difference."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer

from knowledge_base.text import fold, normalize_query

PIECES_WEIGHT = 0.7
_WORD = re.compile(r"\w+|[👍👎]")  # thumbs are answers; other signs say nothing surely
_THIRTEENTH = re.compile(r"\bthang (?:thu )?13\b")  # the bonus, not a month
_AGE = re.compile(r"\b(\d{1,2}) tuoi\b")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_ANY_NUMBER = "0"
_MOST_LENGTHS = 5
_ADULT, _ELDERLY = 18, 50


def plain(text: str) -> str:
    """The text as the classifier reads it: slang written out, folded, every number the same but for what it means."""
    read = _THIRTEENTH.sub("thang muoiba", fold(normalize_query(text)))
    return _NUMBER.sub(f" {_ANY_NUMBER} ", _AGE.sub(_with_age, read))


def _with_age(match: re.Match[str]) -> str:
    """ "14 tuổi" is told apart from "55 tuổi"."""
    age = int(match[1])
    return f"{match[0]} {'tuoinho' if age < _ADULT else 'tuoicao' if age >= _ELDERLY else ''}"


def words_of(read: str) -> list[str]:
    """The words of a `plain` text."""
    return _WORD.findall(read)


def word_features(read: str) -> list[str]:
    """Words, neighbouring pairs, the first and the last word, and about how long the text is."""
    words = words_of(read)
    if not words:
        return []
    pairs = [f"{a} {b}" for a, b in pairwise(words)]
    ends = [f"^{words[0]}", f"{words[-1]}$", f"^{words[0]} {words[-1]}$"]
    return [*words, *pairs, *ends, f"#{min(len(words) // 2, _MOST_LENGTHS)}"]


class Features:
    """Learned from texts by `fit`; `of` turns `plain` texts into one sparse row each."""

    def __init__(self) -> None:
        self._words = TfidfVectorizer(analyzer=word_features, sublinear_tf=True)
        self._pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), sublinear_tf=True, min_df=2)

    def fit(self, read: Sequence[str]) -> csr_matrix:
        """Learn what occurs in `read`, and return its rows."""
        return self._joined(self._words.fit_transform(read), self._pieces.fit_transform(read))

    def of(self, read: Sequence[str]) -> csr_matrix:
        """One row for each text."""
        return self._joined(self._words.transform(read), self._pieces.transform(read))

    def knows(self, read: str) -> bool:
        """Whether at least one word, not counting numbers, occurred in training."""
        return any(word in self._words.vocabulary_ for word in words_of(read) if word != _ANY_NUMBER)

    @staticmethod
    def _joined(words: csr_matrix, pieces: csr_matrix) -> csr_matrix:
        return hstack([words, pieces * PIECES_WEIGHT]).tocsr().astype("float32")
