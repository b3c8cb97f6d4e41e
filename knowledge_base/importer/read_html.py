"""HTML pages: the part that holds the articles, block by block; notes, menus and scripts are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge_base.importer.lines import Line, hard_lines
from knowledge_base.importer.read_txt import decode
from knowledge_base.importer.refusal import Refused, limits

_BLOCKS = frozenset(limits()["html_blocks"])
_LEFT_OUT = tuple(limits()["html_left_out"])
_ARTICLE = re.compile(r"\s*Điều\s+\d", re.IGNORECASE)
_CHARSET = re.compile(rb"charset=[\"']?\s*([\w-]+)", re.IGNORECASE)
_NOTE = re.compile(r"#_?(?:ftn|edn|fn|note)", re.IGNORECASE)


def read_html(path: Path) -> list[Line]:
    """The lines of the part of the page that holds the articles."""
    from lxml import etree, html

    try:
        tree = html.document_fromstring(_text(path.read_bytes(), path.name))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise Refused("broken", file=path.name) from None
    etree.strip_elements(tree, etree.Comment, *_LEFT_OUT, with_tail=False)
    _drop_notes(tree)
    return list(hard_lines(_blocks(_holder(tree))))


def _text(content: bytes, file: str) -> str:
    declared = _CHARSET.search(content[:4096])
    try:
        text = decode(content, file)
    except Refused:
        if declared is None or declared[1].lower() in (b"utf-8", b"utf8"):
            raise
        try:
            text = content.decode(declared[1].decode("ascii"))
        except (UnicodeDecodeError, LookupError):
            raise Refused("encoding", file=file) from None
    return re.sub(r"^\s*<\?xml[^>]*\?>", "", text)


def _drop_notes(tree: Any) -> None:
    """Marks that lead to a footnote and the notes that they lead to."""
    for element in list(tree.iter("a", "sup", "div")):
        if element.getparent() is None:
            continue
        text = element.text_content().strip()
        is_mark = element.tag == "a" and _NOTE.match(element.get("href") or "") and len(text) < 7
        is_raised = element.tag == "sup" and re.fullmatch(r"\[?\d{1,3}\]?", text)
        is_note = element.tag == "div" and re.fullmatch(r"(?:ftn|edn)\d+", element.get("id") or "")
        if is_mark or is_raised or is_note:
            element.drop_tree()


def _holder(tree: Any) -> Any:
    """The smallest element that holds nearly every block opening with "Điều 12"."""
    counts: dict[Any, int] = {}
    for element in tree.iter():
        if isinstance(element.tag, str) and _ARTICLE.match(element.text or _first_text(element)):
            for above in [element, *element.iterancestors()]:
                counts[above] = counts.get(above, 0) + 1
    here = tree
    while counts.get(here):
        inner = next((child for child in here if counts.get(child, 0) >= counts[here] * 0.95), None)
        if inner is None or inner.tag not in _BLOCKS or inner.tag in ("p", "tr", "li"):
            break
        here = inner
    return here


def _first_text(element: Any) -> str:
    return next((str(text) for text in element.itertext() if text.strip()), "") if element.tag == "p" else ""


def _blocks(element: Any) -> Iterator[str]:
    """Texts of blocks in reading order; the cells of a row are one line."""
    buffer: list[str] = []
    for kind, value in _events(element):
        if kind == "text":
            buffer.append(re.sub(r"\s+", " ", value))
        elif kind == "cell":
            buffer.append(" | " if "".join(buffer).strip() else "")
        else:
            yield "".join(buffer)
            buffer = []
    yield "".join(buffer)


def _events(element: Any) -> Iterator[tuple[str, str]]:
    is_block = element.tag in _BLOCKS and not (element.tag == "p" and element.getparent().tag in ("td", "th"))
    if element.tag in ("td", "th"):
        yield "cell", ""
    elif is_block or element.tag == "br":
        yield "break", ""
    if element.text:
        yield "text", element.text
    for child in element:
        yield from _events(child)
        if child.tail:
            yield "text", child.tail
    if is_block:
        yield "break", ""
