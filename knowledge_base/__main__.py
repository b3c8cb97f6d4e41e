"""`python -m knowledge_base check [--texts DIR] | show PLACE [--verbatim] | ask QUESTION | import FILE --document N |
calculate NAME --facts JSON`.

Exit codes: 0 done, 1 the knowledge base has faults, 2 wrong usage or a file refused, 3 nothing found.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge_base import KnowledgeBase, KnowledgeError, load
from knowledge_base.citations import find, format_one, resolve
from knowledge_base.importer import default_folder
from knowledge_base.law.base import EARLIEST
from knowledge_base.law.faults import Faults, told
from knowledge_base.law.loader import load_from
from knowledge_base.law.models import ArticleVersion, Citation, Clause
from knowledge_base.law.phrases import phrases
from knowledge_base.text.resolve_date import VIETNAM

OK, FAULTY, NOT_FOUND = 0, 1, 3


@cache
def _messages() -> dict[str, Any]:
    text = Path(__file__).with_name("messages.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, yaml.CSafeLoader)
    return loaded


def _say(code: str, **details: object) -> str:
    template: str = _messages()[code]
    return template.format(**{key: told(value) for key, value in details.items()})


def check_shipped(kb: KnowledgeBase) -> int:
    """Check the calculations and the rules of transition that this repository ships; gives how many calculations."""
    from knowledge_base.entitlements.checks import check_entitlements
    from knowledge_base.law.checks import check_variants
    from knowledge_base.law.transitions import check_transitions, transitions

    faults = Faults()
    calculations = check_entitlements(kb, faults)
    check_transitions(transitions(), kb, faults)
    check_variants(kb, faults)
    faults.raise_if_any()
    return calculations


def check(kb: KnowledgeBase, calculations: int) -> int:
    """Print what the knowledge base holds."""
    articles = sum(len(document.articles) for document in kb.documents.values())
    counts = {"documents": len(kb.documents), "articles": articles, "parameters": len(kb.parameters)}
    counts |= {"calculations": calculations}
    held = {**counts, "entries": len(kb.faq), "topics": len(kb.topics)}
    print(_say("checked", **held, checked_until=kb.checked_until, version=kb.version))
    return OK


def check_texts(kb: KnowledgeBase, texts: Path | None) -> int:
    """Print where our words and the official texts part."""
    from knowledge_base.official_check import check_against

    return check_against(kb, texts) if texts else OK


def _clause_lines(clause: Clause) -> list[str]:
    label = f"{clause.number}. " if clause.number != "0" else ""
    return [f"{label}{clause.text}", *(f"   {key}) {text}" for key, text in clause.points.items())]


def _version_lines(version: ArticleVersion, clause: str | None) -> list[str]:
    amended = _say("amended_by", document=version.amended_by) if version.amended_by else ""
    lines = [_say("in_force", start=version.effective_from, end=version.effective_to) + amended]
    if version.partial:
        lines.append(phrases()["article_partial"])
    for number, told_clause in version.clauses.items():
        if clause in (None, number):
            lines += _clause_lines(told_clause)
    return lines


def show(reference: str, kb: KnowledgeBase, on: date, verbatim: bool = False) -> int:
    """Print an article, or a clause of it, as of a day: in our own words, or word for word where it was imported."""
    mentions = [mention for mention in find(reference) if mention.article]
    if not mentions:
        print(_say("no_reference", text=reference), file=sys.stderr)
        return NOT_FOUND
    if verbatim:
        return max(_show_official(resolve(m, kb, on), m.text, m.clause, kb, on) for m in mentions)
    results = [_show_one(resolve(mention, kb, on), mention.text, mention.clause, kb, on) for mention in mentions]
    return max(results)


def _show_official(citation: Citation | None, text: str, clause: str | None, kb: KnowledgeBase, on: date) -> int:
    if citation is None:
        print(_say("no_place", text=text), file=sys.stderr)
        return NOT_FOUND
    details = {"article": citation.article, "document": citation.document, "on": on}
    official = kb.find_official(citation.document, citation.article, on)
    if official is None:
        source = kb.documents[citation.document].source or _messages()["no_source"]
        print(_say("no_official", **details, source=source), file=sys.stderr)
        return NOT_FOUND
    words = official.find_clause(clause) if clause else official.text
    if words is None:
        print(_say("no_official_clause", **details, clause=clause), file=sys.stderr)
        return NOT_FOUND
    print(f"{format_one(Citation(citation.document, citation.article, clause), kb, on)}. {official.title}".rstrip())
    print(words)
    return OK


def _show_one(citation: Citation | None, text: str, clause: str | None, kb: KnowledgeBase, on: date) -> int:
    if citation is None:
        print(_say("no_place", text=text), file=sys.stderr)
        return NOT_FOUND
    version = kb.find_article(citation.document, citation.article, on)
    details = {"article": citation.article, "document": citation.document, "on": on}
    if version is None:
        print(_say("not_in_force", **details), file=sys.stderr)
        return NOT_FOUND
    if clause and clause not in version.clauses:
        print(_say("no_clause", **details, clause=clause), file=sys.stderr)
        return NOT_FOUND
    print(f"{format_one(citation, kb, on)}. {version.heading}")
    print("\n".join(_version_lines(version, citation.clause)))
    return OK


def ask(question: str, kb: KnowledgeBase, on: date) -> int:
    """Print what the assistant would say from the words alone."""
    from knowledge_base.decision import answer_text_only

    decision = answer_text_only(question, kb, on)
    topic = kb.topics[decision.topic].name if decision.topic else "–"
    print(_say("decision", kind=decision.kind, confidence=f"{decision.confidence:.2f}", topic=topic))
    if decision.answer:
        print(decision.answer.text)
    for option in decision.options:
        print(f"- {option.title}")
    return OK


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(_say("bad_date", text=text)) from None


def _not_covered(asked: argparse.Namespace, kb: KnowledgeBase) -> str:
    """What is wrong with the day that is asked; "" for a day whose law is told."""
    on = getattr(asked, "date", None)
    last = date(kb.checked_until.year + 1, 12, 31)
    return _say("not_covered", on=on, first=EARLIEST, last=last) if on and not kb.covers(on) else ""


def _parser(today: date) -> argparse.ArgumentParser:
    usage = _messages()["usage"]
    parser = argparse.ArgumentParser("python -m knowledge_base", description=usage["description"])
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("check", help=usage["check"])
    command.add_argument("--texts", type=Path, help=usage["check_texts"])
    command = commands.add_parser("import", help=usage["import"])
    command.add_argument("file", type=Path, help=usage["file"])
    command.add_argument("--document", required=True, help=usage["document"])
    command.add_argument("--texts", type=Path, help=usage["texts"])
    command.add_argument("--original", action="store_true", help=usage["original"])
    for name in ("show", "ask"):
        command = commands.add_parser(name, help=usage[name])
        command.add_argument("text")
        command.add_argument("--date", type=_day, default=today, help=usage["date"])
        command.add_argument("--texts", type=Path, help=usage["texts"])
        if name == "show":
            command.add_argument("--verbatim", action="store_true", help=usage["verbatim"])
    commands.add_parser("calculate", help=usage["calculate"], add_help=False)
    return parser


def main(arguments: list[str], today: date, root: Path | None = None) -> int:
    """Run one command; the exit code tells how it went."""
    if arguments[:1] == ["calculate"]:
        from knowledge_base.entitlements import cli

        return cli.run(arguments[1:], today=today)
    asked = _parser(today).parse_args(arguments)
    asked.shipped = root is None
    if asked.command == "check" and asked.shipped and any(default_folder().glob("*.json")):
        asked.texts = asked.texts or default_folder()
    try:
        return _run(asked, _load(asked, root), today)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        print(_say("faults", count=len(error.faults)), file=sys.stderr)
        return FAULTY


def _load(asked: argparse.Namespace, root: Path | None) -> KnowledgeBase:
    """What a command works on: an import and a check do not read what was imported before."""
    if asked.command in ("import", "check"):
        return load_from(root or Path(__file__).parent)
    return load(root, asked.texts)


def _run(asked: argparse.Namespace, kb: KnowledgeBase, today: date) -> int:
    if wrong := _not_covered(asked, kb):
        print(wrong, file=sys.stderr)
        return NOT_FOUND
    if asked.command == "import":
        from knowledge_base.importer.command import run

        return run(asked.file, asked.document, asked.texts, asked.original, kb, today)
    if asked.command == "check":
        return check(kb, check_shipped(kb) if asked.shipped else 0) or check_texts(kb, asked.texts)
    if asked.command == "show":
        return show(asked.text, kb, asked.date, asked.verbatim)
    return ask(asked.text, kb, asked.date)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], datetime.now(VIETNAM).date()))
