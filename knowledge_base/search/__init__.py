"""Search over answers and articles: built in memory, asked on a date."""

from knowledge_base.search.index import Hit, SearchIndex, build_index
from knowledge_base.search.units import Unit

__all__ = ["Hit", "SearchIndex", "Unit", "build_index"]
