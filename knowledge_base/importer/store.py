"""Official texts on disk: one JSON file a document, outside the shipped data, written whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from knowledge_base.importer.clauses import OfficialClause, Point, cut_clauses
from knowledge_base.importer.refusal import Refused
from knowledge_base.law.models import Document
from knowledge_base.text.normalize import fold

SETTING = "TEXTS_DIR"
ORIGINAL = "__original"


def default_folder() -> Path:
    """Where imports go: the setting TEXTS_DIR, else var/texts of this installation."""
    return Path(os.environ.get(SETTING) or Path(__file__).parents[2] / "var" / "texts")


def file_name(number: str, original: bool = False) -> str:
    """ "145/2020/NĐ-CP" → "145_2020_ND-CP.json"; the text as first issued has a name of its own."""
    return fold(number).upper().replace("/", "_") + (ORIGINAL if original else "") + ".json"


def write_text(folder: Path, name: str, told: Mapping[str, Any]) -> None:
    """Put one text in place by renaming, so that a reader sees the old one or the new one. Refused when it cannot."""
    made: str | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, made = tempfile.mkstemp(dir=folder, prefix=".", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(told, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        Path(made).chmod(0o644)
        Path(made).replace(folder / name)
    except OSError as error:
        if made:
            Path(made).unlink(missing_ok=True)
        raise Refused("cannot_write", file=name, detail=error.strerror or type(error).__name__) from None


@dataclass(frozen=True)
class StoredArticle:
    """An article word for word. `clauses`: number → (text, points); empty where the file was not cut."""

    article: str
    title: str
    text: str
    clauses: Mapping[str, str] = field(default_factory=dict)

    def find_clause(self, number: str) -> str | None:
        """A clause with its number and points, None where the article has none such."""
        clauses = self.clauses or dict(_told(clause) for clause in cut_clauses(self.text.split("\n")).clauses)
        return f"{number}. {clauses[number]}" if number in clauses else None


@dataclass(frozen=True)
class OfficialTexts:
    """What was imported: the newest and the first text of documents, by number, then by article."""

    current: Mapping[str, Mapping[str, StoredArticle]]
    original: Mapping[str, Mapping[str, StoredArticle]]
    version: str

    @classmethod
    def read(cls, folder: Path) -> OfficialTexts:
        """All texts of a folder. Refused names a file that cannot be read."""
        current: dict[str, Mapping[str, StoredArticle]] = {}
        original: dict[str, Mapping[str, StoredArticle]] = {}
        digest = sha256()
        for path in sorted(folder.glob("*.json")):
            content = path.read_bytes()
            digest.update(path.name.encode() + b"\0" + sha256(content).digest())
            try:
                told = json.loads(content)
                articles = {str(raw["article"]): _stored(raw) for raw in told["articles"]}
                (original if path.stem.endswith(ORIGINAL) else current)[str(told["document"])] = articles
            except (ValueError, KeyError, TypeError):
                raise Refused("bad_store", file=path.name) from None
        return cls(current, original, digest.hexdigest()[:12])

    @property
    def documents(self) -> frozenset[str]:
        return frozenset({*self.current, *self.original})

    def find(self, document: Document, article: str, on: date | None = None) -> StoredArticle | None:
        """The official article as of a day (default: as it stands now); None where the text of that day is not here."""
        known = document.articles.get(article)
        if known is None or len(known.versions) < 2:
            return self._newest(document.number, article)
        version = known.find_version(on) if on else known.versions[-1]
        if version is known.versions[-1]:
            return self.current.get(document.number, {}).get(article)
        if version is known.versions[0] and document.number in self.original:
            return self.original[document.number].get(article)
        return None

    def _newest(self, number: str, article: str) -> StoredArticle | None:
        return (self.current.get(number) or self.original.get(number) or {}).get(article)


def _stored(raw: Mapping[str, Any]) -> StoredArticle:
    cut = [
        OfficialClause(clause["clause"], clause["text"], [Point(p["point"], p["text"]) for p in clause["points"]])
        for clause in raw.get("clauses") or ()
    ]
    clauses = dict(_told(clause) for clause in cut)
    return StoredArticle(str(raw["article"]), str(raw.get("title") or ""), str(raw["text"]), clauses)


def _told(clause: OfficialClause) -> tuple[str, str]:
    points = [f"{point.point}) {point.text}" for point in clause.points]
    return clause.clause, "\n".join(part for part in (clause.text, *points) if part)
