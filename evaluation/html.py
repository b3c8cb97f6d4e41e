"""The little HTML that the report is made of. All words are escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple


class Cell(NamedTuple):
    """A table's cell with a class of the style sheet."""

    text: str
    kind: str = ""


def table(heads: Sequence[str | Cell], rows: Iterable[Sequence[str | Cell]]) -> str:
    """A table with one line of heads."""
    head = "".join(_cell(name, "th") for name in heads)
    body = "".join(f"<tr>{''.join(_cell(one, 'td') for one in row)}</tr>" for row in rows)
    return f'<div class="wide"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def section(title: str, *parts: str) -> str:
    """A heading with what follows."""
    return f"<section><h2>{escape(title)}</h2>{''.join(parts)}</section>"


def small(words: str) -> str:
    """A note."""
    return f'<p class="small">{escape(words)}</p>'


def wide(picture: str) -> str:
    """A picture that may be broader than the screen."""
    return f'<div class="wide">{picture}</div>'


def beside(*parts: str) -> str:
    """Parts next to each other where there is room."""
    return f'<div class="beside">{"".join(f"<div>{part}</div>" for part in parts)}</div>'


def page(title: str, style: str, parts: Iterable[str]) -> str:
    """A whole page that needs no other file."""
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
        f"<body><h1>{escape(title)}</h1>{''.join(parts)}</body></html>\n"
    )


def _cell(one: str | Cell, tag: str) -> str:
    text, kind = one if isinstance(one, Cell) else (one, "")
    return f'<{tag} class="{kind}">{escape(text)}</{tag}>' if kind else f"<{tag}>{escape(text)}</{tag}>"
