"""Topics, departments, provinces and wage areas; public holidays; the month of retirement."""

from knowledge_base.directory.directory import Directory, Province, read_directory
from knowledge_base.directory.find_areas import find_wage_areas
from knowledge_base.directory.wage_areas import WageArea

__all__ = ["Directory", "Province", "WageArea", "find_wage_areas", "read_directory"]
