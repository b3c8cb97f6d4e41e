"""Fingerprints of the files a component stands on: Rasa's cache looks only at the component's own class."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEXT_ROOM = "knowledge_base/text"
_KINDS = (".py", ".yaml", ".yml")
DIRECTORY_ROOM = "knowledge_base/directory"


def fingerprint_of(places: Iterable[str], root: Path = ROOT) -> str:
    """A hash over names and contents of the files, and of all .py, .yaml and .yml files of the folders, at `places`."""
    digest = hashlib.sha256()
    for path in sorted(path for place in places for path in _files(root / place)):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(place: Path) -> list[Path]:
    if place.is_file():
        return [place]
    if not place.is_dir():
        raise FileNotFoundError(f"{place} is neither a file nor a folder; name what the component reads.")
    return [path for path in place.rglob("*") if path.suffix in _KINDS]
