"""Every article of ours against the official article of its time."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base import KnowledgeBase
from knowledge_base.importer import OfficialTexts, Refused, file_name
from knowledge_base.importer.headers import order_of
from knowledge_base.importer.store import StoredArticle
from knowledge_base.law.models import Article, ArticleVersion, Clause, Document
from knowledge_base.official_check.copies import find_copied, grams, syllables
from knowledge_base.official_check.figures import (
    counted_words,
    days,
    figures,
    mend_scan,
    percents,
    without_documents,
    written_figures,
)
from knowledge_base.text.normalize import fold, nfc

Articles = Mapping[str, StoredArticle]


@dataclass(frozen=True)
class Finding:
    """One thing to mend; `article` and `clause` are "" where it is about the whole document."""

    document: str
    article: str
    clause: str
    code: str
    message: str

    def __str__(self) -> str:
        place = "place_clause" if self.clause else "place" if self.article else "place_document"
        file = Path(file_name(self.document)).with_suffix(".yaml").name
        return _sentences()[place].format(file=file, article=self.article, clause=self.clause, message=self.message)


@cache
def _load(name: str) -> dict[str, Any]:
    loaded = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return loaded or {}


def _sentences() -> dict[str, str]:
    return _load("sentences.yaml")


def selections() -> dict[str, dict[str, Any]]:
    """Documents of which only some articles are told → the reason, and which are left out ("all" that are not told)."""
    return _load("selections.yaml")


def waivers() -> dict[str, dict[str, Any]]:
    """ "document:article" → figures that our words rightly have and the stored copy has not, with the reason."""
    return _load("waivers.yaml")


def check_against(kb: KnowledgeBase, folder: Path) -> int:
    """Print every finding and a count. 0 clean, 1 findings, 2 no texts there."""
    try:
        texts = read_texts(folder)
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    findings = find_all(kb.documents, texts)
    for finding in findings:
        print(finding, file=sys.stderr)
    shared = [d for d in kb.documents.values() if d.number in texts.documents and d.articles]
    counts = {
        "documents": len(shared),
        "articles": sum(len(d.articles) for d in shared),
        "findings": len(findings),
    }
    print(_sentences()["done"].format(**counts))
    selected = [document.number for document in shared if document.number in selections()]
    if selected:
        print(_sentences()["selected"].format(documents=", ".join(selected)))
    return 1 if findings else 0


def read_texts(folder: Path) -> OfficialTexts:
    """The official texts of a folder; Refused where there is no folder or no text."""
    if not folder.is_dir():
        raise Refused("no_folder", file=folder)
    texts = OfficialTexts.read(folder)
    if not texts.documents:
        raise Refused("no_texts", file=folder)
    return texts


def find_all(documents: Mapping[str, Document], texts: OfficialTexts) -> list[Finding]:
    """All findings, by document and article. Documents without articles of ours or without a text are passed over."""
    titles = sorted({nfc(document.title).lower() for document in documents.values()}, key=len, reverse=True)
    found: list[Finding] = []
    for document in documents.values():
        if document.number in texts.documents and document.articles:
            found += _missing(document, texts)
            for article in document.articles.values():
                found += _article(document, article, texts, titles)
    return found


def _finding(document: Document, article: str, clause: str, code: str, **details: object) -> Finding:
    return Finding(document.number, article, clause, code, _sentences()[code].format(**details))


def _missing(document: Document, texts: OfficialTexts) -> Iterator[Finding]:
    official = texts.current.get(document.number) or texts.original.get(document.number) or {}
    left_out = selections().get(document.number, {}).get("left_out", "")
    missing = sorted(set(official) - set(document.articles), key=order_of)
    missing = [article for article in missing if left_out != "all" and not _is_listed(article, left_out)]
    if missing:
        yield _finding(document, "", "", "missing", articles=", ".join(missing))


def _is_listed(article: str, ranges: str) -> bool:
    """Whether "1-4, 47-64" names an article."""
    bounds = [part.strip().partition("-") for part in ranges.split(",") if part.strip()]
    return any(order_of(first) <= order_of(article) <= order_of(last or first) for first, _, last in bounds)


def _article(document: Document, article: Article, texts: OfficialTexts, titles: list[str]) -> Iterator[Finding]:
    current = find_official(texts.current.get(document.number, {}), article.article)
    original = find_official(texts.original.get(document.number, {}), article.article)
    if current is None and original is None:
        if not any(version.amended_by or version.partial for version in article.versions):
            yield _finding(document, article.article, "", "unknown")
        return
    copied_from = {gram for text in (current, original) if text for gram in grams(text.text)}
    for version in article.versions:
        basis = _basis(article, version, current, original, texts)
        known = Known.of(basis, version) if basis else None
        for clause in version.clauses.values():
            yield from _clause(document, version, clause, known, copied_from, titles)


def find_official(articles: Articles, number: str) -> StoredArticle | None:
    """An official article, also one such as 48a that a copy left inside the article before it."""
    found = articles.get(number)
    if found is not None or number.isdigit():
        return found
    holder = articles.get(str(order_of(number)[0]))
    opening = re.search(rf"^Điều {number}\. .*(?:\n(?!Điều \d+[a-zđ]?\. ).*)*", holder.text, re.M) if holder else None
    return StoredArticle(number, "", opening[0]) if opening else None


def _basis(
    article: Article,
    version: ArticleVersion,
    current: StoredArticle | None,
    original: StoredArticle | None,
    texts: OfficialTexts,
) -> str | None:
    """The official words of a version's time; None where they are not here.

    An amended version is compared with the newest text only where that text differs from the first one.
    """
    if version.partial:
        return None
    is_first = version is article.versions[0] and not version.amended_by
    if is_first:
        first = original or current
        return _whole(first) if first else None
    amending = texts.current.get(version.amended_by or "", {})
    if current and original and syllables(fold(current.text)) == syllables(fold(original.text)) and not amending:
        return None
    if current and original is None and not amending:
        return None
    parts = [_whole(text) for text in (current or original, *amending.values()) if text]
    return "\n".join(parts)


def _whole(article: StoredArticle) -> str:
    return f"Điều {article.article}. {article.title}\n{article.text}"


@dataclass(frozen=True)
class Known:
    """What an official article says in figures; `own` are the days of a version's validity, which may be told too."""

    figures: set[Fraction]
    percents: set[Fraction]
    days: set[tuple[int, int, int]]
    own: tuple[date, ...]

    @classmethod
    def of(cls, official: str, version: ArticleVersion) -> Known:
        own = tuple(day for day in (version.effective_from, version.effective_to) if day)
        mended = mend_scan(official)
        return cls(figures(mended), percents(mended), days(mended), own)

    def list_odd(self, text: str) -> list[str]:
        """The figures of our text that the official article does not have, as written."""
        told = without_documents(text)
        for day in self.own:
            told = re.sub(rf"(?:\b0?{day.day}/)?\b0?{day.month}/{day.year}\b", " ", told)
        odd = [w for value, w in (*written_figures(told), *counted_words(told)) if value not in self.figures]
        odd += [f"{told_percent(value)}%" for value in percents(told) if value not in self.percents]
        odd += [f"{d}/{m}/{y}" for d, m, y in days(told) if (d, m, y) not in self.days]
        return list(dict.fromkeys(odd))


def told_percent(value: Fraction) -> str:
    """ "1,5" for 3/2."""
    return f"{float(value):g}".replace(".", ",")


def _clause(
    document: Document,
    version: ArticleVersion,
    clause: Clause,
    known: Known | None,
    copied_from: set[tuple[str, ...]],
    titles: list[str],
) -> Iterator[Finding]:
    texts = [clause.text, *clause.points.values()]
    number = clause.number if clause.number != "0" else ""
    if known is not None:
        waived = waivers().get(f"{document.number}:{version.article}", {}).get("figures", [])
        odd = [w for text in texts for w in known.list_odd(text) if w not in waived]
        if odd:
            yield _finding(document, version.article, number, "figure", figures=", ".join(dict.fromkeys(odd)))
    for text in texts:
        copied = find_copied(text, copied_from, titles)
        if copied:
            words = " ".join(copied[1].split()[:8]) + " …"
            yield _finding(document, version.article, number, "copied", count=copied[0], words=words)
