"""`python -m knowledge_base import FILE --document NUMBER`: read, check, write, report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from knowledge_base import KnowledgeBase
from knowledge_base.importer.articles import Cutting, cut_articles
from knowledge_base.importer.identity import Identity, identify
from knowledge_base.importer.lines import Line
from knowledge_base.importer.refusal import Refused, limits, told
from knowledge_base.importer.report import list_doubts, list_gaps
from knowledge_base.importer.sniff import find_format
from knowledge_base.importer.store import default_folder, file_name, write_text
from knowledge_base.law.models import Document

Say = Callable[[str], None]


@dataclass(frozen=True)
class Imported:
    """What came of an import: the file written, the articles, and the places to look at again."""

    path: Path
    cutting: Cutting
    doubts: list[str]
    replaced: bool


def _to_stderr(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def read_lines(path: Path, say: Say = _to_stderr) -> list[Line]:
    """The lines of a file of any of the four formats. Refused says why not."""
    found = find_format(path)
    say(told("progress", "reading", file=path.name, size=max(1, path.stat().st_size // 1024)))
    if found == "docx":
        from knowledge_base.importer.read_docx import read_docx

        return read_docx(path)
    if found == "html":
        from knowledge_base.importer.read_html import read_html

        return read_html(path)
    if found == "pdf":
        from knowledge_base.importer.read_pdf import read_pdf

        return read_pdf(path, lambda page: say(told("progress", "page", page=page)) if page % 10 == 0 else None)
    from knowledge_base.importer.read_txt import read_txt

    return read_txt(path)


def import_file(
    path: Path,
    number: str,
    kb: KnowledgeBase,
    on: date,
    folder: Path,
    original: bool = False,
    say: Say = _to_stderr,
) -> Imported:
    """Take one official text in. Refused leaves everything as it was. `on` is the day of the import."""
    document = kb.find_document(number)
    if document is None:
        raise Refused("unknown_document", document=number)
    lines = read_lines(path, say)
    say(told("progress", "cutting", lines=len(lines)))
    cutting = cut_articles(lines)
    if not cutting.articles:
        raise Refused("no_articles", file=path.name)
    identity = identify(cutting, document, kb.documents.values(), limits()["likeness"])
    _refuse_other(identity, path, document)
    doubts = list_doubts(cutting, document, identity, original)
    target = folder / file_name(document.number, original)
    replaced = target.exists()
    say(told("progress", "writing", file=target.name))
    write_text(folder, target.name, _told(cutting, document, path, on))
    return Imported(target, cutting, doubts, replaced)


def _refuse_other(identity: Identity, path: Path, document: Document) -> None:
    if identity.is_wanted:
        return
    if identity.number:
        raise Refused("other_document", file=path.name, found=identity.number, document=document.number)
    if identity.closer:
        raise Refused("closer", file=path.name, found=identity.closer, document=document.number)
    likeness = round(100 * (identity.likeness or 0))
    raise Refused("other_words", file=path.name, document=document.number, likeness=likeness)


def _told(cutting: Cutting, document: Document, path: Path, on: date) -> dict[str, Any]:
    articles = [
        {
            "article": article.article,
            "title": article.title,
            "text": article.text,
            "clauses": [
                {"clause": c.clause, "text": c.text, "points": [vars(point) for point in c.points]}
                for c in article.cut.clauses
            ],
        }
        for article in cutting.articles
    ]
    complete = not list_gaps([article.article for article in cutting.articles])
    head = {
        "document": document.number,
        "title": document.title,
        "source": path.name,
        "imported": on.isoformat(),
    }
    return {**head, "complete": complete, "articles": articles}


def report(imported: Imported, document: str, ours: int) -> str:
    """The report that an import prints."""
    articles = imported.cutting.articles
    clauses = [c for article in articles for c in article.cut.clauses]
    counts = {
        "articles": len(articles),
        "clauses": sum(c.clause != "0" for c in clauses),
        "points": sum(len(c.points) for c in clauses),
    }
    say = [told("report", "done", document=document, file=imported.path, **counts)]
    if imported.replaced:
        say.append(told("report", "replaced"))
    say.append(told("report", "numbering", first=articles[0].article, last=articles[-1].article))
    if not list_gaps([article.article for article in articles]) and not imported.cutting.found.repeated:
        say.append(told("report", "complete"))
    if ours:
        say.append(told("report", "expected", ours=ours, found=len(articles)))
    if imported.doubts:
        say.append(told("report", "doubts", count=len(imported.doubts)))
        say += [told("report", "doubt", text=doubt) for doubt in imported.doubts]
    else:
        say.append(told("report", "none"))
    return "\n".join(say)


def run(path: Path, number: str, texts: Path | None, original: bool, kb: KnowledgeBase, on: date) -> int:
    """The command. 0 done, 2 refused with one sentence and nothing changed."""
    folder = texts or default_folder()
    try:
        imported = import_file(path, number, kb, on, folder, original)
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    document = kb.find_document(number)
    assert document is not None
    print(report(imported, document.number, len(document.articles)))
    return 0
