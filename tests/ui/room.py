"""What the tests of the window share: a small salon, and work done at once."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from datetime import UTC, datetime
from typing import ParamSpec, TypeVar

from salon.events import Event
from salon.staff.tables import StaffMember
from salon.work import Reading, Work

P = ParamSpec("P")
R = TypeVar("R")
NOW = datetime(2026, 3, 27, 8, tzinfo=UTC)
KEY = "c0ffee00" * 8


class Inline(Executor):
    """Runs jobs at once, in the calling thread."""

    def submit(
        self, fn: Callable[P, R], /, *args: P.args, **kwargs: P.kwargs
    ) -> Future[R]:
        future: Future[R] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class PersonTaken(Event):
    text = "Somebody works here now"


def take(work: Work, name: str) -> int:
    """Let somebody work here."""
    person = work.add(StaffMember(name=name))
    work.record(PersonTaken())
    return person.id


def team(reading: Reading) -> list[str]:
    """Return who works here."""
    from sqlalchemy import select

    return list(reading.session.scalars(select(StaffMember.name)))
