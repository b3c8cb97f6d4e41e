"""Topics, departments and provinces."""

from knowledge_base.directory.directory import Directory, Province, read_directory

__all__ = ["Directory", "Province", "read_directory"]
