"""Every way in which a document of the knowledge base is called, folded, with the documents that it may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import yaml

from knowledge_base.law.models import Document
from knowledge_base.text.normalize import fold
from knowledge_base.text.slang import normalize_query

_PUNCTUATION = re.compile(r"[^\w/]+")


@cache
def kinds() -> dict[str, list[str]]:
    """Kind → its names, as in kinds.yaml."""
    text = Path(__file__).with_name("kinds.yaml").read_text(encoding="utf-8")
    loaded: dict[str, list[str]] = yaml.load(text, yaml.CSafeLoader)
    return loaded


@cache
def fold_name(name: str) -> str:
    """A name of a document so that spellings meet: "Luật BHXH 2024" and "luat bao hiem xa hoi nam 2024"."""
    words = _PUNCTUATION.sub(" ", fold(normalize_query(name))).split()
    kept = [word for word in words if word not in ("so", "nam", "ngay")]
    return " ".join(kept)


def names_of(document: Document) -> set[str]:
    """Folded names: number with and without its ending, kind and number, title, short name, aliases, with the year."""
    number, parts = fold_name(document.number), document.number.split("/")
    year = parts[1] if len(parts) > 2 and parts[1].isdigit() else ""
    numbers = {number, "/".join(parts[:2])} if year else {number}
    called = kinds().get(document.kind, [])
    titles = {document.title, document.short, *document.aliases}
    titles |= {f"{kind} {title}" for kind in called for title in (document.title,) if document.kind != "bo_luat"}
    named = {fold_name(title) for title in titles}
    named |= {f"{name} {year}" for name in named if year and not name.endswith(year)}
    for kind in called:
        named |= {fold_name(f"{kind} {n}") for n in (*numbers, parts[0])}
    return named | numbers


def index_names(documents: Iterable[Document]) -> Mapping[str, tuple[Document, ...]]:
    """Folded name → the documents that carry it, in the order given."""
    found: dict[str, list[Document]] = {}
    for document in documents:
        for name in sorted(names_of(document)):
            found.setdefault(name, []).append(document)
    return {name: tuple(docs) for name, docs in found.items()}
