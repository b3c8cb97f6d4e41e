"""The knowledge base's directory as our components use it: topics, dialogue acts, provinces."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import knowledge_base
from knowledge_base.directory import Directory, read_directory
from knowledge_base.law.faults import Faults

FOLDER = Path(knowledge_base.__file__).parent / "directory"


@cache
def bordered() -> frozenset[str]:
    """The topics that are told apart from other fields of law on their own; harm that people see to never is."""
    return frozenset(name for name, topic in directory().topics.items() if topic.auto != "human")


@cache
def directory() -> Directory:
    """Read once a process. What is wrong in the files is told by `python -m knowledge_base check`."""
    topics, provinces = (FOLDER / f"{name}.yaml" for name in ("topics", "provinces"))
    return read_directory(topics.read_bytes(), provinces.read_bytes(), Faults())
