"""Official texts: read from docx, html, pdf or txt into articles, kept outside the shipped data, quotable."""

from knowledge_base.importer.refusal import Refused
from knowledge_base.importer.store import OfficialTexts, default_folder, file_name

__all__ = ["OfficialTexts", "Refused", "default_folder", "file_name"]
