"""What an import found and where a person should look again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from knowledge_base.importer.articles import Cutting
from knowledge_base.importer.headers import order_of
from knowledge_base.importer.identity import Identity
from knowledge_base.importer.refusal import limits, told
from knowledge_base.law.models import Document
from knowledge_base.text.normalize import fold

_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdghklmnpqrstvx])?(?:[aeiouy]{1,3})(?:ch|ng|nh|[cmnpt])?|[bcdghklmnpqrstvx]"
)
_WORD = re.compile(r"[^\W\d_]+")
_BROKEN = re.compile(r"\S*(?:\ufffd|[^\W\d_]{3}\d|\d[^\W\d_]{3,})\S*")
_UNITS = re.compile(r"\d+(?:m|km|cm|mm|kg|ha|kw|ml|đ)\d?$", re.IGNORECASE)


def list_doubts(cutting: Cutting, document: Document, identity: Identity, original: bool) -> list[str]:
    """Sentences for the operator, the gravest first."""
    return [
        *_identity_doubts(identity),
        *_row_doubts(cutting),
        *_compared_with_ours(cutting, document),
        *_amended(cutting, document, original),
        *_text_doubts(cutting),
        *_ocr_doubts(cutting),
    ]


def _listed(articles: Sequence[str]) -> str:
    shown = ", ".join(articles[:20])
    return f"{shown} … ({len(articles)})" if len(articles) > 20 else shown


def _doubt(code: str, **details: object) -> str:
    return told("doubts", code, **details)


def _identity_doubts(identity: Identity) -> Iterator[str]:
    if identity.consolidated:
        yield _doubt("consolidated", found=identity.number)
    elif identity.number is None and identity.likeness is None:
        yield _doubt("no_number_no_words")
    elif identity.number is None:
        yield _doubt("no_number", likeness=round(100 * (identity.likeness or 0)))


def list_gaps(articles: Sequence[str]) -> list[str]:
    """The whole numbers that are missing between 1 and the last article."""
    have = {order_of(article)[0] for article in articles}
    return [str(n) for n in range(1, max(have, default=0) + 1) if n not in have]


def _row_doubts(cutting: Cutting) -> Iterator[str]:
    numbers = [article.article for article in cutting.articles]
    if gaps := list_gaps(numbers):
        yield _doubt("gap", articles=_listed([f"Điều {n}" for n in gaps]))
    for article, count in cutting.found.repeated.items():
        yield _doubt("duplicate", article=article, count=count)
    if cutting.found.after_signature:
        yield _doubt("after_signature", count=cutting.found.after_signature)


def _compared_with_ours(cutting: Cutting, document: Document) -> Iterator[str]:
    theirs, ours = {a.article for a in cutting.articles}, set(document.articles)
    if ours and (missing := sorted(ours - theirs, key=order_of)):
        yield _doubt("ours_missing", articles=_listed(missing))
    if ours and (new := sorted(theirs - ours, key=order_of)):
        yield _doubt("theirs_missing", articles=_listed(new))


def _amended(cutting: Cutting, document: Document, original: bool) -> Iterator[str]:
    """Articles whose words changed later: the operator has to know whether the file holds the change."""
    there = {article.article for article in cutting.articles}
    changed = [name for name, article in document.articles.items() if len(article.versions) > 1 and name in there]
    if changed and not original:
        yield _doubt("amended", articles=_listed(changed))


def _text_doubts(cutting: Cutting) -> Iterator[str]:
    untitled = []
    for article in cutting.articles:
        if not article.text:
            yield _doubt("no_text", article=article.article)
        if not article.title:
            untitled.append(article.article)
    if untitled:
        yield _doubt("no_title", count=len(untitled), articles=_listed(untitled))
    yield from _jumps(cutting)


def _jumps(cutting: Cutting) -> Iterator[str]:
    clauses: list[str] = []
    points: list[str] = []
    for article in cutting.articles:
        for clause, before, after in article.cut.jumps:
            place = f"Điều {article.article} khoản {clause}" if clause else f"Điều {article.article}"
            (points if clause else clauses).append(f"{place} ({before} → {after})")
    if clauses:
        yield _doubt("jump", count=len(clauses), places=_listed(clauses))
    if points:
        yield _doubt("point_jump", count=len(points), places=_listed(points))


def _ocr_doubts(cutting: Cutting) -> Iterator[str]:
    found = Counter(word for article in cutting.articles for word in find_odd_words(article.text))
    if found:
        shown = ", ".join(word for word, _ in found.most_common(limits()["ocr_examples"]))
        yield _doubt("ocr", count=sum(found.values()), words=shown)


def find_odd_words(text: str) -> Iterator[str]:
    """Words that no Vietnamese text has: "quy đỊnh", "l0", "thgian"; foreign words may be among them."""
    for match in _BROKEN.finditer(text):
        if not _UNITS.search(match[0]) and "@" not in match[0]:
            yield match[0].strip(".,;:()")
    for word in _WORD.findall(text):
        is_mixed = word[0].islower() and not word.islower()
        if is_mixed or (word.islower() and not _SYLLABLE.fullmatch(fold(word))):
            yield word
