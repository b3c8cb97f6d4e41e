"""One worker at a time for a person: a lease with an expiry in the conversation's row."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session

from webhook.conversations.models import Conversation

LEASE = timedelta(seconds=30)
_table: Table = Conversation.__table__  # type: ignore[assignment]
_ours = (_table.c.id == bindparam("own_id")) & (_table.c.lease_owner == bindparam("own_owner"))
_RELEASE = update(_table).where(_ours).values(lease_owner=None, lease_until=None)
_RELEASE_WITH_STATE = (
    update(_table)
    .where(_ours)
    .values(lease_owner=None, lease_until=None, state=bindparam("new_state", type_=_table.c.state.type))
)


class LostLease(Exception):
    """Somebody else works on this conversation now: nothing of ours may be written."""


def is_leased(conversation: Conversation, now: datetime) -> bool:
    """Tell whether somebody works on this person now."""
    return conversation.lease_until is not None and conversation.lease_until >= now


def take_lease(conversation: Conversation, now: datetime) -> None:
    """Take the lease of a row that was read FOR UPDATE in this transaction and is free."""
    conversation.lease_owner = uuid.uuid4().hex
    conversation.lease_until = now + LEASE


def release(session: Session, conversation_id: str, owner: str) -> None:
    """Give the lease back. Raises LostLease when it is not ours any more."""
    _check(conversation_id, session.execute(_RELEASE, {"own_id": conversation_id, "own_owner": owner}))


def release_with_state(session: Session, conversation_id: str, owner: str, state: Any) -> None:
    """Give the lease back and keep the dialogue's new state. Raises LostLease when it is not ours any more."""
    values = {"own_id": conversation_id, "own_owner": owner, "new_state": state}
    _check(conversation_id, session.execute(_RELEASE_WITH_STATE, values))


def clear_leases(session: Session) -> None:
    """Forget all leases: for the start of the only worker, whose predecessor may have been killed."""
    session.execute(update(Conversation).values(lease_owner=None, lease_until=None))


def _check(conversation_id: str, result: Any) -> None:
    if not result.rowcount:
        raise LostLease(conversation_id)
