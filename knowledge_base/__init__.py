"""The law that the assistant answers from: pure, dated, checked at load."""

from __future__ import annotations

from pathlib import Path

from knowledge_base.importer import default_folder
from knowledge_base.law.base import KnowledgeBase
from knowledge_base.law.faults import Fault, KnowledgeError, NotFound
from knowledge_base.law.loader import load_from

__all__ = ["Fault", "KnowledgeBase", "KnowledgeError", "NotFound", "load"]


def load(root: Path | None = None, texts: Path | None = None) -> KnowledgeBase:
    """The knowledge base of `root` (default: the one shipped here). KnowledgeError lists every fault.

    `texts` holds imported official texts; by default those of this installation, where there are any.
    """
    if texts is None and root is None and default_folder().is_dir():
        texts = default_folder()
    return load_from(root or Path(__file__).parent, texts)
