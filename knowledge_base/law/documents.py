"""documents/*.yaml → Document. The format is told in docs/knowledge-format.md."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from knowledge_base.law.faults import Faults, Place
from knowledge_base.law.fields import Fields
from knowledge_base.law.models import Article, ArticleVersion, Clause, Document
from knowledge_base.law.yaml_files import parse_yaml

KINDS = ("bo_luat", "luat", "nghi_dinh", "nghi_quyet", "thong_tu", "quyet_dinh")
STATUSES = ("in_force", "future", "expired", "draft")


def read_document(content: bytes, file: str, faults: Faults) -> Document | None:
    """One document, or None when it has no number to stand under."""
    loaded = parse_yaml(content, file, faults)
    if loaded is None:
        return None
    fields = Fields(loaded, Place(file), faults)
    number = fields.text("number")
    status = fields.choice("status", STATUSES)
    start, end = fields.span("effective_from", "effective_to", required=status != "draft")
    articles = [_article(raw, number, start, end, fields) for raw in fields.items("articles", required=False)]
    document = Document(
        number=number,
        kind=fields.choice("kind", KINDS),
        title=fields.text("title"),
        short=fields.text("short"),
        aliases=fields.texts("aliases", required=False),
        issuer=fields.text("issuer"),
        issued=fields.day("issued", required=status != "draft"),
        effective_from=start,
        effective_to=end,
        status=status,
        replaces=fields.texts("replaces", required=False),
        replaced_by=fields.texts("replaced_by", required=False),
        amended_by=fields.texts("amended_by", required=False),
        source=fields.optional("source"),
        articles=_by_number(articles, fields),
    )
    fields.finish()
    return document if number else None


def _by_number(articles: list[tuple[Article, Place]], fields: Fields) -> dict[str, Article]:
    found: dict[str, Article] = {}
    places: dict[str, Place] = {}
    for article, place in articles:
        if article.article in found:
            fields.faults.add(place, "duplicate_id", id=f"Điều {article.article}", first=places[article.article])
        found[article.article] = article
        places[article.article] = place
    return found


def _article(raw: object, number: str, start: date | None, end: date | None, document: Fields) -> tuple[Article, Place]:
    fields = Fields(raw, document.place, document.faults)
    name = fields.named("article")
    heading = fields.text("heading")
    article = Article(
        document=number,
        article=name,
        heading=heading,
        topics=fields.texts("topics", required=False),
        questions=fields.texts("questions", required=False),
        versions=_versions(fields, number, name, heading, (start, end)),
        title=fields.optional("title") or "",
    )
    fields.finish()
    return article, fields.place


def _versions(
    fields: Fields, number: str, name: str, heading: str, within: tuple[date | None, date | None]
) -> tuple[ArticleVersion, ...]:
    partial = fields.flag("partial")
    start = fields.day("effective_from", required=False) or within[0]
    end = fields.day("effective_to", required=False) or within[1]
    clauses = _clauses(fields.mapping("clauses"), fields)
    raw_versions = fields.items("versions", required=False)
    if raw_versions and clauses:
        fields.fault("both_clauses")
    if not raw_versions:
        if not clauses:
            fields.fault("no_clauses")
        versions = [ArticleVersion(number, name, heading, clauses, start, end, None, partial)]
    else:
        versions = [_version(raw, fields, number, name, heading, partial) for raw in raw_versions]
        check_row([(v.effective_from, v.effective_to) for v in versions], fields)
    _check_inside(versions, within, fields)
    return tuple(versions)


def _version(raw: object, article: Fields, number: str, name: str, heading: str, partial: bool) -> ArticleVersion:
    fields = Fields(raw, article.place, article.faults)
    start, end = fields.span("from", "to")
    clauses = _clauses(fields.mapping("clauses"), fields)
    if not clauses:
        fields.fault("no_clauses")
    amended_by = fields.optional("amended_by")
    told = fields.optional("heading") or heading
    fields.finish()
    return ArticleVersion(number, name, told, clauses, start, end, amended_by, partial)


def _clauses(raw: Mapping[str, Any], article: Fields) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for key, value in raw.items():
        place = Place(article.place.file, article.place.line, f"{article.place.id} khoản {key}")
        if isinstance(value, Mapping):
            found[str(key)] = _clause_with_points(str(key), value, place, article.faults)
        else:
            text = Fields({"text": value}, place, article.faults).text("text")
            found[str(key)] = Clause(str(key), text)
    return found


def _clause_with_points(number: str, raw: Mapping[str, Any], place: Place, faults: Faults) -> Clause:
    fields = Fields(raw, place, faults)
    raw_points = fields.mapping("points")
    text = fields.text("text", required=not raw_points)
    points = Fields(raw_points, fields.place, faults)
    clause = Clause(number, text, {key: points.text(key) for key in raw_points})
    fields.finish()
    return clause


def check_row(spans: list[tuple[date | None, date | None]], fields: Fields) -> None:
    """Notes gaps and overlaps between spans that must follow each other day by day."""
    for (_, end), (start, _) in pairwise(spans):
        if start is None:
            continue
        if end is None or start <= end:
            fields.fault("overlap", start=start)
        elif start != end + timedelta(days=1):
            fields.fault("gap", start=end + timedelta(days=1), end=start - timedelta(days=1))


def _check_inside(versions: list[ArticleVersion], within: tuple[date | None, date | None], fields: Fields) -> None:
    doc_start, doc_end = within
    for version in versions:
        start, end = version.effective_from, version.effective_to
        if start and end and end < start:
            fields.fault("dates_backwards", start_key="effective_from", start=start, end_key="effective_to", end=end)
        early = start and doc_start and start < doc_start
        late = doc_end and (end is None or end > doc_end)
        if early or late:
            fields.fault("outside_document", start=start, end=end, doc_start=doc_start, doc_end=doc_end)


def read_documents(files: list[tuple[Path, bytes]], root: Path, faults: Faults) -> dict[str, Document]:
    """All documents by number; a number written in two files is a fault."""
    found: dict[str, Document] = {}
    files_of: dict[str, str] = {}
    for path, content in files:
        file = path.relative_to(root).as_posix()
        document = read_document(content, file, faults)
        if document is None:
            continue
        if document.number in found:
            faults.add(Place(file, 1), "duplicate_id", id=document.number, first=files_of[document.number])
        found[document.number] = document
        files_of[document.number] = file
    return found
