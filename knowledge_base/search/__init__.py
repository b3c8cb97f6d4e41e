"""Search over answers and articles: built in memory, asked on a date."""

from knowledge_base.search.index import Hit, SearchIndex, build_index
from knowledge_base.search.units import Unit
from knowledge_base.search.votes import Place, choose, rank_articles

__all__ = ["Hit", "Place", "SearchIndex", "Unit", "build_index", "choose", "rank_articles"]
