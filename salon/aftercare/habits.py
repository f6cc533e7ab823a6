"""When clients answer and what they are worth, asked once for all in sight."""

from collections import defaultdict
from collections.abc import Collection
from datetime import timedelta
from functools import cached_property

from sqlalchemy import func, select

from salon.aftercare.hours import Attempt, Habit, Stated, Usual, attempt
from salon.aftercare.model import Outcome
from salon.aftercare.tables import ContactMade
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.clients.tables import ClientFact
from salon.work import Reading, once

LATELY = 400  # attempts of the whole salon, the newest
REMEMBERED = timedelta(days=730)  # what was longer ago says nothing of today
YEAR = timedelta(days=365)
_STATED = ("contact_days", "contact_bands", "no_contact_bands")
_BY_PHONE = ("", "phone")


class Habits:
    """When some clients answer, and what they spent here within a year."""

    def __init__(self, reading: Reading, clients: Collection[int]) -> None:
        self._reading = reading
        self._clients = list(clients)

    def of(self, client: int) -> Habit:
        """Return how one of them answers."""
        return Habit(
            self._stated.get(client, Stated()),
            tuple(self._attempts.get(client, ())),
            _usual(self._reading),
        )

    def never_now(self, client: int) -> bool:
        """Return whether she does not want to be rung at this hour of the day."""
        stated = self._stated.get(client)
        now = self._reading.local(self._reading.now).time()
        return stated is not None and stated.never_at(now)

    def value(self, client: int) -> int:
        """Return what she spent here within a year, in minor units, as was agreed."""
        return self._values.get(client, 0)

    @cached_property
    def _stated(self) -> dict[int, Stated]:
        f = ClientFact
        asked = select(f.client_id, f.field, f.value).where(
            f.client_id.in_(self._clients), f.field.in_(_STATED)
        )
        said: dict[int, dict[str, str]] = defaultdict(dict)
        for key, field, value in self._reading.session.execute(asked):
            said[key][field] = value
        return {
            key: Stated(
                its.get("contact_days", ""),
                frozenset(its.get("contact_bands", "").replace(",", " ").split()),
                frozenset(its.get("no_contact_bands", "").replace(",", " ").split()),
            )
            for key, its in said.items()
        }

    @cached_property
    def _attempts(self) -> dict[int, list[Attempt]]:
        c = ContactMade
        asked = select(c.client_id, c.at, c.outcome).where(
            c.client_id.in_(self._clients),
            c.at >= self._reading.now - REMEMBERED,
            c.direction == "out",
            c.channel.in_(_BY_PHONE),
            c.outcome.not_in((Outcome.MESSAGE, Outcome.WRONG_NUMBER)),
        )
        found: dict[int, list[Attempt]] = defaultdict(list)
        for key, at, outcome in self._reading.session.execute(asked):
            answered = outcome is not Outcome.NO_ANSWER
            found[key].append(attempt(self._reading.local(at), answered))
        return found

    @cached_property
    def _values(self) -> dict[int, int]:
        a = Appointment
        asked = select(a.client_id, func.sum(a.price)).where(
            a.client_id.in_(self._clients),
            a.status.in_((Status.COMPLETED, Status.LEFT)),
            a.day > self._reading.today - YEAR,
        )
        rows = self._reading.session.execute(asked.group_by(a.client_id))
        return {key: int(total.minor) for key, total in rows}


@once
def _usual(reading: Reading) -> Usual:
    """Return how often anybody answers, from what was tried last."""
    c = ContactMade
    newest = select(c.at, c.outcome, c.direction, c.channel).order_by(c.at.desc())
    return Usual(
        attempt(reading.local(at), outcome is not Outcome.NO_ANSWER)
        for at, outcome, direction, channel in reading.session.execute(
            newest.limit(LATELY)
        )
        if direction == "out"
        and channel in _BY_PHONE
        and outcome not in (Outcome.MESSAGE, Outcome.WRONG_NUMBER)
    )
