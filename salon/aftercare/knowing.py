"""What is known of clients at this moment, as words to them need it.

It is read from records and never guessed: what is not here is not known, and what is
said about it is left out (`aftercare_words.toml`, facts).
"""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.composing import (
    YEAR,
    Known,
    Moment,
    band_of,
    lateness_of,
    season_of,
)
from salon.aftercare.model import UNHEARD, Said
from salon.aftercare.tables import ContactMade
from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.tables import ClientFact
from salon.courses.model import ON_GOING
from salon.courses.tables import Course, used_sessions
from salon.plans.model import PlanStatus, body_from_plain
from salon.plans.tables import Plan, PlanSession
from salon.staff.model import StaffId
from salon.text import hour, plain_day, weekday
from salon.work import Reading

_DONE = (Status.COMPLETED, Status.LEFT)
_AHEAD = (Status.BOOKED, Status.CONFIRMED)
_EARLY = 2  # visits of a plan
LONGEST_GOAL = 60  # letters; a longer one is no phrase within a sentence


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit, as words speak of it."""

    day: date
    start: time
    family: str
    staff_id: int | None
    interval: int  # usual days to the next


class Knowledge:
    """What is known of some clients, asked once for all of them, when it is wanted."""

    def __init__(
        self,
        reading: Reading,
        clients: Sequence[int],
        speaker: StaffId | None,
        region: str,
    ) -> None:
        self._reading = reading
        self._clients = clients
        self._speaker = speaker
        self._region = region

    def moment(
        self, client: int, *, due: datetime, channel: str, staff_id: int | None
    ) -> Moment:
        """Return when and by whom a call is made now.

        Args:
            client: To whom.
            due: When it was to be made, on the salon's wall clock.
            channel: How.
            staff_id: Who gave the treatment it is about; None: of the last visit.
        """
        now = self._reading.local(self._reading.now).replace(tzinfo=None)
        last = self.last.get(client)
        treated_by = staff_id if staff_id is not None or last is None else last.staff_id
        is_own = self._speaker is None or self._speaker == treated_by
        return Moment(
            hours=band_of(now.time()),
            lateness=lateness_of(now - due),
            speaker="therapist" if is_own and treated_by is not None else "colleague",
            channel=channel,
            family=last.family if last is not None else "",
            days=(now.date() - last.day).days if last is not None else None,
            season=season_of(now.month, self._region),
            personality=self.answers.get((client, "personality"), ""),
        )

    def of(self, client: int, fillings: Mapping[str, str]) -> Known:
        """Return what is known of a client; *fillings* are those of the call.

        Call it in the language of the client.
        """
        said = dict(fillings)
        for name in ("date", "time", "weekday", "minutes", "days", "detail"):
            said.pop(name, None)
        facts: set[str] = set()
        events: set[str] = set()
        goal = said.get("goal", "")
        if goal and len(goal) <= LONGEST_GOAL and "\n" not in goal:
            facts.add("goal_stated")
        else:
            said.pop("goal", None)
        last, today = self.last.get(client), self._reading.today
        if last is not None:
            days = (today - last.day).days
            is_near = days <= 6
            said["last_visit"] = (
                weekday(last.day, wide=True) if is_near else plain_day(last.day)
            )
            if days >= 2:
                said["days_since"] = str(days)
            if last.interval:
                said["interval"] = str(last.interval)
            local = self._reading.local
            heard = [local(one.at).date() for one in self._earlier(client) if one.at]
            if all(day < last.day for day in heard):
                facts.add("not_asked")
            if self.visits.get(client) == 1:
                facts.add("first_visit")
                events.add("new_client")
        if (ahead := self.ahead.get(client)) is not None:
            facts.add("has_next_visit")
            said["date"], said["time"] = plain_day(ahead.day), hour(ahead.start)
        else:
            facts.add("no_next_visit")
        if client not in self.spoken_with:
            facts.add("first_call")
        if self.answers.get((client, "makeup"), "none") != "none":
            facts.add("wears_makeup")
        facts |= self.planned.get(client, set())
        if left := self.sessions_left.get(client, 0):
            facts.add("course_active")
            said["sessions_left"] = str(left)
            if left == 1:
                facts.add("last_session")
            if left <= 2:
                events.add("course_ending")
        return Known(said, facts, events, self._earlier(client))

    def _earlier(self, client: int) -> Sequence[Said]:
        return self.earlier.get(client, ())

    @cached_property
    def earlier(self) -> dict[int, list[Said]]:
        """What was said to each within a year, the newest first."""
        c = ContactMade
        asked = select(
            *(c.client_id, c.at, c.words),
            *(c.said_opener, c.said_body, c.said_closer, c.said_topic),
        )
        mine = asked.where(
            c.client_id.in_(self._clients),
            c.at >= self._reading.now - YEAR,
            c.outcome.not_in(UNHEARD),
        )
        found: dict[int, list[Said]] = defaultdict(list)
        for key, at, words, opener, body, closer, topic in self._execute(
            mine.order_by(c.at.desc())
        ):
            found[key].append(Said(words, opener, body, closer, topic, at))
        return found

    @cached_property
    def visits(self) -> dict[int, int]:
        """How many visits each has had here."""
        a = Appointment
        asked = select(a.client_id, func.count()).where(
            a.client_id.in_(self._clients), a.status.in_(_DONE)
        )
        return dict(map(tuple, self._execute(asked.group_by(a.client_id))))

    @cached_property
    def last(self) -> dict[int, Visit]:
        """The last visit of each."""
        a = Appointment
        newest = (
            select(a.client_id, func.max(a.day).label("day"))
            .where(a.client_id.in_(self._clients), a.status.in_(_DONE))
            .group_by(a.client_id)
            .subquery()
        )
        asked = self._visit().join(
            newest, (newest.c.client_id == a.client_id) & (newest.c.day == a.day)
        )
        return self._by_client(asked.where(a.status.in_(_DONE)).order_by(a.start))

    @cached_property
    def ahead(self) -> dict[int, Visit]:
        """The next visit of each."""
        a = Appointment
        coming = self._visit().where(
            a.client_id.in_(self._clients),
            a.status.in_(_AHEAD),
            a.day >= self._reading.today,
        )
        return self._by_client(coming.order_by(a.day.desc(), a.start.desc()))

    @cached_property
    def spoken_with(self) -> set[int]:
        """With whom the speaker has spoken before."""
        if self._speaker is None:
            return set(self._clients)
        c = ContactMade
        asked = select(c.client_id).where(
            c.client_id.in_(self._clients), c.staff_id == self._speaker
        )
        return set(self._reading.session.scalars(asked.distinct()))

    @cached_property
    def answers(self) -> dict[tuple[int, str], str]:
        """Answers of the file, by client and field."""
        asked = select(ClientFact.client_id, ClientFact.field, ClientFact.value).where(
            ClientFact.client_id.in_(self._clients),
            ClientFact.field.in_(("makeup", "personality")),
            ClientFact.is_confirmed.is_(True),
        )
        return {(key, field): value for key, field, value in self._execute(asked)}

    @cached_property
    def planned(self) -> dict[int, set[str]]:
        """What is true of each by the plan that runs."""
        done = (
            select(func.count())
            .select_from(PlanSession)
            .join(Appointment, Appointment.id == PlanSession.appointment_id)
            .where(PlanSession.plan_id == Plan.id, Appointment.status.in_(_DONE))
            .scalar_subquery()
        )
        asked = select(Plan.client_id, Plan.body, done).where(
            Plan.client_id.in_(self._clients), Plan.status == PlanStatus.RUNNING
        )
        found: dict[int, set[str]] = defaultdict(set)
        for key, kept, sessions in self._execute(asked):
            if body_from_plain(json.loads(kept)).home_care:
                found[key].add("home_plan")
            if sessions <= _EARLY:
                found[key].add("early_in_plan")
        return found

    @cached_property
    def sessions_left(self) -> dict[int, int]:
        """How many sessions of courses each has left."""
        left = Course.sessions - used_sessions()
        asked = select(Course.client_id, left, Course.expires_on)
        found: dict[int, int] = defaultdict(int)
        for key, left, ends in self._execute(
            asked.where(Course.client_id.in_(self._clients), Course.state.in_(ON_GOING))
        ):
            if left > 0 and (ends is None or ends >= self._reading.today):
                found[key] += left
        return found

    def _visit(self) -> Any:
        a = Appointment
        return select(
            *(a.client_id, a.day, a.start, Service.family, a.staff_id),
            Service.interval_usual_days,
        ).join(Service, Service.id == a.service_id)

    def _by_client(self, asked: Any) -> dict[int, Visit]:
        return {row[0]: Visit(*row[1:]) for row in self._execute(asked)}

    def _execute(self, asked: Any) -> Any:
        return self._reading.session.execute(asked)
