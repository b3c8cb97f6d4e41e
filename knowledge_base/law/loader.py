"""Reads a knowledge base from its folder, checks it as a whole, and gives it or every fault found."""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from knowledge_base.directory import read_directory
from knowledge_base.directory.directory import PROVINCES, TOPICS
from knowledge_base.importer import OfficialTexts, Refused
from knowledge_base.law.base import KnowledgeBase
from knowledge_base.law.checks import check_articles, check_entries, check_parameters
from knowledge_base.law.documents import read_documents
from knowledge_base.law.entries import read_faq
from knowledge_base.law.faults import Faults, KnowledgeError, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.parameters import read_parameters
from knowledge_base.law.transitions import RULES
from knowledge_base.law.yaml_files import list_yaml, parse_yaml

META = "meta.yaml"
_FOLDERS = ("documents", "parameters", "faq")
_CALCULATIONS = ("entitlements", "entitlements/common")
_SINGLE = (META, TOPICS, PROVINCES, "phrases.yaml")


def _checked_until(content: bytes, faults: Faults) -> date:
    fields = Fields(parse_yaml(content, META, faults), Place(META), faults)
    checked = fields.day("checked_until") or date.min
    fields.finish()
    return checked


def _read(root: Path, file: str, faults: Faults) -> bytes:
    path = root / file
    if path.is_file():
        return path.read_bytes()
    faults.add(Place(file), "missing_file")
    return b""


def _version(root: Path, files: dict[str, bytes], official: OfficialTexts | None) -> str:
    """A hash of all that is told from: the law, the calculations that rest on it, the official texts."""
    digest = sha256(RULES.read_bytes())
    listed = [path for folder in _CALCULATIONS for path in list_yaml(root, folder)]
    told = files | {path.relative_to(root).as_posix(): path.read_bytes() for path in listed}
    for name in sorted(told):
        digest.update(name.encode() + b"\0" + sha256(told[name]).digest())
    if official and official.documents:
        digest.update(official.version.encode())
    return digest.hexdigest()[:12]


def _texts(folder: Path | None) -> OfficialTexts | None:
    try:
        return OfficialTexts.read(folder) if folder else None
    except Refused as error:
        raise KnowledgeError(str(error)) from None


def load_from(root: Path, texts: Path | None = None) -> KnowledgeBase:
    """The knowledge base in `root`, with the official texts in `texts`.

    KnowledgeError lists everything that is wrong, with file, line and what to do.
    """
    faults = Faults()
    folders = {f: [(path, path.read_bytes()) for path in list_yaml(root, f)] for f in _FOLDERS}
    single = {file: _read(root, file, faults) for file in _SINGLE if file != "phrases.yaml" or (root / file).exists()}
    faults.raise_if_any()
    official = _texts(texts)
    parameters, parameter_places = read_parameters(folders["parameters"], root, faults)
    written = read_faq(folders["faq"], root, faults)
    contents = {path.relative_to(root).as_posix(): content for files in folders.values() for path, content in files}
    kb = KnowledgeBase(
        version=_version(root, {**contents, **single}, official),
        checked_until=_checked_until(single[META], faults),
        directory=read_directory(single[TOPICS], single[PROVINCES], faults),
        documents=read_documents(folders["documents"], root, faults),
        parameters=parameters,
        faq={id_: item.entry for id_, item in sorted(written.items())},
        texts=official,
    )
    check_articles(kb, faults)
    check_parameters(kb, parameter_places, faults)
    check_entries(written, kb, faults)
    faults.raise_if_any()
    return kb
