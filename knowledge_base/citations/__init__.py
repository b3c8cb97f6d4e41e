"""Legal references: found in texts, resolved against the documents, told as a basis line."""

from knowledge_base.citations.find import Mention, find
from knowledge_base.citations.format import format_basis, format_one
from knowledge_base.citations.resolve import resolve

__all__ = ["Mention", "find", "format_basis", "format_one", "resolve"]
