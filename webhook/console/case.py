"""Everything that the ticket page shows, gathered in one reading session."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.clock import VIETNAM
from webhook.config import Settings
from webhook.console.calculation import Calculated, read_calculation, read_facts
from webhook.console.lookup import Found, describe
from webhook.console.thread import Bubble, File, PartState, describe_candidates, list_bubbles, read_files
from webhook.conversations.models import Message, Page
from webhook.messenger.window import SendingWindow, Way
from webhook.staff.models import Staff
from webhook.tickets.citations import find_article, from_json
from webhook.tickets.deadlines import Deadline, human_agent_until, is_overdue, nearer, window_until
from webhook.tickets.delivery import LOST, list_parts
from webhook.tickets.models import Ticket, TicketAnswer, TicketEvent, TicketQuestion
from webhook.tickets.moves import may_make, may_work_on
from webhook.tickets.routing import supporting
from webhook.tickets.states import allowed_moves


@dataclass(frozen=True)
class AskedQuestion:
    """A question of the ticket with what the assistant knew of it."""

    row: TicketQuestion
    text: str
    files: list[File]
    candidates: list[Found]
    facts: list[tuple[str, str]]
    calculation: Calculated | None


@dataclass(frozen=True)
class SentAnswer:
    """An answer and how its parts fare."""

    row: TicketAnswer
    parts: list[PartState]
    citations: list[Found]

    @property
    def lost(self) -> bool:
        return any(part.status in LOST for part in self.parts)

    @property
    def settled(self) -> bool:
        return all(part.status in ("read", "refused") for part in self.parts)


@dataclass(frozen=True)
class Clocks:
    """The hours of a ticket: what presses, the window, which way an answer would go now."""

    deadline: Deadline
    window: datetime | None
    human_agent: datetime | None
    overdue: bool
    way: Way
    stopped: str | None


@dataclass(frozen=True)
class Case:
    """The page's contents; `moves` are those that this person may make now."""

    ticket: Ticket
    clocks: Clocks
    questions: list[AskedQuestion]
    answers: list[SentAnswer]
    bubbles: list[Bubble]
    older: bool
    moves: set[str]
    supporting: list[str]
    events: list[TicketEvent]
    other_codes: list[str]

    @property
    def thread_stamp(self) -> str:
        """Changes whenever the conversation does."""
        states = ".".join(bubble.part.status[0] for bubble in self.bubbles if bubble.part)
        return f"{len(self.bubbles)}-{self.bubbles[-1].at.timestamp() if self.bubbles else 0}-{states}"

    @property
    def answers_stamp(self) -> str:
        """Changes whenever an answer fares differently."""
        return "-".join(part.status for answer in self.answers for part in answer.parts) or "none"


def build_case(
    session: Session, ticket: Ticket, staff: Staff, kb: Any, settings: Settings, now: datetime, whole: bool = False
) -> Case:
    """Read all of it."""
    today = now.astimezone(VIETNAM).date()
    asked_ids = {message_id for question in ticket.questions for message_id in question.message_ids}
    bubbles, older = list_bubbles(session, ticket.conversation_id, asked_ids, kb, today, whole)
    others = select(Ticket.code).where(Ticket.conversation_id == ticket.conversation_id, Ticket.id != ticket.id)
    return Case(
        ticket=ticket,
        clocks=read_clocks(session, ticket, settings, now),
        questions=[_question(session, question, kb, today) for question in ticket.questions],
        answers=[_answer(session, answer, kb, today) for answer in ticket.answers],
        bubbles=bubbles,
        older=older,
        moves=possible_moves(ticket, staff),
        supporting=supporting(ticket.department, (question.department for question in ticket.questions)),
        events=list(reversed(ticket.events)),
        other_codes=list(session.scalars(others.order_by(Ticket.id.desc()))),
    )


def read_clocks(session: Session, ticket: Ticket, settings: Settings, now: datetime) -> Clocks:
    """Deadlines and the way of an expert's message at this moment."""
    wrote = ticket.conversation.last_user_at
    window = window_until(wrote)
    return Clocks(
        deadline=nearer(ticket.due_at, window, ticket.waiting_since, now),
        window=window,
        human_agent=human_agent_until(wrote) if settings.messenger_human_agent else None,
        overdue=is_overdue(ticket.status, ticket.due_at, ticket.waiting_since, now),
        way=SendingWindow(wrote, settings.messenger_human_agent).choose(now, "expert"),
        stopped=session.get_one(Page, ticket.page_id).blocked_reason,
    )


def possible_moves(ticket: Ticket, staff: Staff) -> set[str]:
    """What the table and the roles allow this person now."""
    moves = {move for move in allowed_moves(ticket.status) if may_make(ticket, move, staff)}
    return moves if may_work_on(ticket, staff) or ticket.claimed_by == staff.id else moves - {"claim", "transfer"}


def _question(session: Session, row: TicketQuestion, kb: Any, today: date) -> AskedQuestion:
    messages = session.scalars(select(Message).where(Message.id.in_(row.message_ids)).order_by(Message.id)).all()
    return AskedQuestion(
        row=row,
        text="\n".join(message.text for message in messages if message.text),
        files=[file for message in messages for file in read_files(message.attachments)],
        candidates=describe_candidates(kb, list(row.candidates)[:5], today),
        facts=read_facts(row.facts, row.calculation),
        calculation=read_calculation(row.calculation, kb, today),
    )


def _answer(session: Session, row: TicketAnswer, kb: Any, today: date) -> SentAnswer:
    citations = [from_json(item) for item in row.citations]
    return SentAnswer(
        row=row,
        parts=[PartState.of(part) for part in list_parts(session, row)],
        citations=[describe(kb, citation, today) for citation in citations if find_article(kb, citation)],
    )
