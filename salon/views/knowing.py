"""How the files fill, by person and week, and how well each knows their clients."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from salon.appointments.model import Status
from salon.appointments.tables import Appointment
from salon.catalogue.model import Subject
from salon.catalogue.queries import entries
from salon.clients.fullness import Fullness, answers_of, fullness
from salon.clients.model import (
    AllergyLine,
    AnsweredLine,
    ClientCard,
    ClientId,
    ConditionLine,
    Fact,
    RelativeLine,
)
from salon.clients.queries import client_lines
from salon.clients.tables import (
    Allergy,
    Client,
    ClientAnswered,
    ClientCondition,
    ClientFact,
    Consent,
    Relative,
)
from salon.courses.tables import Course
from salon.occasions.tables import ImportantDate, ProductInUse
from salon.public import public_id
from salon.skin.tables import Assessment, Photo, SkinReading
from salon.staff.queries import team

if TYPE_CHECKING:
    from salon.work import Reading

MOST_WEEKS = 52
_PAGE = 400  # clients looked at together
_KEPT = (Status.COMPLETED, Status.LEFT)


@dataclass(frozen=True, slots=True)
class Filler:
    """What one person asked, week by week, and how well their clients are known."""

    staff_id: int
    name: str
    answered: tuple[int, ...]  # by week, the oldest first
    declined: int
    clients: int  # whom this person looks after, of those who were here
    knowing: float | None
    safety: float | None

    @property
    def total(self) -> int:
        """How many answers, in all weeks."""
        return sum(self.answered)


@dataclass(frozen=True, slots=True)
class Filling:
    """How the files fill."""

    weeks: tuple[date, ...]  # their Mondays
    people: tuple[Filler, ...]
    clients: int
    knowing: float | None
    safety: float | None


def filling(reading: "Reading", weeks: int = 8) -> Filling:
    """Return who filled the files in the last weeks, this one too.

    An answer counts where it was last confirmed. Clients are those who were here in
    these weeks; each belongs to the consultant their file names, else to whoever
    treated them last.
    """
    weeks = max(1, min(weeks, MOST_WEEKS))
    monday = reading.today - timedelta(days=reading.today.weekday())
    mondays = tuple(monday - timedelta(weeks=back) for back in reversed(range(weeks)))
    counts, declined = _counted(reading, mondays)
    owners = _owners(reading, mondays[0])
    known = fullness_of_many(reading, list(owners))
    theirs: dict[int, list[Fullness]] = defaultdict(list)
    for key, full in known.items():
        theirs[owners[key]].append(full)
    people = []
    for one in team(reading, everyone=True):
        mine = theirs.get(one.id, [])
        if not (mine or counts.get(one.id) or declined[one.id] or one.is_active):
            continue
        by_week = counts.get(one.id, Counter())
        people.append(
            Filler(
                *(int(one.id), one.name, tuple(by_week[week] for week in mondays)),
                *(declined[one.id], len(mine)),
                *(_mean(f.knowing for f in mine), _mean(f.safety for f in mine)),
            )
        )
    people.sort(key=lambda one: one.name)
    every = list(known.values())
    return Filling(
        *(mondays, tuple(people), len(every)),
        *(_mean(f.knowing for f in every), _mean(f.safety for f in every)),
    )


def fullness_of_many(reading: "Reading", keys: Sequence[int]) -> dict[int, Fullness]:
    """Return how full many files are, by the same rule as one, some hundred at once."""
    fields = entries(reading, Subject.CLIENT_FIELD)
    found: dict[int, Fullness] = {}
    for start in range(0, len(keys), _PAGE):
        page = keys[start : start + _PAGE]
        cards = _cards(reading, page)
        elsewhere = _elsewhere(reading, page)
        visits = _visits(reading, page)
        with_course = set(_having(reading, Course.client_id, page))
        for key, card in cards.items():
            answers = answers_of(card, fields, reading.today, elsewhere[key])
            found[key] = fullness(
                fields,
                answers,
                visits=visits.get(key, 0),
                has_course=key in with_course,
            )
    return found


def _counted(
    reading: "Reading", mondays: Sequence[date]
) -> tuple[dict[int, Counter[date]], Counter[int]]:
    a = ClientAnswered
    asked = (
        select(a.staff_id, a.on, a.state, func.count())
        .where(a.on >= mondays[0], a.staff_id.is_not(None))
        .group_by(a.staff_id, a.on, a.state)
    )
    counts: dict[int, Counter[date]] = defaultdict(Counter)
    declined: Counter[int] = Counter()
    for staff, on, state, number in reading.session.execute(asked):
        if state == "declined":
            declined[int(staff or 0)] += number
        week = on - timedelta(days=on.weekday())
        counts[int(staff or 0)][week] += number
    return counts, declined


def _owners(reading: "Reading", since: date) -> dict[int, int]:
    """Return who looks after each client who was here since a day."""
    a = Appointment
    asked = (
        select(a.client_id, a.staff_id)
        .join(Client, Client.id == a.client_id)
        .where(a.day >= since, a.status.in_(_KEPT), Client.merged_into.is_(None))
        .order_by(a.day, a.start)
    )
    found = {int(key): int(staff) for key, staff in reading.session.execute(asked)}
    called: dict[str, int] = {}
    for one in team(reading, everyone=True):
        called |= dict.fromkeys(
            (one.name, str(one.id), public_id("staff_member", one.id)), int(one.id)
        )
    f = ClientFact
    named = select(f.client_id, f.value).where(f.field == "consultant_owner")
    for key, value in reading.session.execute(named):
        if int(key) in found and value in called:
            found[int(key)] = called[value]
    return found


def _cards(reading: "Reading", keys: Sequence[int]) -> dict[int, ClientCard]:
    """Return files as far as the rule asks: what is there, and since when."""
    c = Client
    asked = select(
        *(c.id, c.card_no, c.salutation, c.gender, c.email, c.wechat, c.channel),
        *(c.call_from, c.call_until, c.do_not_contact, c.never_do, c.avoid_topics),
        *(c.note, c.source, c.registered),
    ).where(c.id.in_(keys))
    rows: dict[int, Any] = {row.id: row for row in reading.session.execute(asked)}
    facts: dict[int, list[Fact]] = defaultdict(list)
    f = ClientFact
    told = select(f.client_id, f.field, f.value, f.is_confirmed, f.on, f.source)
    row: Any
    for row in reading.session.execute(told.where(f.client_id.in_(keys))):
        facts[row[0]].append(Fact(*row[1:]))
    noted: dict[int, list[AnsweredLine]] = defaultdict(list)
    a = ClientAnswered
    stands = select(a.client_id, a.field, a.state, a.on)
    for row in reading.session.execute(stands.where(a.client_id.in_(keys))):
        noted[row[0]].append(AnsweredLine(*row[1:]))
    allergic = _having(reading, Allergy.client_id, keys)
    ill = _having(reading, ClientCondition.client_id, keys)
    signed = _having(reading, Consent.client_id, keys, Consent.withdrawn_on.is_(None))
    family: dict[int, list[RelativeLine]] = defaultdict(list)
    r = Relative
    kin = select(r.client_id, r.id, r.other_id).where(r.client_id.in_(keys))
    for row in reading.session.execute(kin):
        family[row[0]].append(RelativeLine(row[1], "", "", row[2]))
    found: dict[int, ClientCard] = {}
    for line in client_lines(reading, keys):
        key = int(line.id)
        found[key] = replace(
            ClientCard(line, *rows[key][1:]),
            allergies=(AllergyLine(0, ""),) if key in allergic else (),
            conditions=(ConditionLine(0, ""),) if key in ill else (),
            facts=tuple(facts[key]),
            consents=("",) if key in signed else (),
            relatives=tuple(family[key]),
            answered=tuple(noted[key]),
        )
    return found


def _elsewhere(reading: "Reading", keys: Sequence[int]) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = {int(key): {} for key in keys}
    a = Assessment
    read = select(SkinReading.id).where(SkinReading.assessment_id == a.id).exists()
    asked = select(a.client_id, a.day, a.skin_type, a.fitzpatrick, a.hopes, read)
    for key, day, *told in reading.session.execute(
        asked.where(a.client_id.in_(keys)).order_by(a.day)
    ):
        mine = found[key]
        mine["skin_chart"] = day
        skin_type, fitzpatrick, hopes, measures = told
        for ref, said in (
            ("skin_type", skin_type),
            ("fitzpatrick", fitzpatrick),
            ("skin_measures", measures),
            ("goals", hopes),
            ("goal_words", hopes),
        ):
            if said:
                mine[ref] = day
    taken = select(Photo.client_id, func.max(Photo.taken)).group_by(Photo.client_id)
    for key, at in reading.session.execute(taken.where(Photo.client_id.in_(keys))):
        if at is not None:
            found[key]["photos"] = reading.local(at).date()
    c = Consent
    signed = select(c.client_id, func.max(c.given_on)).group_by(c.client_id)
    for key, day in reading.session.execute(
        signed.where(c.client_id.in_(keys), c.withdrawn_on.is_(None))
    ):
        found[key]["consents"] = day
    p = ProductInUse
    used = select(p.client_id, func.max(p.opened_on)).group_by(p.client_id)
    for key, day in reading.session.execute(
        used.where(p.client_id.in_(keys), p.finished_on.is_(None))
    ):
        found[key]["products_owned"] = day
    d = ImportantDate
    days = select(d.client_id, Client.registered).join(Client, Client.id == d.client_id)
    for key, since in reading.session.execute(days.where(d.client_id.in_(keys))):
        found[key]["important_dates"] = since
    return found


def _visits(reading: "Reading", keys: Sequence[int]) -> dict[int, int]:
    a = Appointment
    counted = (Status.ARRIVED, Status.IN_TREATMENT, *_KEPT)
    asked = (
        select(a.client_id, func.count())
        .where(a.client_id.in_(keys), a.status.in_(counted))
        .group_by(a.client_id)
    )
    return {int(key): int(number) for key, number in reading.session.execute(asked)}


def _having(
    reading: "Reading", column: Any, keys: Sequence[int], *more: Any
) -> set[ClientId]:
    asked = select(column).where(column.in_(keys), *more).distinct()
    return set(reading.session.scalars(asked))


def _mean(parts: Iterable[float]) -> float | None:
    known = list(parts)
    return sum(known) / len(known) if known else None
