"""Who came when, and who will: years at her own rhythm, and a full book ahead."""

from collections.abc import Iterator
from random import Random

from salon.catalogue.traces import leaves
from salon.demo.house import Crew, House, Svc
from salon.demo.people import Person, Visit

FULLNESS = (0.74, 0.56, 0.3)  # of the next days, in two weeks, `RECENT` days ago
LAST_FILLED = 13  # days from today
RECENT = 150  # days before today, the less full the longer ago


def look_back(
    house: House, crew: Crew, person: Person, random: Random, most: int
) -> None:
    """Lay out what is over: a first look, then as often as she likes to come.

    Args:
        house: The salon.
        crew: Who cares for her.
        person: The client.
        random: Chance.
        most: How many visits at most.
    """
    if not person.services:
        return
    until = min(person.left, person.quiet, house.today)
    day = house.open_from(person.joined)
    if day < until and "con_first" in house.services:
        place(house, crew, person, house.services["con_first"], day, random)
        day += random.randint(2, 10)
    turn = 0
    while day < until and len(person.visits) < most:
        service = _choice(person, turn, random)
        turn += 1
        at = house.open_from(day)
        for _try in range(4):
            if at >= until:
                return
            if may_have(person, service, at) and place(
                house, crew, person, service, at, random
            ):
                break
            at = house.open_from(at + 1)
        usual = max(service.usual, service.rest, 7)
        day = at + max(
            service.rest, int(usual * person.rhythm * random.uniform(0.8, 1.5))
        )
        if random.random() < 0.08:
            day += random.randint(20, 90)  # life gets in the way


def _choice(person: Person, turn: int, random: Random) -> Svc:
    services = person.services
    if turn < 2 or len(services) == 1 or random.random() < 0.6:
        return services[0]
    return services[1 + int(random.random() * (len(services) - 1))]


def may_have(person: Person, service: Svc, day: int) -> bool:
    """Return whether she may have *service* on *day*, after all she has had."""
    for visit in reversed(person.visits):
        if abs(day - visit.day) > 90 and visit.service is not service:
            continue
        if visit.status in ("cancelled", "missed"):
            continue
        days = abs(day - visit.day)
        if visit.service is service and days < max(service.rest, 1):
            return False
        if _are_alike(visit.service, service) and days < max(
            visit.service.rest, service.rest
        ):
            return False
        if days < 2:
            return False
        earlier, later = (
            (visit.service, service) if visit.day < day else (service, visit.service)
        )
        for event in leaves(earlier.ref, earlier.family):
            rest = later.stands.get(event)
            if rest is None or earlier.ref == later.ref:
                continue
            if days <= (rest if rest > 0 else 28):
                return False
    return True


def _are_alike(one: Svc, other: Svc) -> bool:
    """Return whether two are of a kind, wherever on the skin they are given."""
    if one.family != other.family:
        return False
    has_device = one.device_type not in ("", "none")
    return one.family in ("PEL", "MND") or (
        has_device and one.device_type == other.device_type
    )


def place(
    house: House,
    crew: Crew,
    person: Person,
    service: Svc,
    day: int,
    random: Random,
    *,
    first: int | None = None,
    wish: int | None = None,
) -> Visit | None:
    """Find her a time on *day*; None if there is none."""
    able = crew.persons_for(service)
    devices = crew.devices_for(service)
    if not able or devices is None:
        return None
    start = (person.place + day // 90) % len(able)
    persons = able[start:] + able[:start]
    if first is not None and first in able:
        persons = [first, *(one for one in able if one != first)]
    if wish is None:
        wish = person.wish + random.choice((-45, 0, 0, 30, 60))
    found = crew.diary.place(
        service.form, day, person.place, persons, crew.rooms_for(service), devices, wish
    )
    if found is None:
        return None
    at, staff, room, device = found
    visit = Visit(
        person, service, day, at, staff, room, None if device is None else -device
    )
    if day < house.today:
        chance = random.random()
        if chance < 0.035:
            visit.status, visit.reason = "cancelled", house.texts.one("cancel", random)
        elif chance < 0.05:
            visit.status = "missed"
    person.visits.append(visit)
    return visit


def look_ahead(
    house: House, crew: Crew, people: list[Person], random: Random
) -> Iterator[Visit]:
    """Fill the last weeks and the two that follow, and a little of what comes then."""
    known = [one for one in people if one.left > house.today and one.services]
    random.shuffle(known)
    days = [*range(house.today, house.today + LAST_FILLED + 1)]
    days += range(house.today - 1, max(0, house.today - RECENT), -1)
    for day in days:
        if house.closed[day]:
            continue
        far = abs(day - house.today) / (LAST_FILLED if day >= house.today else RECENT)
        least = FULLNESS[1] if day >= house.today else FULLNESS[2]
        target = FULLNESS[0] + (least - FULLNESS[0]) * far
        queue = sorted(
            (one for one in known if one.joined < day),
            key=lambda one: (_next_due(one, day), one.place),
        )
        for person in queue:
            if _load(crew, day) >= target:
                break
            services = person.services[:]
            if random.random() < 0.4:
                random.shuffle(services)
            if person.quiet < day < house.today:
                continue
            if any(abs(day - visit.day) < 3 for visit in person.visits):
                continue
            for service in services:
                if may_have(person, service, day):
                    visit = place(house, crew, person, service, day, random)
                    if visit is not None:
                        yield visit
                        break
    for day in range(house.today + LAST_FILLED + 1, house.days):
        if house.closed[day] or not known:
            continue
        for _some in range(random.randint(0, 3)):
            person = known[int(random.random() * len(known))]
            service = person.services[0]
            if may_have(person, service, day):
                visit = place(house, crew, person, service, day, random)
                if visit is not None:
                    yield visit


def _next_due(person: Person, day: int) -> int:
    """Return how many days it is too early for her; 0 and less when she is due."""
    if not person.visits:
        return 0
    last = max(visit.day for visit in person.visits)
    return max(0, last + max(person.services[0].usual, 7) - day)


def _load(crew: Crew, day: int) -> float:
    taken = there = 0
    for person in crew.persons:
        some, all_ = crew.diary.load(person, day)
        taken += some
        there += all_
    return taken / there if there else 1.0


def plant(house: House, crew: Crew, person: Person, random: Random) -> Visit | None:
    """Book the visit that is hers on the day of now, or on the next open day."""
    said = person.planted.get("visit")
    if said is None or said["service"] not in house.services:
        return None
    service = house.services[said["service"]]
    day = house.open_from(house.today)
    now = house.minute
    spans = house.premises.hours.on(house.date(day))
    if not spans:
        return None
    opens = spans[0][0].hour * 60 + spans[0][0].minute
    closes = spans[-1][1].hour * 60 + spans[-1][1].minute
    now = max(opens + 100, min(now, closes - 120))
    quarter = -(-now // 15) * 15
    wish = max(opens, min(quarter + said["at"], closes - service.busy))
    for first in dict.fromkeys((crew.keys.get(said["with"]), None)):
        for at in range(day, min(day + 6, house.days)):
            if house.closed[at]:
                continue
            visit = place(
                house, crew, person, service, at, random, first=first, wish=wish
            )
            if visit is not None:
                visit.note = (
                    house.texts.first(person.planted["note"])
                    if person.planted.get("note") in ("quiet", "lenses", "new_client")
                    else ""
                )
                return visit
    return None


def settle(house: House, visits: list[Visit], random: Random) -> None:
    """Let every visit from today on be as far as it is by now."""
    is_somebody_treated = False
    for visit in sorted(visits, key=lambda one: (one.day, one.start, one.person.place)):
        if visit.day < house.today:
            continue
        if visit.day > house.today:
            near = visit.day - house.today
            is_sure = random.random() < (0.6 if near <= 2 else 0.25)
            visit.status = "confirmed" if is_sure else "booked"
            continue
        ends = visit.start + visit.service.minutes
        if ends <= house.minute:
            visit.status = "left" if random.random() < 0.5 else "completed"
        elif visit.start <= house.minute:
            visit.status = "in_treatment"
            is_somebody_treated = True
        elif visit.start <= house.minute + 15 and is_somebody_treated:
            visit.status = "arrived"
        else:
            visit.status = "confirmed" if random.random() < 0.7 else "booked"
        said = visit.person.planted.get("visit", {})
        has_come = said.get("now") != "in_treatment" or visit.start <= house.minute
        if "now" in said and has_come and abs(visit.start - house.minute) < 90:
            visit.status = said["now"]
        planted = said.get("status")
        if planted and visit.status == "confirmed":
            visit.status = planted
