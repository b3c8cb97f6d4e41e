"""The knowledge that answers: loaded once per action server, replaced in place."""

from __future__ import annotations

import threading

import knowledge_base
from knowledge_base.decision import Brain
from knowledge_base.directory.wage_areas import places

_lock = threading.Lock()
_brain: Brain | None = None


def get_brain() -> Brain:
    """The brain in use; the first call loads it (about a second)."""
    global _brain
    if _brain is None:
        with _lock:
            if _brain is None:
                places()
                _brain = Brain.build(knowledge_base.load())
    return _brain


def use_brain(brain: Brain) -> None:
    """Swap the brain; turns under way finish with the old one."""
    global _brain
    _brain = brain
