"""Which department gets a question, and whether it is urgent. Pure: topics come as an argument."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from webhook.tickets.words import read, rule


class HasDepartment(Protocol):
    """A topic of the knowledge base, as far as routing needs it."""

    @property
    def department(self) -> str:
        """The id of the department that answers it by default."""


@dataclass(frozen=True)
class Route:
    """Where a question goes."""

    department: str
    urgent: bool


def choose_route(topic: str | None, cause: str, topics: Mapping[str, HasDepartment]) -> Route:
    """By topic; what has none goes to the dispatchers' department. An unknown topic raises KeyError."""
    department = read("departments")["default"] if topic is None else topics[topic].department
    return Route(str(department), cause in rule("urgent_causes"))


def worker_name(department: str) -> str:
    """A department as a worker hears it: cautious until its name is confirmed. KeyError for an unknown one."""
    names: dict[str, str] = read("departments")["departments"]
    if department not in names:
        raise KeyError(f"Department {department!r} is missing in tickets/departments.yaml: add its name there.")
    return names[department]


def supporting(lead: str, departments: Iterable[str]) -> list[str]:
    """The other departments that a ticket's questions belong to, in order, without the lead."""
    return [name for name in dict.fromkeys(departments) if name != lead]
