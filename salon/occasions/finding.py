"""Which occasions follow from the records, asked of many clients at once.

Nobody is looked at one by one: each kind is one question or two, bounded by days that
have an index and by a stretch of clients.
"""

import json
from calendar import isleap
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time, timedelta
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from salon.aftercare.model import CallStatus, Outcome
from salon.aftercare.tables import Call
from salon.appointments.model import Status
from salon.appointments.rhythm import GROUP, LEAST_VISITS, expected_interval
from salon.appointments.tables import Appointment
from salon.catalogue.tables import Service
from salon.clients.birthdays import Lunar, celebrated
from salon.clients.tables import (
    BIRTH,
    Client,
    Consent,
    PatchTest,
    Relative,
    born_on,
)
from salon.clients.wishes import said, wish
from salon.courses.model import ON_GOING
from salon.courses.tables import Course, Redemption, used_sessions
from salon.occasions.campaigning import campaigns_due
from salon.occasions.festivals import days_of, festival_day, in_year
from salon.occasions.model import NEW_CLIENT, DateKind, Due, Kind, State
from salon.occasions.pace import rungs
from salon.occasions.referred import Referrals
from salon.occasions.rules import Greeted, Rules, touches
from salon.occasions.tables import ImportantDate, Occasion, ProductInUse, Promise
from salon.occasions.unused import Unasked
from salon.plans.model import PlanStatus
from salon.plans.tables import Plan
from salon.settings.queries import premises
from salon.work import Reading

DAY = timedelta(days=1)
A_YEAR = 365
_A_SEASON = 60
_STRETCH = 10_000  # clients whose visits are laid side by side at once
_AT_ONCE = 60  # days of birth in one question
FAMILY_DATES = "contact_family_dates"
VALID = 730  # days that this consent holds
_DONE = (Status.COMPLETED, Status.LEFT)
_AHEAD = (Status.BOOKED, Status.CONFIRMED)
_SOLAR_YEARS = 20  # of first visits that are looked at
_CONSULTING = ("con_first", "con_body")
THANKS = "oc_wedding"  # after the wedding itself
_PARENTS = ("mother", "father", "parent_in_law")
_RELATIONS = {
    "spouse": (0, "gr_spouse"),
    "partner": (0, "gr_spouse"),
    "child": (1, "gr_child"),
    **dict.fromkeys(_PARENTS, (2, "gr_parent")),
}
_DATES = (  # with the place of their offset
    (DateKind.WEDDING, 0, "gr_wedding"),
    (DateKind.EXAM, 1, "gr_exam"),
    (DateKind.DUE_DATE, 2, "gr_due"),
    (DateKind.OPERATION, 3, "gr_recovery"),
    (DateKind.WEDDING, 4, THANKS),
)
_ONCE = (DateKind.EXAM, DateKind.DUE_DATE, DateKind.OPERATION)  # not year by year
_LOW = 2  # sessions left
_ENDING = (100, 150, 225, 350)
_UNANSWERED = 2  # recalls, after which nobody is asked any more
_PATCH_STEPS = {0: "24", 1: "48"}


class Finder:
    """Finds what is due between two days, for a stretch of clients."""

    def __init__(
        self,
        reading: Reading,
        rules: Rules,
        first: date | None,
        last: date,
        *,
        since: date | None = None,
        span: tuple[int, int] | None = None,
        among: Sequence[int] | None = None,
    ) -> None:
        """Say where to look.

        Args:
            reading: As ever.
            rules: As the salon has them.
            first: Nothing is found that was to be said before; None: by each rule,
                as far back as it looks.
            last: Nor what is to be said after.
            since: The first day that nobody has looked at; None: no day was.
            span: The lowest and the highest client; None: all.
            among: Only these clients.
        """
        self._reading = reading
        self._rules = rules
        self._first, self._last, self._since = first, last, since
        self._span, self._among = span, among
        self._regulars: dict[int, int] = {}
        self._ways: dict[Kind, Callable[[], Iterator[Due]]] = {
            Kind.PATCH: self._patches,
            Kind.REFERRED: self._referred,
            Kind.PROMISE: self._promises,
            Kind.MISSED: self._missed,
            Kind.BIRTHDAY: self._birthdays,
            Kind.CARD: self._cards,
            Kind.LOSS: self._losses,
            Kind.NEW: self._new,
            Kind.COURSE: self._courses,
            Kind.REVIEW: self._reviews,
            Kind.RELATIVE: self._relatives,
            Kind.DATE: self._dates,
            Kind.FIRST_VISIT: self._first_visits,
            Kind.FESTIVAL: self._festivals,
            Kind.PRODUCT: self._products,
            Kind.CONSULTED: self._consulted,
            Kind.LAPSED: self._lapsed,
            Kind.UNUSED: self._unused,
            Kind.CAMPAIGN: self._campaigns,
        }

    def found(self, *kinds: Kind, even_off: bool = False) -> Iterator[Due]:
        """Yield what is due of some kinds, or of all; of rules that are on."""
        for kind in kinds or tuple(Kind):
            if even_off or self._rules[kind].on:
                yield from self._ways[kind]()

    # what is asked again and again

    def _hers(self, column: Any) -> ColumnElement[bool]:
        """Return that a column names one of the clients that are looked at."""
        wanted: list[Any] = []
        if self._span is not None:
            wanted.append(column.between(*self._span))
        if self._among is not None:
            wanted.append(column.in_(list(self._among)))
        return and_(True, *wanted)

    def _rows(self, asked: Any) -> Any:
        return self._reading.session.execute(asked)

    def _window(self, kind: Kind, before: int = 0) -> tuple[date, date]:
        """Return from when to when the day itself lies that is said *before* days on.

        What makes sense yet is looked at every time; beyond that what nobody has
        looked at, however long the salon was closed, as far as the rule looks back.
        """
        rule, today = self._rules[kind], self._reading.today
        first = self._first
        if first is None:
            first = today - rule.grace * DAY
            if self._since is not None:
                first = min(first, max(self._since, today - rule.look_back * DAY))
        return first - before * DAY, self._last - before * DAY

    def _avoids(self, text: str, message: str) -> bool:
        return touches(text, self._rules.topics.get(message, ()))

    def _family_agreed(self, client: Any) -> ColumnElement[bool]:
        """Return that family dates may be kept for greetings."""
        today = self._reading.today
        c = Consent
        return (
            select(c.id)
            .where(
                *(c.client_id == client, c.consent == FAMILY_DATES),
                *(c.withdrawn_on.is_(None), c.given_on <= today),
                c.given_on >= today - timedelta(days=VALID),
            )
            .exists()
        )

    def _campaigns(self) -> Iterator[Due]:
        for one in campaigns_due(self._reading, self._hers):
            if one.day <= self._last:
                yield one

    # the days of the client's own life

    def _birthdays(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.BIRTHDAY].offsets
        for key, day, by_moon in self._celebrating(Kind.BIRTHDAY, offset):
            message = "gr_birthday_lunar" if by_moon else "gr_birthday"
            yield Due(
                *(Kind.BIRTHDAY, key, day.isoformat(), day + offset * DAY, message),
                {"on": day.isoformat()},
            )

    def _cards(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.CARD].offsets
        for key, day, _by_moon in self._celebrating(Kind.CARD, offset):
            said_on = day + offset * DAY
            yield Due(
                *(Kind.CARD, key, day.isoformat(), said_on, "gr_birthday_eve"),
                {"on": day.isoformat()},
            )

    def _celebrating(self, kind: Kind, offset: int) -> Iterator[tuple[int, date, bool]]:
        first, last = self._window(kind, offset)
        while first <= last:
            until = min(last, first + (_AT_ONCE - 1) * DAY)
            yield from self._born_within(first, until)
            first = until + DAY

    def _born_within(self, first: date, last: date) -> Iterator[tuple[int, date, bool]]:
        """Yield who celebrates between two days, when, and whether by the moon."""
        asked = select(Client.id, *BIRTH).where(
            Client.merged_into.is_(None), self._hers(Client.id)
        )
        if self._among is None:  # of a few it is known by reading
            days = [first + at * DAY for at in range((last - first).days + 1)]
            asked = asked.where(born_on(days))
        for row in self._rows(asked):
            by_sun, by_moon = said(row)
            kept, rule = wish(row)
            for day in celebrated(
                by_sun, by_moon, first, last + DAY, kept=kept, rule=rule
            ):
                is_sun = by_sun is not None and day in celebrated(
                    by_sun, None, day, day + DAY
                )
                yield row.id, day, not is_sun

    def _relatives(self) -> Iterator[Due]:
        rule = self._rules[Kind.RELATIVE]
        for relations in (("spouse", "partner"), ("child",), _PARENTS):
            place, message = _RELATIONS[relations[0]]
            offset = rule.offsets[place]
            first, last = self._window(Kind.RELATIVE, offset)
            months = {(first + at * DAY).month for at in range((last - first).days + 1)}
            r = Relative
            asked = (
                select(r.id, r.client_id, r.relation, r.name)
                .add_columns(r.birth_month, r.birth_day)
                .add_columns(Client.avoid_topics)
                .join(Client, Client.id == r.client_id)
                .add_columns(r.birth_lunar, r.birth_leap)
                .where(r.relation.in_(relations))
                .where(or_(r.birth_lunar, r.birth_month.in_(months)))
                .where(r.birth_day.is_not(None), Client.merged_into.is_(None))
                .where(self._hers(r.client_id), self._family_agreed(r.client_id))
            )
            for row in self._rows(asked):
                key, client, relation, name, month, day, avoid, *moon = row
                if self._avoids(avoid, message):
                    continue
                for on in _born_days((month, day, *moon), first, last):
                    yield Due(
                        *(Kind.RELATIVE, client, f"{key} {on.year}"),
                        *(on + offset * DAY, message),
                        {"relation": relation, "name": name} | {"on": on.isoformat()},
                    )

    def _dates(self) -> Iterator[Due]:
        rule = self._rules[Kind.DATE]
        for kind, place, message in _DATES:
            offset = rule.offsets[place]
            first, last = self._window(Kind.DATE, offset)
            for row, on in self._kept_dates(kind, first, last):
                if self._avoids(row.avoid_topics, message):
                    continue
                detail = {"on": on.isoformat(), "name": row.name, "date": kind.value}
                reference = f"{row.id} {on.year}"
                if kind is DateKind.WEDDING:
                    years = on.year - row.year if row.year else None
                    if not _is_said_after(years, message):
                        continue
                    if message == THANKS:
                        detail["thanks"], reference = "1", f"{reference} thanks"
                    elif years:
                        detail["years"] = str(years)
                yield Due(
                    *(Kind.DATE, row.client_id, reference),
                    *(on + offset * DAY, message, detail),
                )

    def _losses(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.LOSS].offsets
        first, last = self._window(Kind.LOSS, offset)
        for row, on in self._kept_dates(DateKind.BEREAVEMENT, first, last):
            yield Due(
                *(Kind.LOSS, row.client_id, f"{row.id}", on + offset * DAY, "bd_loss"),
                {"on": on.isoformat(), "name": row.name},
            )

    def _kept_dates(
        self, kind: DateKind, first: date, last: date
    ) -> Iterator[tuple[Any, date]]:
        """Yield the days of a kind that fall between two, with the rows."""
        d = ImportantDate
        asked = (
            select(d.id, d.client_id, d.year, d.month, d.day, d.is_lunar, d.name)
            .add_columns(Client.avoid_topics)
            .join(Client, Client.id == d.client_id)
            .where(d.kind == kind, self._hers(d.client_id))
            .where(Client.merged_into.is_(None))
        )
        if kind is not DateKind.BEREAVEMENT:
            asked = asked.where(self._family_agreed(d.client_id))
        once = kind in (*_ONCE, DateKind.BEREAVEMENT)
        for row in self._rows(asked):
            for on in days_of(row, first, last):
                if not once or row.year is None or row.year == on.year:
                    yield row, on

    def _first_visits(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.FIRST_VISIT].offsets
        first, last = self._window(Kind.FIRST_VISIT, offset)
        days = {}
        for at in range((last - first).days + 1):
            on = first + at * DAY
            for years in range(1, _SOLAR_YEARS + 1):
                for then in _years_before(on, years):
                    days[then] = on
        if not days:
            return
        a, b = Appointment, Appointment.__table__.alias("earlier")
        before = (
            select(b.c.id)
            .where(b.c.client_id == a.client_id, b.c.day < a.day)
            .where(b.c.status.in_(_DONE))
        )
        asked = (
            select(a.client_id, a.day)
            .where(a.day.in_(list(days)), a.status.in_(_DONE))
            .where(self._hers(a.client_id), ~before.exists())
            .distinct()
        )
        found = {client: day for client, day in self._rows(asked)}  # noqa: C416
        visits = self._visits_of(list(found))
        for client, day in found.items():
            on = days[day]
            yield Due(
                *(Kind.FIRST_VISIT, client, str(on.year)),
                *(on + offset * DAY, "gr_first_visit"),
                {"years": str(on.year - day.year), "visits": str(visits[client])},
                weight=visits[client],
            )

    def _festivals(self) -> Iterator[Due]:
        """Yield one festival a month and client: the heaviest that is hers."""
        rules, first, last = self._rules, *self._window(Kind.FESTIVAL)
        days: dict[tuple[int, int], list[tuple[date, date, Greeted]]] = defaultdict(
            list
        )
        for year in range(first.year, last.year + 2):
            for one in rules.festivals:
                on = festival_day(one.id, year)
                if on is not None:
                    days[on.year, on.month].append((on - one.before * DAY, on, one))
        for of_month in days.values():
            if not any(first <= said_on <= last for said_on, _on, _one in of_month):
                continue
            of_month.sort(key=lambda each: -each[2].weight)
            yield from self._greeted(of_month, first, last)

    def _greeted(
        self, of_month: list[tuple[date, date, Greeted]], first: date, last: date
    ) -> Iterator[Due]:
        d = ImportantDate
        chosen: dict[int, set[str]] = defaultdict(set)
        its = select(d.client_id, d.name).where(d.kind == DateKind.FESTIVAL)
        for key, name in self._rows(its.where(self._hers(d.client_id))):
            chosen[key].add(name)
        usual = premises(self._reading).language
        for client, tongue, avoid, visits in self._best(chosen):
            for said_on, on, one in of_month:
                hers = chosen.get(client)
                is_hers = (
                    one.id in hers
                    if hers is not None
                    else not one.offer and (tongue or usual) in one.languages
                )
                if not is_hers or touches(avoid, one.topics):
                    continue
                if first <= said_on <= last:
                    yield Due(
                        *(Kind.FESTIVAL, client, f"{on.year}-{on.month:02}"),
                        *(said_on, one.id),
                        {"on": on.isoformat(), "festival": one.id},
                        weight=visits,
                    )
                break  # one a month

    def _best(self, chosen: dict[int, set[str]]) -> Iterator[Any]:
        """Yield the clients who came most of late, and whoever has chosen."""
        if not self._regulars:
            self._regulars = self._most_seen(_A_SEASON)
            if len(self._regulars) < self._rules.most:  # few were here
                self._regulars = self._most_seen(A_YEAR)
        keys = list({**self._regulars, **dict.fromkeys(chosen)})
        asked = select(Client.id, Client.language, Client.avoid_topics).where(
            Client.id.in_(keys), Client.merged_into.is_(None)
        )
        for key, tongue, avoid in self._rows(asked):
            yield key, tongue, avoid, self._regulars.get(key, 0)

    def _most_seen(self, days: int) -> dict[int, int]:
        """Return who was here most within some days, and how often."""
        a, today = Appointment, self._reading.today
        visits = func.count().label("visits")
        came = (
            select(a.client_id, visits)
            .where(a.day > today - days * DAY, a.day <= today, a.status.in_(_DONE))
            .where(self._hers(a.client_id))
            .group_by(a.client_id)
            .order_by(visits.desc(), a.client_id)
            .limit(self._rules.most)
        )
        return {key: number for key, number in self._rows(came)}  # noqa: C416

    # what follows from visits

    def _missed(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.MISSED].offsets
        first, last = self._window(Kind.MISSED, offset)
        a = Appointment
        asked = (
            select(a.id, a.client_id, a.day, a.start)
            .where(a.day.between(first, last), a.status == Status.MISSED)
            .where(self._hers(a.client_id))
        )
        rows = self._rows(asked).all()
        after = self._came_or_comes([row.client_id for row in rows])
        for key, client, day, start in rows:
            if after.get(client, day) > day:  # has booked, or was here since
                continue
            yield Due(
                *(Kind.MISSED, client, f"{key}", day + offset * DAY, "ap_no_show"),
                {"on": day.isoformat(), "time": start.isoformat("minutes")},
                appointment_id=key,
            )

    def _new(self) -> Iterator[Due]:
        """Yield the days after a first visit, or one that ended a long silence."""
        rule = self._rules[Kind.NEW]
        first, last = self._window(Kind.NEW)
        a, b = Appointment, Appointment.__table__.alias("earlier")
        lowest = first - max(rule.offsets) * DAY
        before = (
            select(func.max(b.c.day))
            .where(b.c.client_id == a.client_id, b.c.day < a.day)
            .where(b.c.status.in_(_DONE))
            .scalar_subquery()
        )
        asked = (
            select(a.id, a.client_id, a.day, before, Service.protocol)
            .join(Service, Service.id == a.service_id)
            .where(a.day.between(lowest, last), a.status.in_(_DONE))
            .where(self._hers(a.client_id))
        )
        for key, client, day, earlier, protocol in self._rows(asked):
            is_new = earlier is None or (day - earlier).days > A_YEAR
            if not is_new or protocol == NEW_CLIENT:
                continue
            for offset, step in zip(rule.offsets, rule.messages, strict=True):
                said_on = day + offset * DAY
                if first <= said_on <= last:
                    yield Due(
                        *(Kind.NEW, client, f"{key} {step}", said_on, step),
                        {"on": day.isoformat()} | ({"again": "1"} if earlier else {}),
                        appointment_id=key,
                    )

    def _consulted(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.CONSULTED].offsets
        first, last = self._window(Kind.CONSULTED, offset)
        a = Appointment
        bought = select(Course.id).where(
            Course.client_id == a.client_id, Course.sold_on >= a.day
        )
        planned = select(Plan.id).where(
            Plan.client_id == a.client_id,
            Plan.created >= a.day,
            Plan.status != PlanStatus.DRAFT,
        )
        asked = (
            select(a.id, a.client_id, a.day)
            .join(Service, Service.id == a.service_id)
            .where(Service.ref.in_(_CONSULTING), a.status.in_(_DONE))
            .where(a.day.between(first, last), self._hers(a.client_id))
            .where(~bought.exists(), ~planned.exists())
        )
        rows = self._rows(asked).all()
        after = self._came_or_comes([row.client_id for row in rows])
        for key, client, day in rows:
            if after.get(client, day) <= day:
                yield Due(
                    *(Kind.CONSULTED, client, f"{key}", day + offset * DAY),
                    *("oc_consulted", {"on": day.isoformat()}),
                    appointment_id=key,
                )

    def _lapsed(self) -> Iterator[Due]:
        """Yield who is beyond her own rhythm, by the latest visits of each."""
        if self._span is not None or self._among is not None:
            yield from self._lapsed_within()
            return
        last = self._reading.session.scalar(select(func.max(Client.id))) or 0
        for low in range(0, last + 1, _STRETCH):
            self._span = (low, low + _STRETCH - 1)
            yield from self._lapsed_within()
        self._span = None

    def _lapsed_within(self) -> Iterator[Due]:
        rule = self._rules[Kind.LAPSED]
        first, last = self._window(Kind.LAPSED)
        a, since = Appointment, self._reading.today - 3 * A_YEAR * DAY
        place = func.row_number().over(
            partition_by=a.client_id, order_by=(a.day.desc(), a.start.desc())
        )
        newest = (
            select(a.client_id, a.day, a.service_id, place.label("place"))
            .where(a.status.in_(_DONE), a.day >= since, self._hers(a.client_id))
            .subquery()
        )
        asked = (
            select(newest.c.client_id, newest.c.day)
            .add_columns(Service.family, Service.interval_usual_days)
            .join(Service, Service.id == newest.c.service_id)
            .where(newest.c.place <= 24)
            .order_by(newest.c.client_id, newest.c.day)
        )
        found = []
        for client, rows in groupby(self._rows(asked), key=lambda row: row[0]):
            due = self._behind(client, list(rows), rule.offsets, first, last)
            if due is not None:
                found.append(due)
        yield from self._but_answered(found)

    def _behind(
        self,
        client: int,
        rows: Sequence[Any],
        ladder: Sequence[int],
        first: date,
        last: date,
    ) -> Due | None:
        """Return the highest rung that somebody has reached between two days."""
        *_rest, (_client, newest, family, usual) = rows
        group = GROUP.get(family)
        days = sorted({day for _c, day, one, _u in rows if GROUP.get(one) == group})
        if group is None or len(days) < LEAST_VISITS:
            return None
        gaps = [(after - day).days for day, after in pairwise(days)]
        expected = expected_interval(gaps, usual or round(sum(gaps) / len(gaps)))
        reached = [
            (day, place)
            for place, day in enumerate(rungs(newest, expected, ladder))
            if day <= last
        ]
        if not reached or reached[-1][0] < first:
            return None
        day, place = reached[-1]
        rule = self._rules[Kind.LAPSED]
        return Due(
            *(Kind.LAPSED, client, f"{newest.isoformat()} {_ENDING[place]}"),
            *(day, rule.messages[place]),
            {"interval": str(round(expected)), "on": newest.isoformat()}
            | {"rung": str(ladder[place])},
            weight=len(days),
        )

    def _but_answered(self, found: Sequence[Due]) -> Iterator[Due]:
        """Leave out who comes anyway, and who has not answered two recalls."""
        keys = [due.client_id for due in found]
        after = self._came_or_comes(keys)
        silent = self._unanswered(keys)
        for due in found:
            last = date.fromisoformat(due.detail["on"])
            tries = [day for day in silent.get(due.client_id, ()) if day > last]
            if after.get(due.client_id, last) <= last and len(tries) < _UNANSWERED:
                yield due

    def _unanswered(self, keys: Sequence[int]) -> dict[int, list[date]]:
        o = Occasion
        asked = (
            select(o.client_id, o.day)
            .join(Call, Call.id == o.call_id)
            .where(o.kind == Kind.LAPSED, Call.status != CallStatus.WAITING)
            .where(Call.outcome.in_((Outcome.NO_ANSWER, Outcome.MESSAGE)))
            .where(o.state != State.HELD, self._hers(o.client_id))
        )
        found: dict[int, list[date]] = defaultdict(list)
        for client, day in self._rows(asked) if keys else ():
            found[client].append(day)
        return found

    def _came_or_comes(self, keys: Sequence[int]) -> dict[int, date]:
        """Return the last day on which each was here or is to come."""
        a = Appointment
        asked = select(a.client_id, func.max(a.day)).where(
            or_(
                a.status.in_(_DONE),
                and_(a.status.in_(_AHEAD), a.day >= self._reading.today),
            )
        )
        return {
            key: day
            for some in _pages(keys)
            for key, day in self._rows(
                asked.where(a.client_id.in_(some)).group_by(a.client_id)
            )
        }

    def _visits_of(self, keys: Sequence[int]) -> dict[int, int]:
        a = Appointment
        asked = select(a.client_id, func.count()).where(a.status.in_(_DONE))
        return {
            key: number
            for some in _pages(keys)
            for key, number in self._rows(
                asked.where(a.client_id.in_(some)).group_by(a.client_id)
            )
        }

    # what follows from what was sold, planned, tested and promised

    def _courses(self) -> Iterator[Due]:
        rule = self._rules[Kind.COURSE]
        *days, low = rule.offsets
        *messages, of_low = rule.messages
        c = Course
        first, last = self._window(Kind.COURSE)
        left = (c.sessions - used_sessions()).label("left")
        asked = (
            select(c.id, c.client_id, c.expires_on, Service.ref, left)
            .join(Service, Service.id == c.service_id)
            .where(self._hers(c.client_id), c.state.in_(ON_GOING))
        )
        ends = asked.where(
            c.expires_on.between(first - max(days) * DAY, last - min(days) * DAY)
        )
        for key, client, expires, service, sessions in self._rows(ends):
            for offset, message in zip(days, messages, strict=True):
                said_on = expires + offset * DAY
                if sessions > 0 and first <= said_on <= last:
                    yield Due(
                        *(Kind.COURSE, client, f"{key} {message}", said_on, message),
                        {"service": service, "sessions_left": str(sessions)}
                        | {"expiry": expires.isoformat()},
                    )
        r, a = Redemption, Appointment
        taken = (
            select(r.course_id, func.max(a.day).label("day"))
            .join(a, a.id == r.appointment_id)
            .where(a.day.between(first, last), r.back_at.is_(None))
            .group_by(r.course_id)
            .subquery()
        )
        lower = asked.add_columns(taken.c.day).join(taken, taken.c.course_id == c.id)
        for key, client, _expires, service, sessions, day in self._rows(lower):
            if sessions == abs(low) and key is not None:
                yield Due(
                    *(Kind.COURSE, client, f"{key} {of_low}", day, of_low),
                    {"service": service, "sessions_left": str(sessions)},
                )

    def _unused(self) -> Iterator[Due]:
        """Yield whose money lies here: paid much, given little, nothing booked."""
        [offset] = self._rules[Kind.UNUSED].offsets
        first, last = self._window(Kind.UNUSED, offset)
        unasked = Unasked(self._reading, self._rules.unused_ratio)
        for one in unasked.found(self._among, self._span):
            if first <= one.last <= last:
                yield Due(
                    *(Kind.UNUSED, one.client_id, one.last.isoformat()),
                    *(one.last + offset * DAY, "pk_unused"),
                    {"on": one.last.isoformat(), "sum": str(one.unused.minor)},
                )

    def _reviews(self) -> Iterator[Due]:
        [offset] = self._rules[Kind.REVIEW].offsets
        first, last = self._window(Kind.REVIEW, offset)
        p = Plan
        asked = select(p.id, p.client_id, p.start, p.body, p.title).where(
            p.status == PlanStatus.RUNNING, self._hers(p.client_id), p.start <= last
        )
        for key, client, start, body, title in self._rows(asked):
            if '"reviews": [{' not in body and '"reviews":[{' not in body:
                continue
            for one in json.loads(body).get("reviews", ()):
                on = start + timedelta(weeks=int(one["week"]))
                if first <= on <= last:
                    yield Due(
                        *(Kind.REVIEW, client, f"{key} {one['week']}"),
                        *(on + offset * DAY, "oc_review"),
                        {"on": on.isoformat(), "title": title},
                    )

    def _patches(self) -> Iterator[Due]:
        rule = self._rules[Kind.PATCH]
        first, last = self._window(Kind.PATCH)
        zone = self._reading
        t = PatchTest
        longest = timedelta(hours=max(rule.offsets))
        begin = zone.instant(first, time(0)) - longest
        asked = select(t.id, t.client_id, t.applied_at, t.service_ref).where(
            *(t.read_at.is_(None), t.applied_at >= begin, self._hers(t.client_id))
        )
        for key, client, applied, service in self._rows(asked):
            for place, hours in enumerate(rule.offsets):
                on = zone.local(applied + timedelta(hours=hours))
                if first <= on.date() <= last:
                    yield Due(
                        *(Kind.PATCH, client, f"{key} {_PATCH_STEPS[place]}"),
                        *(on.date(), rule.messages[place]),
                        {"service": service, "from": on.strftime("%H:%M")},
                    )

    def _referred(self) -> Iterator[Due]:
        """Yield who was asked to have something looked at, and has not said yet."""
        rule = self._rules[Kind.REFERRED]
        [offset], [message] = rule.offsets, rule.messages
        found = Referrals(self._reading, self._hers)
        for one in found.begun(*self._window(Kind.REFERRED, offset)):
            yield Due(
                *(Kind.REFERRED, one.client_id, one.day.isoformat()),
                *(one.day + offset * DAY, message),
                {"on": one.day.isoformat(), "signs": " ".join(one.signs)}
                | {"zones": " ".join(one.zones)},
            )

    def _products(self) -> Iterator[Due]:
        rule = self._rules[Kind.PRODUCT]
        p = ProductInUse
        for offset, message in zip(rule.offsets, rule.messages, strict=True):
            first, last = self._window(Kind.PRODUCT, offset)
            asked = select(p.id, p.client_id, p.product, p.ends_on).where(
                p.finished_on.is_(None),
                p.is_unsuited.is_(False),
                p.ends_on.between(first, last),
                self._hers(p.client_id),
            )
            for key, client, product, ends in self._rows(asked):
                yield Due(
                    *(Kind.PRODUCT, client, f"{key} {message} {ends.isoformat()}"),
                    *(ends + offset * DAY, message),
                    {"product": product, "on": ends.isoformat(), "row": str(key)},
                )

    def _promises(self) -> Iterator[Due]:
        first, last = self._window(Kind.PROMISE)
        p = Promise
        asked = select(p.id, p.client_id, p.due, p.text, p.owner_id).where(
            p.kept_on.is_(None), p.due.between(first, last), self._hers(p.client_id)
        )
        for key, client, due, text, owner in self._rows(asked):
            yield Due(
                *(Kind.PROMISE, client, f"{key}", due, "oc_promise"),
                {"text": text, "owner": str(owner or "")},
            )


def _born_days(
    born: tuple[int, int, bool, bool], first: date, last: date
) -> Iterator[date]:
    """Yield the days between two on which a relative's birthday is, by sun or moon."""
    month, day, is_lunar, is_leap = born
    if is_lunar:
        moon = Lunar(month, day, is_leap)
        yield from celebrated(None, moon, first, last + DAY)
        return
    for year in range(first.year, last.year + 1):
        on = in_year(year, month, day)
        if on is not None and first <= on <= last:
            yield on


def _is_said_after(years: int | None, message: str) -> bool:
    """Return whether a message fits so many years after a wedding; None: unknown.

    Thanks follow the day itself; what is wished, the years after it.
    """
    if message == THANKS:
        return years == 0
    return years is None or years > 0


def _years_before(day: date, years: int) -> Iterator[date]:
    """Yield the days that are kept on *day* so many years on: 29 February too."""
    year = day.year - years
    is_last = (day.month, day.day) == (2, 28) and not isleap(day.year)
    if (day.month, day.day) != (2, 29) or isleap(year):
        yield day.replace(year=year)
    if is_last and isleap(year):
        yield date(year, 2, 29)


def _pages(keys: Sequence[int], size: int = 5000) -> Iterator[Sequence[int]]:
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
