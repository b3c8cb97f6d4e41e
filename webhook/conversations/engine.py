"""The worker's work on one person: answer what waits, deliver what is queued. No transaction is open while it waits."""

from __future__ import annotations

import logging
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webhook.clock import VIETNAM
from webhook.conversations import delivery, receipts, replies, turns
from webhook.conversations.commands import is_command
from webhook.conversations.leases import LostLease
from webhook.conversations.models import Page
from webhook.conversations.rasa_client import Rasa, RasaFailed, RasaRefused, TurnReply
from webhook.conversations.turns import Work
from webhook.failpoints import reach
from webhook.health.counts import worker_counter
from webhook.messenger.graph import Graph, NoAnswer, NotReached, Refused
from webhook.services import Services

log = logging.getLogger("webhook.engine")
TURNS = worker_counter("tuvan_turns_total", "What became of asking for an answer.", ["result"])
TYPING_AFTER_SECONDS = 0.7
TEXT_LIMIT = 2000
PROBE_AFTER_ATTEMPTS = 5


class Engine:
    """Answers and delivers; threads and intervals are the worker's business."""

    def __init__(self, services: Services, rasa: Rasa, graph: Graph, healthy: Callable[[], bool] = lambda: False):
        self.services, self.rasa, self.graph = services, rasa, graph
        self._healthy = healthy
        self.typing_after = TYPING_AFTER_SECONDS

    def answer(self, conversation_id: str) -> None:
        """Answer all that waits of a person; what it queues wants `deliver` afterwards."""
        rest = 1
        while rest and (work := self._begin(conversation_id)):
            try:
                self._answer_one(work)
            except LostLease:
                log.warning("lease lost", extra={"turn": work.turn_id})
            rest = work.rest

    def _begin(self, conversation_id: str) -> Work | None:
        with self.services.db.write() as session:
            return turns.begin_turn(session, conversation_id, self.services.settings.message_key, self._now())

    def _answer_one(self, work: Work) -> None:
        try:
            if is_command(work.payload):
                self._commit(work, lambda session, now: replies.answer_command(session, work, now), "system")
            else:
                reply = self._ask(work)
                reach("rasa_answered")
                self._take_reply(work, reply)
        except LostLease:
            raise
        except RasaRefused:
            reply = replies.old_button_reply(work.state) if work.payload else replies.given_up_reply(work.state)
            self._commit(work, lambda *_: reply, "system")
        except RasaFailed as failed:
            log.warning("turn failed", extra={"turn": work.turn_id, "reason": str(failed)})
            self._fail(work)
        except Exception:
            log.exception("turn broke", extra={"turn": work.turn_id})
            self._fail(work)

    def _ask(self, work: Work) -> TurnReply:
        with self._typing(work):
            return self.rasa.handle(turn_request(work))

    def _take_reply(self, work: Work, reply: TurnReply) -> None:
        if reply.record.get("incomplete") and work.patience and work.text is not None:
            with self.services.db.write() as session:
                replies.wait_for_more(session, work)
            TURNS.labels("incomplete").inc()
        else:
            self._commit(work, lambda *_: reply, "bot")

    def _commit(self, work: Work, make_reply: Callable[[Session, datetime], TurnReply], kind: str) -> None:
        """The one transaction that answers a turn."""
        now, days = self._now(), self.services.settings.message_retention_days
        with self.services.db.write() as session:
            reply = make_reply(session, now)
            replies.commit_reply(session, work, reply, now, retention_days=days, kind=kind)
        reach("turn_committed")
        TURNS.labels("answered").inc()

    def _fail(self, work: Work) -> None:
        """Try again later; a turn that keeps failing while all parts are healthy is given up with a way to a person."""
        TURNS.labels("failed").inc()
        fault = work.attempts >= PROBE_AFTER_ATTEMPTS and self._healthy()
        if fault and work.faults + 1 >= replies.FAULTS_LIMIT:
            log.error("turn given up", extra={"turn": work.turn_id})
            self._commit(work, lambda *_: replies.given_up_reply(work.state), "system")
            return
        days = self.services.settings.message_retention_days
        with self.services.db.write() as session:
            replies.postpone(session, work, self._now(), retention_days=days, fault=fault)

    @contextmanager
    def _typing(self, work: Work) -> Iterator[None]:
        """Show "seen" and "typing" when the answer takes longer than a moment."""
        timer = threading.Timer(self.typing_after, self._show_typing, [work])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _show_typing(self, work: Work) -> None:
        with self.services.db.read() as session:
            found = session.execute(select(Page.token, Page.blocked_reason).where(Page.id == work.page_id)).first()
        if found is None or found.blocked_reason or not found.token:
            return
        try:
            for action in ("mark_seen", "typing_on"):
                self.graph.act(work.page_id, found.token, work.psid, action)
        except (NotReached, NoAnswer, Refused):
            log.info("typing was not shown", extra={"turn": work.turn_id})

    def deliver(self, conversation_id: str) -> None:
        """Send what is queued for a person, part by part, until something has to wait."""
        with self.services.db.write() as session:
            job = self._next_job(session, conversation_id)
        while job:
            record = self._send(job)
            with self.services.db.write() as session:
                record(session, self._now())
                job = self._next_job(session, conversation_id)

    def _next_job(self, session: Session, conversation_id: str) -> delivery.SendJob | None:
        human_agent = self.services.settings.messenger_human_agent
        return delivery.next_job(session, conversation_id, human_agent, self._now())

    def _send(self, job: delivery.SendJob) -> Callable[[Session, datetime], None]:
        """Make the call; what it returns writes down the outcome."""
        try:
            mid = self.graph.send(job.outgoing)
            reach("graph_answered")
        except NotReached:
            return lambda session, now: delivery.record_not_reached(session, job, now)
        except NoAnswer:
            return lambda session, now: delivery.record_no_answer(session, job, now)
        except Refused as refused:
            found = refused
            return lambda session, now: delivery.record_refused(session, job, found, now)
        return lambda session, now: delivery.record_sent(session, job, mid, now)

    def read_receipts(self) -> int:
        """Read waiting echoes, deliveries and reads."""
        if not receipts.has_receipts(self.services.db):
            return 0
        with self.services.db.write() as session:
            return receipts.read_receipts(session, self._now())

    def sweep(self) -> None:
        """Settle sends that a crash left open and tell people whose answer is delayed."""
        now, db = self._now(), self.services.db
        if delivery.has_stale(db, now):
            with db.write() as session:
                delivery.settle_stale(session, now)
        with db.read() as session:
            delayed = bool(replies.list_delayed(session, now))
        if delayed:
            with db.write() as session:
                days = self.services.settings.message_retention_days
                replies.notify_of_delay(session, replies.list_delayed(session, now), now, days)

    def list_due(self) -> list[str]:
        """People for whom `answer` has something to do now."""
        return turns.list_due(self.services.db, self._now())

    def list_due_sends(self) -> list[str]:
        """People for whom `deliver` has something to do now."""
        return delivery.list_due_sends(self.services.db, self._now())

    def drain(self) -> None:
        """Do all that is due now in this thread, as the worker's threads would."""
        self.read_receipts()
        self.sweep()
        while due := self.list_due():
            for conversation_id in due:
                self.answer(conversation_id)
        for conversation_id in self.list_due_sends():
            self.deliver(conversation_id)

    def _now(self) -> datetime:
        return self.services.clock.now()


def turn_request(work: Work) -> dict[str, Any]:
    """The body of docs/flows.md for a turn."""
    return {
        "turn_id": work.turn_id,
        "conversation": work.conversation_id,
        "text": None if work.text is None else readable(work.text),
        "payload": work.payload,
        "sent_at": work.sent_at.astimezone(VIETNAM).isoformat(),
        "state": work.state,
        "context": work.context,
    }


def readable(text: str) -> str:
    """The words for Rasa: without control characters, at most 2,000 characters; the whole text stays stored."""
    kept = "".join(letter for letter in text if letter in "\n\t" or unicodedata.category(letter) != "Cc")
    return kept[:TEXT_LIMIT]
