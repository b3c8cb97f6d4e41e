"""An expert's answer: checked, composed as the worker reads it, handed to the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from knowledge_base.citations import format_basis
from knowledge_base.law.models import Citation
from webhook.clock import VIETNAM
from webhook.conversations.models import Message
from webhook.conversations.outbox import queue_message
from webhook.staff.models import Staff
from webhook.tickets.citations import IN_FORCE, state_on, tell, to_form, to_json
from webhook.tickets.models import Ticket, TicketAnswer, TicketQuestion
from webhook.tickets.moves import require_version, write_move
from webhook.tickets.states import refuse
from webhook.tickets.words import read, rule, text, word

BASIS_KINDS = ("law", "none_needed", "asking_more")


@dataclass(frozen=True)
class Draft:
    """What stands in the answer form."""

    text: str
    basis_kind: str
    citations: tuple[Citation, ...] = ()
    confirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Composed:
    """The two messages a worker gets: the answer, and the question whether it helped (None when asking more)."""

    answer: str
    helped: str | None


def check_draft(draft: Draft, kb: Any, on: date) -> None:
    """Refuse an empty or overlong text, a missing or unknown basis. Raises TicketError."""
    if not draft.text.strip():
        raise refuse("no_text")
    if len(draft.text) > rule("answer_limit"):
        raise refuse("too_long", length=len(draft.text), limit=rule("answer_limit"))
    if draft.basis_kind not in BASIS_KINDS or (draft.basis_kind == "law" and not draft.citations):
        raise refuse("no_basis")
    if draft.basis_kind != "law" and draft.citations:
        raise refuse("basis_not_wanted", kind=word("basis_kinds", draft.basis_kind))
    for citation in draft.citations:
        if state_on(kb, citation, on) == "missing":
            raise refuse("unknown_citation", citation=tell(kb, citation, on))


def doubtful_citations(draft: Draft, kb: Any, on: date) -> list[tuple[Citation, str]]:
    """Citations that are repealed, not yet in force or a draft on this day, with that state."""
    states = [(citation, state_on(kb, citation, on)) for citation in draft.citations]
    return [(citation, state) for citation, state in states if state != IN_FORCE]


def compose(session: Session, ticket: Ticket, draft: Draft, kb: Any, on: date) -> Composed:
    """The messages, opened by code and question and closed by the basis line."""
    parts = [opening(session, ticket), draft.text.strip()]
    if draft.basis_kind == "law":
        parts.append(format_basis(list(draft.citations), kb, on))
    if draft.basis_kind == "asking_more":
        parts.append(text("answer", "ask_more_end"))
    helped = None if draft.basis_kind == "asking_more" else text("helped", "question")
    return Composed("\n\n".join(parts), helped)


def send_answer(
    session: Session, ticket: Ticket, draft: Draft, by: Staff, version: int, kb: Any, now: datetime
) -> TicketAnswer:
    """Record the answer and queue it. Raises TicketError: not the holder, moved on, no basis, a doubtful one."""
    on = now.astimezone(VIETNAM).date()
    require_version(ticket, version)
    check_draft(draft, kb, on)
    for citation, state in doubtful_citations(draft, kb, on):
        if to_form(citation) not in draft.confirmed:
            raise refuse("doubtful_citation", citation=tell(kb, citation, on), why=word("citation_states", state))
    asking = draft.basis_kind == "asking_more"
    composed = compose(session, ticket, draft, kb, on)
    write_move(session, ticket, "ask_more" if asking else "answer", now, by=by)
    ticket.waiting_since = now if asking else None
    ticket.answered_at = None if asking else now
    ticket.undelivered_at = None
    answer = TicketAnswer(
        author=by,
        text=draft.text.strip(),
        basis_kind=draft.basis_kind,
        citations=[to_json(citation) for citation in draft.citations],
        sent_at=now,
        outbox_ids=_queue(session, ticket, composed, now),
    )
    ticket.answers.append(answer)
    session.flush()
    return answer


def _queue(session: Session, ticket: Ticket, composed: Composed, now: datetime) -> list[int]:
    parts = queue_message(session, ticket.conversation_id, composed.answer, now=now, kind="expert", ticket_id=ticket.id)
    if composed.helped is not None:
        parts += queue_message(
            session,
            ticket.conversation_id,
            composed.helped,
            now=now,
            kind="system",
            quick_replies=helped_buttons(ticket.code),
            ticket_id=ticket.id,
        )
    session.flush()
    return [part.id for part in parts]


def helped_buttons(code: str) -> list[dict[str, str]]:
    """The two quick replies under "did this help?"."""
    return [
        {"title": text("helped", "button_yes"), "payload": f"WEBHOOK:TICKET_HELPED:{code}"},
        {"title": text("helped", "button_no"), "payload": f"WEBHOOK:TICKET_NOT_HELPED:{code}"},
    ]


def opening(session: Session, ticket: Ticket) -> str:
    """ "Phiếu TV-…: anh/chị hỏi “…”", from the questions that no answer has met yet."""
    questions = unanswered(ticket)
    asked, kinds = _asked(session, questions[0])
    if asked:
        more = len(questions) - 1
        key = "opening_several" if more else "opening"
        return text("answer", key, code=ticket.code, question=asked, more=more)
    what = ", ".join(dict.fromkeys(_attachment_word(kind) for kind in kinds)) or _attachment_word("other")
    return text("answer", "opening_attachment", code=ticket.code, what=what)


def unanswered(ticket: Ticket) -> list[TicketQuestion]:
    """The questions added since the last answer, else all of them."""
    last = max((answer.sent_at for answer in ticket.answers if answer.basis_kind != "asking_more"), default=None)
    fresh = [question for question in ticket.questions if last is None or question.added_at > last]
    return fresh or list(ticket.questions)


def _asked(session: Session, question: TicketQuestion) -> tuple[str, list[str]]:
    messages = [session.get(Message, message_id) for message_id in question.message_ids]
    texts = [message.text for message in messages if message is not None and message.text]
    kinds = [
        item.get("type", "other") for message in messages if message is not None for item in message.attachments or []
    ]
    return shorten(" ".join(texts), rule("question_shown")), kinds


def shorten(words: str, limit: int) -> str:
    """One line of at most `limit` characters, cut between words."""
    line = " ".join(words.split())
    if len(line) <= limit:
        return line
    cut = line[: limit - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut else cut) + "…"


def _attachment_word(kind: str) -> str:
    words: dict[str, str] = read("texts")["attachments"]
    return words.get(kind, words["other"])
