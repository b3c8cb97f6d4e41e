"""Messages that are not finished: a preamble ("em hỏi xíu"), a bare fact ("em có bầu 5 tháng"), a cut sentence."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base.text import nfc, plain_words, tokens

LISTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "incomplete.yaml").read_text(encoding="utf-8"))
Mark = dict[str, str]


def find_incomplete(text: str) -> Mark | None:
    """`kind`: preamble, fact (with `fact`: what it is about) or cut; None for a message that can be answered."""
    if "?" in text:
        return None
    plain = plain_words(text, ",.;/").strip(" ,.;")
    if _preamble().fullmatch(plain) and re.search(LISTS["preamble"]["needs"], plain):
        return {"kind": "preamble"}
    if fact := _fact(plain):
        return {"kind": "fact", "fact": fact}
    return {"kind": "cut"} if _is_cut(text, plain) else None


def _fact(plain: str) -> str | None:
    """What the first of the facts is about, where the message is nothing but facts."""
    return next((name for name, pattern in _facts().items() if pattern.fullmatch(plain)), None)


def _is_cut(text: str, plain: str) -> bool:
    """Whether a sentence without a question ends in a word that has to go on."""
    if re.search(rf"\b{LISTS['question']}\b", plain):
        return False
    if re.fullmatch(LISTS["cut_whole"], plain):
        return True
    if not LISTS["least_cut"] <= len(tokens(plain)) <= LISTS["most_cut"]:
        return False
    written = nfc(text).lower().rstrip()
    return bool(re.search(LISTS["cut_signs"], written)) or any(written.endswith(f" {word}") for word in LISTS["cut"])


@cache
def _preamble() -> re.Pattern[str]:
    return re.compile(rf"(?:\W*{LISTS['preamble']['words']}\b)+\W*")


@cache
def _facts() -> dict[str, re.Pattern[str]]:
    """One pattern a fact: it, then any other facts, with pronouns before and particles after."""
    every = [_filled(pattern) for patterns in LISTS["facts"].values() for pattern in patterns]
    before, after, between = LISTS["before"], LISTS["after"], LISTS["between"]
    one = rf"(?:{before}[\s,]+)*(?:%s)(?:[\s,]+{after})*"
    more = rf"(?:[\s,.;]*(?:{between})?[\s,.;]*{one % '|'.join(every)})*"
    return {name: re.compile(one % "|".join(map(_filled, found)) + more) for name, found in LISTS["facts"].items()}


def _filled(pattern: str) -> str:
    long = LISTS["long"].replace("{n}", LISTS["number"])
    return pattern.replace("{n}", LISTS["number"]).replace("{long}", long).replace("{money}", LISTS["money"])
