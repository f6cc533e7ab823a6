"""Writes a sample salon: its house in one action, then its clients by the thousand."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from math import ceil
from typing import Any

from salon.aftercare.tables import Call, ContactMade
from salon.app import Salon
from salon.appointments.tables import Appointment, Hold
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    Consent,
    PatchTest,
    Relative,
)
from salon.content import load_content
from salon.courses.tables import Course
from salon.demo.campaigns import make_campaigns
from salon.demo.closing import agree_parts, close_days
from salon.demo.complaints import complain
from salon.demo.events import SampleSalonBuilt
from salon.demo.faces import landmarks, photograph
from salon.demo.hosting import host
from salon.demo.house import (
    Crew,
    House,
    former_crew,
    look_up,
    open_house,
    seeded,
)
from salon.demo.loyalty import light_last_week, tell_of_loyalty
from salon.demo.parting import ask_before_treatments, let_one_leave
from salon.demo.people import (
    Crowd,
    Person,
    Visit,
    desk_phone,
    dialled_as,
    link,
)
from salon.demo.prepaid import keep_members
from salon.demo.records import (
    Papers,
    appointment_row,
    by_place,
    hold_rows,
    leave_one_overdue,
    write,
)
from salon.demo.shelf import stock
from salon.demo.surveys import ask_clients
from salon.demo.takings import Takings, count_courses, price_goods
from salon.demo.visits import look_ahead, look_back, place, plant, settle
from salon.demo.words import Texts, load
from salon.loyalty.refreshing import refresh
from salon.plans.tables import Plan, PlanSession
from salon.rights import Right
from salon.settings.model import Hours, zone_named
from salon.settings.operations import describe
from salon.settings.queries import premises
from salon.settings.regions import region_of
from salon.skin.marking import written
from salon.skin.tables import (
    Assessment,
    Photo,
    SkinFinding,
    SkinReading,
    Tick,
    shelve,
)
from salon.start import found_salon
from salon.store.search import refill, resting
from salon.text import nearest, speaking
from salon.treatments.tables import Treatment, TreatmentProduct
from salon.work import Work, needs

CHAPTER = 2_000  # clients written in one action
NEAR = 1_200  # clients whom the team of today knows
VISITS = 13.2  # of each of the others, or as many as there was time for
ALBUMS, LATEST = 20, 2  # clients with photographs: the first, and the newest
BRANCH = 20  # people in one salon at a time, at most
A_DAY = 7  # visits that one of them sees to
COUNTED = ("clients", "appointments", "treatments", "assessments", "calls", "plans")

Progress = Callable[[int, int], object]


def build(
    salon: Salon,
    *,
    seed: int = 1,
    clients: int = 240,
    years: int = 3,
    language: str | None = None,
    progress: Progress | None = None,
) -> dict[str, int]:
    """Fill a freshly set up salon with people who do not exist.

    The same for the same seed and the same present moment. Where the salon is still
    to be made, `found_demo` leaves nothing behind if it is stopped.

    Args:
        salon: Set up, with the starting content loaded, and empty.
        seed: Which of the many possible salons.
        clients: How many, exactly.
        years: How far back it reaches.
        language: Of its texts; None for the salon's own.
        progress: Told how many clients are done, and of how many; may raise Stopped.

    Returns:
        How many there are now, by the words of `COUNTED`.
    """
    with speaking(language or salon.premises.language):  # whoever builds it
        return _build(salon, seed, clients, years, language, progress)


def _build(
    salon: Salon,
    seed: int,
    clients: int,
    years: int,
    language: str | None,
    progress: Progress | None,
) -> dict[str, int]:
    counts = dict.fromkeys(COUNTED, 0)
    tell = progress or (lambda _done, _all: None)
    tell(0, clients)
    house = salon.do(_open, seed, clients, max(1, years), language)
    done = 0
    while done < clients:
        is_near = done == 0
        some = min(NEAR if is_near else CHAPTER, clients - done)
        chapter = _Chapter(house, seed, done, some, clients, is_near=is_near)
        for name, count in salon.do(_write, chapter, tell).items():
            counts[name] += count
        if is_near:
            salon.do(_members, house)
            counts["calls"] += salon.do(_surveys, house)
        done += some
        tell(done, clients)
    salon.do(_close_days, house)
    salon.do(_asking, house)
    salon.do(_leaving, house)
    salon.do(_loyalty, house)
    refresh(salon)
    salon.do(_last_week)
    return counts


def set_up(
    salon: Salon,
    *,
    name: str = "",
    language: str | None = None,
    region: str | None = None,
    currency: str | None = None,
    timezone: str | None = None,
    hours: Hours | None = None,
    **said: Any,
) -> dict[str, int]:
    """Describe a new salon, load the starting content and fill it with `build`.

    Without a *region* it is where its language is spoken most.
    """
    region = region or _home_of(language)
    there = region_of(region)
    tongue = language or there.language
    about: dict[str, Any] = {
        "name": name or Texts(tongue).first("salon"),
        "language": tongue,
        "region": region,
        "currency": currency or there.currency,
        "timezone": timezone or there.timezone,
    }
    if hours is not None:
        about["hours"] = hours
    salon.do(describe, **about)
    salon.do(load_content)
    return build(salon, language=tongue, **said)


def _home_of(language: str | None) -> str:
    return {"zh_CN": "cn", "zh_TW": "tw"}.get(nearest(language or "en"), "uk")


def found_demo(
    where: str,
    *,
    now: datetime | None = None,
    seed: int = 1,
    clients: int = 240,
    years: int = 3,
    progress: Progress | None = None,
    desk: str = "",
    **about: Any,
) -> dict[str, int]:
    """Make a sample salon at *where*: whole, or not at all.

    Args:
        where: A folder that is empty or not there.
        now: The salon's wall clock, if it shall stand still.
        seed: See `build`.
        clients: See `build`.
        years: See `build`.
        progress: See `build`.
        desk: A name for this computer.
        about: What `set_up` takes: name, language, region, currency, timezone, hours.

    Raises:
        NotEmpty: There is something in the folder.
        Stopped: As *progress* says.
    """
    counts: dict[str, int] = {}

    def fill(salon: Salon) -> None:
        counts.update(
            set_up(
                salon,
                seed=seed,
                clients=clients,
                years=years,
                progress=progress,
                **about,
            )
        )

    if now is not None and now.tzinfo is None:  # the salon knows no zone as yet
        there = about.get("region") or _home_of(about.get("language"))
        zone = region_of(there).timezone
        now = now.replace(tzinfo=zone_named(about.get("timezone") or zone))
    found_salon(where, fill, now, desk=desk)
    return counts


@needs(Right.MANAGE)
def _open(
    work: Work, seed: int, clients: int, years: int, language: str | None
) -> House:
    work.record(SampleSalonBuilt(0))
    house = look_up(work, language, years)
    house.crew = open_house(work, house)
    about: dict[str, Any] = {"is_sample": True, "acting": house.crew.keys["mei"]}
    if not house.premises.name:
        about["name"] = house.texts.first("salon")
    if not house.premises.address:
        about["address"] = house.texts.first("address")
    if not house.premises.phone:
        about["phone"] = desk_phone(house.premises.region)
    if house.premises.region == "uk":
        about |= {"tax_name": "VAT", "tax_service": 2000, "tax_product": 2000}
    describe(work, **about)
    house.premises = premises(work)
    price_goods(work, house.premises)
    return house


@needs(Right.MANAGE)
def _close_days(work: Work, house: House) -> None:
    agree_parts(work, house)
    close_days(work, house)


@needs(Right.MANAGE)
def _asking(work: Work, house: House) -> None:
    ask_before_treatments(work, house)


@needs(Right.MANAGE)
def _leaving(work: Work, house: House) -> None:
    let_one_leave(work, house)


@needs(Right.MANAGE)
def _loyalty(work: Work, house: House) -> None:
    tell_of_loyalty(work, house)


@needs(Right.MANAGE)
def _last_week(work: Work) -> None:
    light_last_week(work)


@needs(Right.MANAGE)
def _members(work: Work, house: House) -> None:
    keep_members(work, house)
    make_campaigns(work, house)


@needs(Right.MANAGE)
def _surveys(work: Work, house: House) -> int:
    return ask_clients(work, house)


class _Chapter:
    """Some of the clients, with all that is to be said of them."""

    def __init__(
        self,
        house: House,
        seed: int,
        first: int,
        count: int,
        total: int,
        *,
        is_near: bool,
    ) -> None:
        self.house = house
        self.random = seeded(seed, "chapter", first)
        self.first = first
        self.count = count
        self.total = total
        self.is_near = is_near
        self.visits = VISITS  # of each, on average

    def people(self, work: Work) -> tuple[Crew, list[Person]]:
        """Invent the clients, and whoever cares for them."""
        house = self.house
        crowd = Crowd(house, self.random, self.total)
        planted = load("people")["person"] if self.is_near else []
        people = [
            crowd.planted(at, said, at) for at, said in enumerate(planted[: self.count])
        ]
        link(people)
        people += [
            crowd.anybody(at, self.first + at) for at in range(len(people), self.count)
        ]
        if self.is_near:
            assert house.crew is not None
            return house.crew, people
        open_days = max(1, house.closed[: house.today].count(False))
        assert house.crew is not None
        most = BRANCH - len(house.crew.persons)
        far = max(1, self.total - NEAR)
        needed = max(2, ceil(far * VISITS / open_days / A_DAY))
        if house.former is None:
            house.former = former_crew(work, house, min(needed, most))
        # One salon has so many hands: of the rest it knows little more than the name.
        self.visits = min(VISITS, min(needed, most) * A_DAY * open_days / far)
        house.former.diary.clients.clear()  # which are numbered anew in each chapter
        return house.former, people


@needs(Right.MANAGE)
def _write(work: Work, chapter: _Chapter, tell: Progress) -> dict[str, int]:
    """Write one chapter."""
    work.record(SampleSalonBuilt(chapter.count))
    connection = work.session.connection()
    house, random = chapter.house, chapter.random
    crew, people = chapter.people(work)
    with resting(connection):
        keys = _clients(work, people)
        visits = _visits(chapter, crew, people)
        tell(chapter.first + chapter.count // 4, chapter.total)
        settle(house, visits, random)
        done = work.add_many(
            Appointment, [appointment_row(house, visit) for visit in visits]
        )
        for key, visit in zip(done, visits, strict=True):
            visit.key = key
        work.add_many(
            Hold,
            [
                row
                for visit in visits
                if visit.day >= house.today
                for row in hold_rows(house, visit)
            ],
        )
        tell(chapter.first + chapter.count // 2, chapter.total)
        papers = Papers()
        for person in people:
            write(house, person, papers, is_near=chapter.is_near)
        if chapter.is_near:
            leave_one_overdue(house, papers)
        _papers(work, house, people, papers)
        if chapter.is_near:
            complain(work, house, visits)
            stock(work, house)
            host(work, house, visits)
        refill(connection, keys[0], keys[-1])
    return {
        "clients": len(people),
        "appointments": len(visits),
        "treatments": len(papers.treatments),
        "assessments": len(papers.assessments),
        "calls": len(papers.calls),
        "plans": len(papers.plans),
    }


def _clients(work: Work, people: list[Person]) -> list[int]:
    keys = list(work.add_many(Client, [person.row for person in people]))
    for key, person in zip(keys, people, strict=True):
        person.key = key
    work.add_many(
        ClientPhone,
        [
            {
                "client_id": person.key,
                "number": number,
                "raw": number,
                "label": label,
                "digits": dialled_as(number),
                "sort": place,
            }
            for person in people
            for place, (number, label) in enumerate(person.phones)
        ],
    )
    day = {person.key: person.row["registered"] for person in people}
    work.add_many(
        ClientFact,
        [
            {
                "client_id": person.key,
                "field": name,
                "value": value,
                "on": day[person.key],
            }
            for person in people
            for name, value in person.facts.items()
        ],
    )
    work.add_many(
        Allergy,
        [
            {
                "client_id": person.key,
                "substance": substance,
                "reaction": reaction,
                "severity": severity,
                "since": since,
            }
            for person in people
            for substance, reaction, severity, since in person.allergies
        ],
    )
    work.add_many(
        ClientCondition,
        [
            {
                "client_id": person.key,
                "condition": ref,
                "since": _since(work.today, ref, day[person.key]),
                "note": note,
            }
            for person in people
            for ref, note in person.conditions
        ],
    )
    work.add_many(
        Relative,
        [
            {
                "client_id": person.key,
                "relation": one["relation"],
                "name": one["name"],
                "other_id": one["other"].key if one["other"] else None,
                "birth_month": one.get("birth_month"),
                "birth_day": one.get("birth_day"),
            }
            for person in people
            for one in person.relatives
        ],
    )
    return keys


def _since(today: date, ref: str, registered: date) -> date:
    """Return when it was told; what ends by itself is of today."""
    return today if ref in ("retinoid_topical", "pregnancy") else registered


def _visits(chapter: _Chapter, crew: Crew, people: list[Person]) -> list[Visit]:
    """Lay out all visits: what is planted first, then the past, then what is ahead."""
    house, random = chapter.house, chapter.random
    later = [person for person in people if "visit" in person.planted]
    for person in later:
        plant(house, crew, person, random)
    for person in people:
        if chapter.is_near:
            _upset(house, crew, person)
    for person in people:
        most = 999
        if not chapter.is_near:
            most = round(random.expovariate(1 / chapter.visits))
        look_back(house, crew, person, random, most)
        missed = person.planted.get("missed", 0)
        past = [one for one in person.visits if one.day < house.today]
        for visit in past[-1 - missed : -1] if missed else ():
            visit.status, visit.reason = "missed", ""
    if chapter.is_near:
        for _visit in look_ahead(house, crew, people, random):
            pass
    return sorted(_all(people), key=lambda one: (one.day, one.start, one.person.place))


def _upset(house: House, crew: Crew, person: Person) -> None:
    """Let those who will be worried or unhappy have been here a few days ago."""
    said = person.planted
    if not (said.get("worried") or said.get("unhappy")):
        return
    for back in (4, 5, 6, 7):
        day = house.today - back
        if day <= person.joined or house.closed[day]:
            continue
        visit = place(house, crew, person, person.services[0], day, person.random)
        if visit is not None:
            visit.status, visit.reason = "completed", ""
            person.quiet = day - 3
            return


def _all(people: list[Person]) -> Iterator[Visit]:
    for person in people:
        yield from person.visits


def _faces(work: Work, papers: Papers, assessments: Sequence[int]) -> None:
    """Draw the photographs of those who have been looked at most often."""
    often = Counter(face.client for face in papers.faces)
    shown = {client for client, count in often.most_common(ALBUMS) if count > 1}
    connection = work.session.connection()
    eyes_and_mouth = written(landmarks())
    rows = []
    for client in sorted(shown):
        hers = [face for face in papers.faces if face.client == client]
        for face in (hers[0], *hers[1:][-LATEST:]):
            drawn = photograph(face.number, face.phototype, face.seen)
            rows.append(
                {
                    "client_id": face.client,
                    "assessment_id": assessments[face.assessment],
                    "hash": drawn.hash,
                    "thumb_hash": shelve(
                        connection, drawn.hash, drawn.image, drawn.thumb
                    ),
                    "view": "front",
                    "width": drawn.width,
                    "height": drawn.height,
                    "taken": face.taken,
                    "points": eyes_and_mouth,
                }
            )
    work.add_many(Photo, rows)


def _papers(work: Work, house: House, people: list[Person], papers: Papers) -> None:
    work.add_many(PatchTest, papers.tests)
    work.add_many(Consent, papers.consents)
    keys = work.add_many(Treatment, papers.treatments)
    work.add_many(TreatmentProduct, by_place(papers.products, "treatment_id", keys))
    keys = work.add_many(Assessment, papers.assessments)
    work.add_many(SkinFinding, by_place(papers.findings, "assessment_id", keys))
    work.add_many(SkinReading, by_place(papers.readings, "assessment_id", keys))
    _faces(work, papers, keys)
    work.add_many(Tick, papers.ticks)
    keys = work.add_many(Call, papers.calls)
    work.add_many(ContactMade, by_place(papers.contacts, "call_id", keys))
    redeemed = count_courses(people, papers)
    keys = work.add_many(Course, papers.courses)
    Takings(work, house).write(people, papers, keys, redeemed)
    keys = work.add_many(Plan, papers.plans)
    work.add_many(PlanSession, by_place(papers.sessions, "plan_id", keys))
