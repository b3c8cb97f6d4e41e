"""Search over answers and articles: built in memory, asked on a date."""

from knowledge_base.search.choice import choose
from knowledge_base.search.index import Found, Hit, SearchIndex, build_index
from knowledge_base.search.ranking import Place
from knowledge_base.search.units import Unit

__all__ = ["Found", "Hit", "Place", "SearchIndex", "Unit", "build_index", "choose"]
