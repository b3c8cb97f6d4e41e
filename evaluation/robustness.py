"""`python -m evaluation.robustness IN.jsonl OUT.jsonl --kind slang`: a question set as other hands would type it.

Kinds: folded (no accents), nfd (decomposed letters), slang (short forms for words), slips (keys, swaps, lost blanks).
The same file and kind give the same lines at every run; ids and all other fields stay.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import yaml

from knowledge_base.text import fold, nfc
from knowledge_base.text.slang import slang
from knowledge_base.text.syllables import slips_file

RATES: dict[str, float] = yaml.safe_load((Path(__file__).parent / "robustness.yaml").read_text(encoding="utf-8"))
_WORD = re.compile(r"[^\W\d_]+")
_LOOSE_WORD = re.compile(r"(?<![\w./-])[^\W\d_]+(?![\w./-])")
_REFERENCE = re.compile(r"(?:điểm|khoản|điều|chương|mục)\s+\w+", re.IGNORECASE)


def folded(text: str, _: random.Random) -> str:
    """Without accents, in lower case."""
    return fold(text)


def decomposed(text: str, _: random.Random) -> str:
    """Letters and marks apart, as some phones and all Macs write file names."""
    return unicodedata.normalize("NFD", text)


def with_slang(text: str, chance: random.Random) -> str:
    """Words for which slang.yaml has a short form replaced by one of them, most of the time."""
    places = [match.span() for match in _REFERENCE.finditer(text)]

    def shorten(match: re.Match[str]) -> str:
        inside = any(start < match.end() and match.start() < end for start, end in places)
        if inside or chance.random() >= RATES["slang"]:
            return match.group()
        return chance.choice(_short_forms()[match.group().lower()])

    return _long_words().sub(shorten, nfc(text))


def with_slips(text: str, chance: random.Random) -> str:
    """Some words with keys left standing, letters exchanged or doubled; some blanks lost. References stay."""
    places = [match.span() for match in _REFERENCE.finditer(text)]
    keyboard = chance.randrange(2)

    def slip(match: re.Match[str]) -> str:
        inside = any(start < match.end() and match.start() < end for start, end in places)
        return match.group() if inside or chance.random() >= RATES["slips"] else _slip(match.group(), keyboard, chance)

    original = nfc(text)
    return _lose_blanks(_LOOSE_WORD.sub(slip, original), original, chance)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    "folded": folded,
    "nfd": decomposed,
    "slang": with_slang,
    "slips": with_slips,
}


def vary(text: str, kind: str, seed: str = "") -> str:
    """The text in one kind. `seed`: the id of the question, so that its slips do not depend on its neighbours."""
    return KINDS[kind](text, random.Random(f"{kind} {seed} {text}"))


def keys(word: str, keyboard: int) -> str:
    """A word as typed on a keyboard that is switched off: "lương" → "luwowng" (0, telex), "lu7o7ng" (1, VNI)."""
    table = slips_file()["keyboards"]
    letters = {letter: typed[keyboard] for letter, typed in table["letters"].items()}
    tones = {mark: typed[keyboard] for mark, typed in table["tones"].items()}
    made, tone = "", ""
    for char in nfc(word).lower():
        marks = unicodedata.normalize("NFD", char)
        tone = next((tones[mark] for mark in marks if mark in tones), tone)
        bare = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones))
        made += letters.get(bare, bare)
    return made + tone


def _slip(word: str, keyboard: int, chance: random.Random) -> str:
    if not word.isascii() and chance.random() < RATES["keys"]:
        return keys(word, keyboard)
    if len(word) < 4:
        return word
    at = chance.randrange(len(word) - 1)
    if chance.random() < RATES["doubled"]:
        return word[: at + 1] + word[at:]
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _lose_blanks(slipped: str, original: str, chance: random.Random) -> str:
    """Blanks between two words of letters only, both without a slip of their own, not beside a reference."""
    places = [match.span() for match in _REFERENCE.finditer(slipped)]
    pieces = slipped.split(" ")
    whole = [bool(_WORD.fullmatch(a)) and a == b for a, b in zip(pieces, original.split(" "), strict=True)]
    made, at = pieces[0], len(pieces[0])
    for number in range(1, len(pieces)):
        free = whole[number - 1] and whole[number] and not any(start - 1 <= at <= end for start, end in places)
        made += pieces[number] if free and chance.random() < RATES["blanks"] else f" {pieces[number]}"
        at += 1 + len(pieces[number])
    return made


@cache
def _short_forms() -> dict[str, list[str]]:
    """What slang.yaml writes out → its short forms, those alone that mean nothing else."""
    table: dict[str, list[str]] = defaultdict(list)
    for key, meaning in sorted(slang()[0].items()):
        short = " ".join(key)
        if len(short) < len(meaning) and len(key) <= len(meaning.split()):
            table[meaning.lower()].append(short)
    table.update({meaning: [short] for short, meaning in _usual_in_context().items()})
    return dict(table)


def _usual_in_context() -> dict[str, str]:
    """Short forms that depend on their neighbours and are the usual ones: their last, unconditional meaning."""
    return {key: str(rules[-1]["to"]) for key, rules in slang()[1].items() if len(rules[-1]) == 1 and len(key) <= 2}


@cache
def _long_words() -> re.Pattern[str]:
    longest = sorted(_short_forms(), key=len, reverse=True)
    return re.compile(rf"(?<![\w./-])(?:{'|'.join(map(re.escape, longest))})(?![\w./-])", re.IGNORECASE)


def main(arguments: Sequence[str]) -> int:
    """Write the set in another kind. Returns 2 with a sentence where a file cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.robustness")
    parser.add_argument("source", type=Path, metavar="IN.jsonl")
    parser.add_argument("target", type=Path, metavar="OUT.jsonl")
    parser.add_argument("--kind", choices=sorted(KINDS), required=True)
    asked = parser.parse_args(arguments)
    try:
        rows = [json.loads(line) for line in asked.source.read_text(encoding="utf-8").splitlines() if line.strip()]
        made = [{**row, "question": vary(row["question"], asked.kind, str(row["id"]))} for row in rows]
    except (OSError, ValueError, KeyError) as error:
        print(f"{asked.source}: every line needs id and question ({error}).", file=sys.stderr)
        return 2
    asked.target.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    print(f"{len(made)} questions as {asked.kind} in {asked.target}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
