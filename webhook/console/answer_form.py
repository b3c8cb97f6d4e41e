"""What stands in the answer form, read from a request and kept when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from webhook.console.lookup import Found, describe, look_up
from webhook.tickets.answering import Draft
from webhook.tickets.citations import find_article, from_form
from webhook.tickets.states import refuse

MOST_CITATIONS = 8


@dataclass(frozen=True)
class AnswerForm:
    """A draft with the row version that its writer saw, and its citations as chips."""

    draft: Draft
    version: int
    chips: tuple[Found, ...] = ()


def empty_form() -> AnswerForm:
    """Nothing written yet."""
    return AnswerForm(Draft("", "law"), 0)


def read_form(sent: MultiDict[str, str], kb: Any, on: date) -> AnswerForm:
    """Read the form; citations that are none are dropped, whole ones typed into the search box count as chosen."""
    values = [*sent.getlist("citation"), *_typed(sent.get("search", ""), kb, on)]
    found = [citation for value in dict.fromkeys(values) if (citation := from_form(value)) is not None]
    citations = tuple(found[:MOST_CITATIONS])
    draft = Draft(
        text=sent.get("text", "").replace("\r\n", "\n"),
        basis_kind=sent.get("basis_kind", ""),
        citations=citations,
        confirmed=frozenset(sent.getlist("confirmed")),
    )
    chips = tuple(describe(kb, citation, on) for citation in citations if find_article(kb, citation) is not None)
    return AnswerForm(draft, sent.get("version", 0, int), chips)


def _typed(words: str, kb: Any, on: date) -> list[str]:
    """A place typed without choosing it (a phone without JavaScript): taken when it means exactly one."""
    if not words.strip():
        return []
    found = look_up(kb, words, on)
    in_force = [place for place in found if place.state == "in_force"]
    if len(in_force) != 1:
        raise refuse("unknown_citation", citation=words.strip()[:80])
    return [in_force[0].value]
