"""What Facebook would remember: people, the thread of each, faults to play. A small SQLite file of its own."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Integer, String, cast, create_engine, event, func, insert, literal, select
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, sessionmaker
from sqlalchemy.schema import CreateTable

_BEFORE_FIRST = 7_000_000_000_000_000


class _Base(DeclarativeBase):
    pass


class Person(_Base):
    """A worker to play. `psid` is the page-scoped id that the webhook sees."""

    __tablename__ = "people"
    psid: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    last_action_at: Mapped[float] = mapped_column(default=0.0)
    typing: Mapped[bool] = mapped_column(default=False)


class Entry(_Base):
    """One message of a thread; `side` is worker or page. Times are seconds since 1970."""

    __tablename__ = "entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    psid: Mapped[str]
    mid: Mapped[str]
    side: Mapped[str]
    text: Mapped[str]
    content: Mapped[Any] = mapped_column(JSON)
    at: Mapped[float]


class Fault(_Base):
    """How the Graph API misbehaves at present: a single row, empty when it works."""

    __tablename__ = "faults"
    id: Mapped[int] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(default="{}")


class Store:
    """Threads by person; safe for several processes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": 10})
        event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA journal_mode=WAL"))
        with engine.begin() as connection:  # several processes may come first at once
            for table in _Base.metadata.sorted_tables:
                connection.execute(CreateTable(table, if_not_exists=True))
        self._session = sessionmaker(engine, expire_on_commit=False)

    def list_people(self) -> list[Person]:
        """Everybody, the first made first."""
        with self._session() as session:
            return list(session.scalars(select(Person).order_by(Person.psid)))

    def find_person(self, psid: str) -> Person | None:
        with self._session() as session:
            return session.get(Person, psid)

    def add_person(self, name: str, at: datetime) -> Person:
        """Make a person with the next id, who has just opened the thread: the sending window is open.

        The id is found and written in one statement, so that several made at once get one each.
        """
        last = func.coalesce(func.max(cast(Person.psid, Integer)), _BEFORE_FIRST)
        row = select(cast(last + 1, String), literal(name), literal(at.timestamp()), literal(False))
        made = insert(Person).from_select(["psid", "name", "last_action_at", "typing"], row).returning(Person)
        with self._session.begin() as session:
            person = session.scalars(made).one()
            person.name = name or f"Công nhân {int(person.psid) - _BEFORE_FIRST}"
        return person

    def add_entry(self, psid: str, mid: str, side: str, text: str, content: dict[str, Any], at: datetime) -> Entry:
        """Write one message into a thread; a worker's message opens the sending window."""
        with self._session.begin() as session:
            entry = Entry(psid=psid, mid=mid, side=side, text=text, content=content, at=at.timestamp())
            session.add(entry)
            self._touch(session, psid, at if side == "worker" else None)
        return entry

    def touch(self, psid: str, at: datetime) -> None:
        """A tap without a message opens the window too."""
        with self._session.begin() as session:
            self._touch(session, psid, at)

    def _touch(self, session: Session, psid: str, at: datetime | None) -> None:
        person = session.get(Person, psid)
        if person is None:
            person = Person(psid=psid, name=f"Công nhân {psid[-3:]}", last_action_at=0.0)
            session.add(person)
        if at is not None:
            person.last_action_at = at.timestamp()
        else:
            person.typing = False

    def set_typing(self, psid: str, typing: bool) -> None:
        with self._session.begin() as session:
            person = session.get(Person, psid)
            if person is not None:
                person.typing = typing

    def list_entries(self, psid: str | None, after: int) -> list[Entry]:
        """The thread of a person (of everybody: None) after an entry's id."""
        query = select(Entry).where(Entry.id > after).order_by(Entry.id)
        with self._session() as session:
            return list(session.scalars(query.where(Entry.psid == psid) if psid else query))

    def get_fault(self) -> dict[str, Any]:
        with self._session() as session:
            row = session.get(Fault, 1)
            return dict(json.loads(row.rule)) if row else {}

    def set_fault(self, rule: dict[str, Any]) -> None:
        with self._session.begin() as session:
            session.merge(Fault(id=1, rule=json.dumps(rule)))
