"""Word texts: paragraphs and tables in reading order, automatic numbers written out, notes left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from knowledge_base.importer.lines import Line, hard_lines
from knowledge_base.importer.numbering import Numbering
from knowledge_base.importer.refusal import Refused

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read_docx(path: Path) -> list[Line]:
    """The lines of a .docx; what was deleted with tracked changes is not there."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        with ZipFile(path) as archive:
            names = set(archive.namelist())
            body = etree.fromstring(archive.read("word/document.xml"), parser).find(f"{W}body")
            parts = {}
            for name in ("word/numbering.xml", "word/styles.xml"):
                parts[name] = etree.fromstring(archive.read(name), parser) if name in names else None
    except RuntimeError:
        raise Refused("encrypted", file=path.name) from None
    except (BadZipFile, KeyError, OSError, etree.XMLSyntaxError):
        raise Refused("broken", file=path.name) from None
    if body is None:
        raise Refused("broken", file=path.name)
    numbering = Numbering(parts["word/numbering.xml"], parts["word/styles.xml"])
    return list(hard_lines(_blocks(body, numbering)))


def _blocks(container: Any, numbering: Numbering) -> Iterator[str]:
    for element in container:
        if element.tag == f"{W}p":
            yield numbering.label(element) + _text(element)
        elif element.tag == f"{W}tbl":
            yield from _rows(element, numbering)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _blocks(element, numbering)


def _rows(table: Any, numbering: Numbering) -> Iterator[str]:
    """One line a row; a table of a single column is only a frame around paragraphs."""
    for row in table.iter(f"{W}tr"):
        cells = [" ".join(t for t in _blocks(cell, numbering) if t.strip()) for cell in row.findall(f"{W}tc")]
        if len(cells) == 1:
            yield from _blocks(row.find(f"{W}tc"), numbering)
        else:
            yield " | ".join(cell.strip() for cell in cells if cell.strip())


def _text(paragraph: Any) -> str:
    parts: list[str] = []
    for element in paragraph.iter():
        if any(above.tag == _FALLBACK for above in element.iterancestors()):
            continue
        if element.tag == f"{W}t":
            parts.append(element.text or "")
        elif element.tag == f"{W}tab" and element.getparent().tag == f"{W}r":
            parts.append("\t")
        elif element.tag in (f"{W}br", f"{W}cr"):
            parts.append("\n")
        elif element.tag == f"{W}noBreakHyphen":
            parts.append("-")
    return "".join(parts)
