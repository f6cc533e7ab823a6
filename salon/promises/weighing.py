"""What is owed laid against what is free: by kind, by person, by room and device."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from salon.catalogue.model import ServiceCard
from salon.promises.model import Advice, Limits, Owing, Promises, Row
from salon.promises.sharing import Able, Tight, hours_more, shared_out, weeks_of
from salon.rooms.model import ANY, suits
from salon.text import Names

NO_DEVICE = "none"


@dataclass(frozen=True, slots=True)
class Free:
    """What is free a week, in minutes."""

    people: Mapping[int, float]  # those who treat
    rooms: Mapping[int, tuple[str, float]]  # type, and minutes
    devices: Mapping[int, tuple[str, float]]
    has_rota: bool = True

    @property
    def whole(self) -> float:
        """Return what all people have free together."""
        return sum(self.people.values())

    def of_device(self, wanted: str) -> float | None:
        """Return what is free of a kind of device; None: it is not kept in the book."""
        found = [much for kind, much in self.devices.values() if kind == wanted]
        return sum(found) if wanted != NO_DEVICE and found else None

    def of_room(self, wanted: str) -> float | None:
        """Return what is free of rooms that will do; None: they are not kept."""
        found = [much for kind, much in self.rooms.values() if suits(kind, wanted)]
        return sum(found) if found else None


@dataclass(frozen=True, slots=True)
class Known:
    """What things are called, and who may give what."""

    services: Mapping[int, ServiceCard]
    able: Mapping[int, tuple[int, ...]]  # by service
    people: Mapping[int, str]
    families: Mapping[str, Names]
    devices: Mapping[str, Names]
    rooms: Mapping[str, Names]


@dataclass(frozen=True, slots=True)
class Weighed:
    """How long everything takes: of services, of people, of devices and rooms."""

    owed: Mapping[int, int]  # minutes, by service
    of_people: Mapping[int, float | None]  # weeks, by service; left out: nobody can
    narrow: Mapping[int, tuple[str, float | None]]  # what else is scarce, and weeks
    tight: tuple[Tight, ...]

    def weeks(self, service_id: int) -> float | None:
        """Return how many weeks a service takes, by whatever is scarcest."""
        found = [self.of_people.get(service_id, 0.0)]
        if service_id in self.narrow:
            found.append(self.narrow[service_id][1])
        return longest(found)


def longest(weeks: Sequence[float | None]) -> float | None:
    """Return the longest; never, where one of them is never."""
    known = [one for one in weeks if one is not None]
    return None if len(known) < len(weeks) else max(known, default=0.0)


def weigh(owed: Mapping[int, int], free: Free, known: Known) -> Weighed:
    """Return how many weeks each service takes, if all is shared out well.

    Args:
        owed: Minutes, by service.
        free: What is free.
        known: Who may give what, and where.
    """
    groups: dict[Able, float] = defaultdict(float)
    for key, minutes in owed.items():
        able = frozenset(known.able.get(key, ()))
        if able:
            groups[able] += minutes
    people = {one: free.people.get(one, 0.0) for able in groups for one in able}
    tight = shared_out(groups, people)
    level = {able: one.weeks for one in tight for able in one.groups}
    of_people: dict[int, float | None] = {}
    for key in owed:
        able = frozenset(known.able.get(key, ()))
        if able:
            of_people[key] = level.get(able, 0.0)
    return Weighed(owed, of_people, _narrow(owed, free, known), tuple(tight))


def _narrow(
    owed: Mapping[int, int], free: Free, known: Known
) -> dict[int, tuple[str, float | None]]:
    """Return what of rooms and devices each service waits for, and how long."""
    found: dict[int, tuple[str, float | None]] = {}
    by_device: dict[str, float] = defaultdict(float)
    by_room: dict[str, float] = defaultdict(float)
    for key, minutes in owed.items():
        card = known.services[key]
        by_device[card.device_type] += minutes
        by_room[card.room_type] += minutes
    by_room[ANY] = sum(by_room.values())  # whatever the room, it is one of all
    ways: tuple[
        tuple[Mapping[str, float], Callable[[str], float | None], Mapping[str, Names]],
        ...,
    ] = (
        (by_device, free.of_device, known.devices),
        (by_room, free.of_room, known.rooms),
    )
    for of, is_free, names in ways:
        for key in owed:
            card = known.services[key]
            kind = card.device_type if names is known.devices else card.room_type
            there = is_free(kind)
            if there is None:
                continue
            weeks = weeks_of(of[kind], there)
            name = str(names.get(kind, kind))
            before = found.get(key)
            if before is None or longest((before[1], weeks)) != before[1]:
                found[key] = name, weeks
    return found


def laid_out(
    day: date, owing: Sequence[Owing], free: Free, limits: Limits, known: Known
) -> Promises:
    """Return what is owed against what is free, as the page shows it."""
    owing = [one for one in owing if one.minutes or one.sessions]
    owed = {one.service_id: one.minutes for one in owing}
    result = weigh(owed, free, known)
    minutes = sum(one.minutes for one in owing)
    bare = Promises(
        day=day,
        owed=minutes,
        sessions=sum(one.sessions for one in owing),
        courses=sum(one.courses for one in owing),
        free=free.whole,
        weeks=weeks_of(minutes, free.whole) if free.has_rota else None,
        limits=limits,
        has_rota=free.has_rota,
    )
    if not free.has_rota:
        return replace(bare, kinds=tuple(_bare_kinds(owing, known)))
    return replace(
        bare,
        kinds=tuple(_kinds(owing, result, limits, known)),
        people=tuple(_people(result, free, limits, known)),
        advice=_advice(owing, result, free, limits, known),
    )


def _by_family(
    owing: Sequence[Owing], known: Known
) -> dict[tuple[str, bool], list[Owing]]:
    found: dict[tuple[str, bool], list[Owing]] = defaultdict(list)
    for one in owing:
        is_given = bool(known.able.get(one.service_id))
        found[known.services[one.service_id].family, is_given].append(one)
    return found


def _name(family: str, known: Known) -> str:
    return str(known.families.get(family, family))


def _names(keys: Sequence[int], known: Known) -> tuple[str, ...]:
    names = (_name(known.services[key].family, known) for key in keys)
    return tuple(dict.fromkeys(names))


def _bare_kinds(owing: Sequence[Owing], known: Known) -> list[Row]:
    rows = [
        Row(
            family,
            _name(family, known),
            owed=sum(one.minutes for one in its),
            free=0,
            weeks=None,
            sessions=sum(one.sessions for one in its),
            is_given=is_given,
        )
        for (family, is_given), its in _by_family(owing, known).items()
    ]
    return sorted(rows, key=lambda one: (one.is_given, -one.owed))


def _kinds(
    owing: Sequence[Owing], result: Weighed, limits: Limits, known: Known
) -> list[Row]:
    rows = []
    for (family, is_given), its in _by_family(owing, known).items():
        minutes = sum(one.minutes for one in its)
        keys = [one.service_id for one in its]
        weeks, free, narrow = _of_kind(its, result)
        rows.append(
            Row(
                family,
                _name(family, known),
                minutes,
                free if is_given else 0,
                weeks if is_given else None,
                limits.level(weeks if is_given else None),
                _narrowest(keys, result) if narrow else "",
                sum(one.sessions for one in its),
                is_given,
            )
        )
    return sorted(rows, key=_longest_first)


def _of_kind(its: Sequence[Owing], result: Weighed) -> tuple[float | None, float, bool]:
    """Return weeks of a kind, what is free for it, whether people are not the reason.

    What is free for it is what keeps its hours in those weeks, service by service.
    """
    whole = sum(one.minutes for one in its)
    of_people = [result.of_people.get(one.service_id, 0.0) for one in its]
    every = [result.weeks(one.service_id) for one in its]
    free = 0.0
    for one, weeks in zip(its, every, strict=True):
        free += one.minutes / weeks if weeks else 0.0
    is_narrow = longest(every) != longest(of_people)
    if longest(every) is None:
        return None, free, is_narrow
    return weeks_of(whole, free), free, is_narrow


def _narrowest(keys: Sequence[int], result: Weighed) -> str:
    named = [result.narrow[key] for key in keys if key in result.narrow]
    never = [name for name, weeks in named if weeks is None]
    if never:
        return never[0]
    return max(named, key=lambda one: one[1] or 0, default=("", 0.0))[0]


def _longest_first(row: Row) -> tuple[bool, bool, float, str]:
    never = row.weeks is None
    return row.is_given, not never, -(row.weeks or 0), row.name


def _people(result: Weighed, free: Free, limits: Limits, known: Known) -> list[Row]:
    rows = []
    held = {one: tight for tight in result.tight for one in tight.people}
    for person, there in free.people.items():
        tight = held.get(person)
        weeks: float | None = 0.0
        owed = 0.0
        if tight is not None:
            weeks = tight.weeks
            owed = there * weeks if weeks is not None else 0.0
            if weeks is None:  # shared by nobody's hours: in equal parts
                owed = tight.owed / len(tight.people)
        name = known.people.get(person, "")
        rows.append(
            Row(str(person), name, round(owed), there, weeks, limits.level(weeks))
        )
    return sorted(rows, key=_longest_first)


def _advice(
    owing: Sequence[Owing], result: Weighed, free: Free, limits: Limits, known: Known
) -> Advice | None:
    """Return what is narrowest, and the hours that bring it under the limit."""
    able = [one.service_id for one in owing if known.able.get(one.service_id)]
    scarce = [
        (key, *result.narrow[key])
        for key in able
        if key in result.narrow
        and longest((result.narrow[key][1], result.of_people.get(key))) is not None
        and (result.narrow[key][1] or 0) > (result.of_people.get(key) or 0)
    ]
    first = result.tight[0] if result.tight else None
    if first is not None and limits.level(first.weeks):
        keys = [key for key in able if frozenset(known.able[key]) in first.groups]
        most = max((one[2] or 0 for one in scarce), default=0.0)
        if first.weeks is None or first.weeks >= most:
            names = _names(keys, known)
            return Advice(
                names,
                tuple(known.people.get(one, "") for one in sorted(first.people)),
                round(first.owed),
                hours_more(first.owed, first.free, limits.warn),
                limits.warn,
                is_everybody=first.people >= set(free.people),
            )
    for _key, name, weeks in sorted(scarce, key=lambda one: -(one[2] or 0)):
        if weeks is not None and limits.level(weeks):
            same = [one[0] for one in scarce if one[1] == name]
            owed = sum(result.owed[one] for one in same)
            names = _names(same, known)
            more = hours_more(owed, owed / weeks, limits.warn)
            return Advice(names, (), owed, more, limits.warn, name)
    return None
