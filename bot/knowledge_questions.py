"""The questions that the knowledge base's answers and articles are written for, by topic."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml


def list_questions(root: Path) -> list[tuple[str, str]]:
    """(text, topic) of question variants and titles under knowledge_base/; an article counts for its first topic."""
    return sorted({*_of_answers(root / "faq"), *_of_articles(root / "documents")})


def _of_answers(folder: Path) -> Iterator[tuple[str, str]]:
    for content in _read_all(folder):
        for entry in content["entries"]:
            for text in (entry["title"], *entry["questions"]):
                yield str(text), str(content["topic"])


def _of_articles(folder: Path) -> Iterator[tuple[str, str]]:
    for content in _read_all(folder):
        for article in content["articles"]:
            for topic in (article.get("topics") or [])[:1]:
                yield from ((str(text), str(topic)) for text in article.get("questions") or [])


def _read_all(folder: Path) -> list[dict[str, Any]]:
    """The files as they are: what is wrong in them is told by `python -m knowledge_base check`."""
    return [yaml.load(path.read_bytes(), yaml.CSafeLoader) for path in sorted(folder.glob("*.yaml"))]
