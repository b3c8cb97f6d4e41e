"""Where the milliseconds of an answer go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, TypeVar
from unittest.mock import patch

from knowledge_base.decision import decide
from knowledge_base.search import SearchIndex

STAGES = ("nlu", "search", "decide", "tell")
Result = TypeVar("Result")


class Stopwatch:
    """Sums the time inside the functions that it wraps, in milliseconds since `start`."""

    def __init__(self) -> None:
        self._spent: dict[str, float] = {}

    def start(self) -> None:
        self._spent.clear()

    def wrap(self, name: str, function: Callable[..., Result]) -> Callable[..., Result]:
        """The function, its time added under the name."""

        def timed(*args: Any, **kwargs: Any) -> Result:
            with self.measure(name):
                return function(*args, **kwargs)

        return timed

    @contextmanager
    def measure(self, name: str) -> Iterator[None]:
        """Add the time of a block under the name."""
        started = perf_counter()
        try:
            yield
        finally:
            self._spent[name] = self._spent.get(name, 0.0) + 1000 * (perf_counter() - started)

    def stages(self, nlu: float) -> dict[str, float]:
        """The four stages: what is measured within another stage counts for itself alone."""
        search, deciding, whole = (self._spent.get(name, 0.0) for name in ("search", "deciding", "whole"))
        return {"nlu": nlu, "search": search, "decide": deciding - search, "tell": whole - deciding}


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Measure search and decision of every message that is answered in this block."""
    with (
        patch.object(SearchIndex, "find", watch.wrap("search", SearchIndex.find)),
        patch("actions.answering.decide", watch.wrap("deciding", decide)),
    ):
        yield
