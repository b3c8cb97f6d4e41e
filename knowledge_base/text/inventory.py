"""`python -m knowledge_base.text.inventory FOLDER…`: makes syllables.yaml anew from our own texts."""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from knowledge_base.text.normalize import fold, nfc
from knowledge_base.text.syllables import is_syllable

TARGET = Path(__file__).with_name("syllables.yaml")
LEAST_WORD = 3  # times that a word must be written to count as one of ours
LEAST_PAIR = 3
_BREAK = re.compile(r"[\n.,;:!?()\"“”/]")
_WORD = re.compile(r"[^\W_]+")
_HEAD = """\
# Made by `python -m knowledge_base.text.inventory knowledge_base/faq knowledge_base/documents data/nlu`, not by hand.
# words: syllables as written, and how often. pairs: for each folded syllable those that follow it.
"""


def make(texts: Iterable[str]) -> str:
    """The content of syllables.yaml for texts."""
    words: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for phrase in _phrases(texts):
        words.update(word for word in phrase if is_syllable(fold(word)))
        pairs.update(pairwise(fold(word) for word in phrase))
    kept = sorted(word for word, count in words.items() if count >= LEAST_WORD)
    known = {fold(word) for word in kept}
    after: dict[str, list[str]] = defaultdict(list)
    for (first, second), count in sorted(pairs.items()):
        if count >= LEAST_PAIR and first in known and second in known:
            after[first].append(second)
    return "\n".join([f"{_HEAD}words: |", *_block(f"{word} {words[word]}" for word in kept), "pairs: |", *_rows(after)])


def _phrases(texts: Iterable[str]) -> Iterator[list[str]]:
    """Words between marks, of lines that are Vietnamese: keys and names of files are not."""
    for text in texts:
        for piece in _BREAK.split(nfc(text).lower()):
            words = _WORD.findall(piece)
            if sum(is_syllable(fold(word)) for word in words) > len(words) / 2:
                yield words


def _block(lines: Iterable[str]) -> Iterator[str]:
    """Many short entries a line, indented."""
    row = " "
    for line in lines:
        if len(row) + len(line) > 110:
            yield row
            row = " "
        row += f" {line}"
    yield row


def _rows(after: dict[str, list[str]]) -> list[str]:
    return [*(f"  {first}: {' '.join(seconds)}" for first, seconds in after.items()), ""]


def main(places: Sequence[str]) -> int:
    if not places:
        print("Say: python -m knowledge_base.text.inventory knowledge_base/faq knowledge_base/documents data/nlu")
        return 2
    files = sorted(path for place in places for path in Path(place).rglob("*.y*ml"))
    TARGET.write_text(make(path.read_text(encoding="utf-8") for path in files), encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes from {len(files)} files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
