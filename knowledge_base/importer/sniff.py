"""What a file is, by its name and by its first bytes; what cannot be read is refused before it is opened further."""

from __future__ import annotations

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from knowledge_base.importer.refusal import Refused, limits

_MEGABYTE = 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_TAGS = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<div",
    b"<p",
    b"<table",
    b"<?xml",
    b"<!--",
    b"<meta",
)


def find_format(path: Path) -> str:
    """docx, html, pdf or txt. Refused says what is wrong with the file."""
    if path.is_dir():
        raise Refused("folder", file=path.name)
    if not path.is_file():
        raise Refused("missing", file=path.name)
    size = path.stat().st_size
    if size == 0:
        raise Refused("empty", file=path.name)
    if size > limits()["file"] * _MEGABYTE:
        raise Refused("too_big", file=path.name, size=size // _MEGABYTE, limit=limits()["file"])
    wanted = limits()["extensions"].get(path.suffix.lower())
    if wanted is None and path.suffix.lower() != ".doc":
        raise Refused("extension", file=path.name, found=path.suffix or path.name)
    found = _by_content(path)
    if wanted != found:
        raise Refused("not_what_it_says", file=path.name, wanted=path.suffix.lstrip("."), found=found)
    return found


def _by_content(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(2048)
        if start.startswith(_OLE):
            raise Refused("encrypted" if _ENCRYPTED in start + file.read() else "old_word", file=path.name)
    if b"%PDF-" in start[:1024]:
        return "pdf"
    if start.startswith(b"PK"):
        return _zipped(path)
    opening = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if opening.startswith(_TAGS):
        return "html"
    if b"\0" in start and not start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused("broken", file=path.name)
    return "html" if b"<html" in start.lower() else "txt"


def _zipped(path: Path) -> str:
    """docx where the archive holds a Word text of bearable size."""
    try:
        with ZipFile(path) as archive:
            held = {item.filename: item for item in archive.infolist()}
    except (BadZipFile, NotImplementedError):
        raise Refused("broken", file=path.name) from None
    if "word/document.xml" not in held:
        return "zip"
    size = sum(item.file_size for name, item in held.items() if name.endswith(".xml")) // _MEGABYTE
    if size > limits()["unpacked"]:
        raise Refused("too_big_inside", file=path.name, size=size, limit=limits()["unpacked"])
    return "docx"
