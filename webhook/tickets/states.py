"""What may happen to a ticket, as one table."""

from __future__ import annotations

from dataclasses import dataclass

from webhook.tickets.words import read, word

LIVE = frozenset({"open", "claimed"})


@dataclass(frozen=True)
class Transition:
    """A move: allowed from these statuses, leading to `to` (None: stays), for these of the staff (`by`).

    by: anyone | holder_or_dispatcher | holder.
    """

    starts: frozenset[str]
    to: str | None
    by: str = "anyone"


TRANSITIONS = {
    "claim": Transition(frozenset({"open"}), "claimed"),
    "release": Transition(frozenset({"claimed"}), "open", by="holder_or_dispatcher"),
    "transfer": Transition(LIVE, "open", by="holder_or_dispatcher"),
    "add_question": Transition(LIVE, None),
    "ask_more": Transition(frozenset({"claimed"}), "claimed", by="holder"),
    "worker_replied": Transition(frozenset({"claimed"}), "claimed"),
    "answer": Transition(frozenset({"claimed"}), "answered", by="holder"),
    "close": Transition(frozenset({"answered"}), "closed", by="holder_or_dispatcher"),
    "reopen": Transition(frozenset({"answered", "closed"}), "open", by="holder_or_dispatcher"),
    "overdue": Transition(LIVE, None),
}


class TicketError(Exception):
    """A move is refused; the message is the Vietnamese sentence for the person who tried."""


def refuse(key: str, **values: object) -> TicketError:
    """The refusal sentence of words.yaml as an error to raise."""
    return TicketError(str(read("words")["refusals"][key]).format(**values))


def next_status(code: str, status: str, move: str) -> str:
    """The status after a move. Raises TicketError for an illegal one."""
    transition = TRANSITIONS[move]
    if status not in transition.starts:
        raise refuse("wrong_state", code=code, status=word("statuses", status), move=word("moves", move).lower())
    return transition.to or status


def allowed_moves(status: str) -> set[str]:
    """The moves that start from a status."""
    return {name for name, transition in TRANSITIONS.items() if status in transition.starts}
