"""A small law of four documents, copied to a folder that each test may spoil."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

import knowledge_base
from knowledge_base import KnowledgeBase, KnowledgeError

settings.register_profile("house", database=None, deadline=None, derandomize=True)
settings.load_profile("house")

MINI = Path(__file__).parent / "mini"
Spoil = Callable[[str, str, str], list[str]]


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """The small law."""
    return knowledge_base.load(MINI)


@pytest.fixture(scope="session")
def shipped() -> KnowledgeBase:
    """The law that is shipped."""
    return knowledge_base.load()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the small law's folder."""
    return Path(shutil.copytree(MINI, tmp_path / "law"))


@pytest.fixture
def spoil(root: Path) -> Spoil:
    """Replace text in one file of the copy, load, and give the fault messages."""

    def spoiled(file: str, old: str, new: str) -> list[str]:
        path = root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        try:
            knowledge_base.load(root)
        except KnowledgeError as error:
            return [f"{fault.code}: {fault}" for fault in error.faults]
        return []

    return spoiled
