""" "xem nguyên văn Điều 35 BLLĐ": the official article word for word, or where to read it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from actions.brain import get_brain
from actions.phrases import PHRASES, button, tell_day
from actions.reply import Reply, cite, message
from actions.turn import Turn
from knowledge_base import KnowledgeBase
from knowledge_base.citations import Mention, find, format_one, resolve
from knowledge_base.law.models import ArticleVersion, Citation
from knowledge_base.text import find_act_date, nfc

WORDS: dict[str, Any] = PHRASES["verbatim"]
SOURCE, SHORT = "ask_source", 8
MOST = 2000  # characters of one message of Messenger
OWN_WORDS = 1200


def tell_verbatim(turn: Turn) -> Reply | None:
    """The reply to a request for an article's own words; None where the turn asks nothing of the kind."""
    text = nfc(str(turn.parsed.get("text") or ""))
    mentions = [mention for mention in find(text) if mention.article]
    intent = turn.intent
    if intent in WORDS["never_for"] or not _is_asked(text, mentions, intent):
        return None
    kb, last = get_brain().kb, turn.last or {}
    on = min(find_act_date(text, turn.sent_at) or turn.sent_at.date(), turn.sent_at.date())
    citation, clause = _place(mentions, last, kb, on)
    if citation is None:
        asked = WORDS["which"] if mentions else WORDS["what"]
        record = {**_record(None, kb, on), "decision": "clarify", "confidence": 0.0}
        return Reply([message(asked.format(article=mentions[0].article if mentions else ""), button("person"))], record)
    return Reply([message(_told(citation, clause, kb, on), button("person"))], _record(citation, kb, on))


def _is_asked(text: str, mentions: list[Mention], intent: str | None) -> bool:
    """Accented words ask where an article is named or a source is asked for; a boss is quoted "nguyên văn" too.

    Without accents they may be a person's name, so an article has to stand beside them.
    """
    lowered = text.lower()
    if any(words in lowered for words in WORDS["asked"]):
        return bool(mentions) or (intent == SOURCE and len(lowered.split()) <= SHORT)
    for words in WORDS["asked_plain"]:
        for match in re.finditer(rf"(?<!\w){words}(?!\w)", lowered):
            gaps = [lowered[match.end() : mention.start] for mention in mentions if mention.start >= match.end()]
            gaps += [lowered[mention.end : match.start()] for mention in mentions if match.start() >= mention.end]
            if any(gap.strip() in ("", *WORDS["between"]) for gap in gaps):
                return True
    return False


def _place(
    mentions: list[Mention], last: Mapping[str, Any], kb: KnowledgeBase, on: date
) -> tuple[Citation | None, str | None]:
    """The article meant, and the clause as written: the named one, of the document in talk where none is named."""
    places = [Citation(c["document"], c["article"]) for c in last.get("candidates") or []]
    if not mentions:
        return (places[0] if places else None), None
    mention = mentions[0]
    found = resolve(mention, kb, on)
    if found is None and mention.document is None:
        talked = (c.document for c in places if mention.article in kb.documents[c.document].articles)
        document = next(talked, None)
        found = Citation(document, str(mention.article)) if document else None
    return found, mention.clause


def _told(citation: Citation, clause: str | None, kb: KnowledgeBase, on: date) -> str:
    article = kb.documents[citation.document].articles[citation.article]
    version = article.find_version(on) or article.versions[-1]
    official = kb.find_official(citation.document, citation.article, on)
    if official is None:
        return _own_words(citation, version, kb, on)
    words = official.find_clause(clause) if clause else None
    shown = Citation(citation.document, citation.article, clause if words else None)
    opening = WORDS["opening"].format(
        place=_capital(format_one(shown, kb, on)), number=citation.document, dates=_dates(version), title=official.title
    )
    body = words or official.text
    rest = WORDS["rest"].format(source=_source(citation, kb))
    if len(opening) + len(body) + 2 <= MOST:
        return f"{opening}\n\n{body}"
    room = MOST - len(opening) - len(rest) - 4
    return f"{opening}\n\n{cut_at_sentence(body, room)}\n\n{rest}"


def _own_words(citation: Citation, version: ArticleVersion, kb: KnowledgeBase, on: date) -> str:
    told = kb.render_article(version, on, OWN_WORDS, clause=citation.clause)
    sentence: str = WORDS["not_here"]
    return sentence.format(
        place=_capital(format_one(citation, kb, on)),
        number=citation.document,
        dates=_dates(version),
        source=_source(citation, kb),
        told=told,
    )


def cut_at_sentence(text: str, room: int) -> str:
    """The first whole sentences, points or paragraphs of a text within `room` characters."""
    if len(text) <= room:
        return text
    ends = [match.end() for match in re.finditer(r"(?<!\d)[.;:](?=\s)", text[: room + 1]) if match.end() <= room]
    return text[: ends[-1]].rstrip(" :") if ends else text[:room].rsplit(" ", 1)[0]


def _dates(version: ArticleVersion) -> str:
    if version.effective_from is None:
        return str(WORDS["draft"])
    until = WORDS["until"].format(day=tell_day(version.effective_to)) if version.effective_to else ""
    return str(WORDS["since"]).format(day=tell_day(version.effective_from), until=until)


def _source(citation: Citation, kb: KnowledgeBase) -> str:
    document = kb.documents[citation.document]
    return document.source or str(WORDS["no_source"]).format(issuer=document.issuer)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _record(citation: Citation | None, kb: KnowledgeBase, on: date) -> dict[str, Any]:
    topics = kb.documents[citation.document].articles[citation.article].topics if citation else ()
    topic = kb.topics.get(topics[0]) if topics else None
    return {
        "decision": "answer",
        "confidence": 1.0,
        "topic": topic.id if topic else None,
        "department": topic.department if topic else None,
        "entry": None,
        "cause": None,
        "domain": True,
        "on": on.isoformat(),
        "citations": cite([citation]) if citation else [],
        "candidates": [{"document": citation.document, "article": citation.article, "score": 1.0}] if citation else [],
        "options": [],
        "knowledge_version": kb.version,
    }
