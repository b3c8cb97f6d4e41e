"""The words of a message alone, as patterns of the YAML lists read them."""

from __future__ import annotations

import re

from knowledge_base.text.normalize import fold
from knowledge_base.text.slang import normalize_query


def plain_words(text: str, keep: str = "") -> str:
    """Slang written out, folded, one blank between words; of signs only those of `keep` stay."""
    return " ".join(re.sub(rf"[^\w\s{re.escape(keep)}]", " ", fold(normalize_query(text))).split())
