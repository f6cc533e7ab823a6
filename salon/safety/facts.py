"""From what is known of a client to the conditions that rules speak of, on one day.

Plain rules; nothing here asks the store. What stands today may have moved on by the
day that is asked for: weeks of a pregnancy, what has ended, what was done or is booked.
What was told unsurely counts until it was asked (client-record 5: unsure is yes).
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from salon.catalogue.model import ServiceCard
from salon.catalogue.traces import leaves, takes_off
from salon.clients.gestation import FIRST_WEEKS, PREGNANT, weeks_on
from salon.safety.model import Charted, Condition, Facts, Given, Visit
from salon.safety.tree import links_of
from salon.text import N_, Names, _, aside, full_day

HALF_A_YEAR = 183
FRESH = 28  # days that an inflamed or open spot counts, if it is not seen again
UNTIL_SEEN_BY_A_DOCTOR = frozenset(("suspicious_lesion", "unexplained_swelling"))

# What is over by itself after so many days, though nobody says so (the day it was told
# is the first).
LASTS = {
    "recent_meal": 1,
    "alcohol_24h": 2,
    "flight_24h": 3,
    "menstruation": 7,
    "event_48h": 3,
    "event_14d": 15,
}
# What a date yet to come is about: it counts for so many days before it, and on it.
AHEAD = {"event_48h": 2, "event_14d": 14, "flight_24h": 2}

LONGEST_LEFT = 42  # days for which the longest of them stands
_LASH = 42  # days after which lashes have been shed, taken off or not

_LONG = frozenset(("permanent", "chronic", "allergy", "medication"))


@dataclass(frozen=True)
class Lore:
    """What the catalogue says of conditions, signs, zones and services."""

    names: Mapping[str, Names] = field(default_factory=dict)  # of conditions
    kinds: Mapping[str, tuple[str, int | None]] = field(default_factory=dict)
    """Of conditions: kind, and for how many days it stands."""
    signs: Mapping[str, tuple[str, Names]] = field(default_factory=dict)
    """Of the chart: the condition that a sign means, and what it is called."""
    views: Mapping[str, str] = field(default_factory=dict)  # of zones
    zone_names: Mapping[str, Names] = field(default_factory=dict)
    services: Mapping[str, ServiceCard] = field(default_factory=dict)
    zones: Callable[[str], frozenset[str]] = lambda _areas: frozenset()

    def name(self, condition: str) -> str:
        """Return what a condition is called here and now."""
        return str(self.names.get(condition, condition))


@dataclass(frozen=True, slots=True)
class Told:
    """What a typed word stands for, as `understanding` says."""

    condition: str
    word: str
    is_sure: bool
    ended_on: date | None = None  # it is over since then
    since: date | None = None  # it happened then: a peel, an injection


def given_on(
    her: Facts,
    day: date,
    today: date,
    lore: Lore,
    asked: ServiceCard | None = None,
    told: Iterable[Told] = (),
    *,
    but: int = 0,
) -> list[Given]:
    """Return all that rules may speak of on *day*, wider conditions too.

    Args:
        her: What is known of the client.
        day: When she is to be treated.
        today: Of the salon.
        lore: What the catalogue says.
        asked: What she is to have: the next session of the same service is governed by
            its own interval, not by what the last one left. None: anything.
        told: What typed words stand for.
        but: An appointment that is looked at itself, and does not count.
    """
    dated = _noted(her, day, lore)
    found = [
        *_allergies_and_words(told, day, lore),
        *_charted(her, day, lore),
        *_left(her, day, lore, asked, but),
        *_phototype(her, lore),
        *_age(her, day, lore),
    ]
    return [*dated, *(wider for one in found for wider in _with_wider(one))]


def _with_wider(one: Given) -> Iterator[Given]:
    """Yield a fact and what it implies; what is said names the fact itself."""
    yield one
    for wider in links_of(one.condition).implies:
        yield replace(one, condition=wider)


# her file


def _noted(her: Facts, day: date, lore: Lore) -> Iterator[Given]:
    """Yield what is noted and what that implies, each for as long as it stands itself.

    So the wider one may stand longer: waxed within a week, within four.
    """
    for row in her.conditions:
        wider = (replace(row, what=one) for one in links_of(row.what).implies)
        states = [one for each in (row, *wider) for one in standing(each, day, lore)]
        name = lore.name(states[0][0] if states else row.what)
        for condition, since, is_over in states:
            if is_over and row.until is not None:
                how = _("In the file: {what}, until {day}").format(
                    what=lore.name(row.what), day=full_day(row.until)
                )
            elif row.since is not None:
                how = _("In the file since {day}").format(day=full_day(row.since))
            else:
                how = _("In the file")
            yield Given(
                condition,
                _unsure(_with(name, row.note), row.confirmed),
                since,
                frozenset(row.zones.split()),
                how,
                f"condition {row.key} {row.what}",
            )


def standing(
    row: Condition, day: date, lore: Lore
) -> Iterator[tuple[str, date | None, bool]]:
    """Yield what a noted state of health amounts to on *day*.

    Each is the condition, the day from which waiting days count (None: none lifts it),
    and whether it comes from what is over.
    """
    links = links_of(row.what)
    if row.until is not None and row.until <= day:
        yield from _after(row, row.until, day)
        return
    if row.what in PREGNANT:
        if _is_early(row, day):
            yield ("pregnancy_t1", row.since, False)
        yield ("pregnancy", row.since, False)
        return
    if links.lasts is not None:
        yield (row.what, None, False)  # in use: the last time is today
        return
    kind, window = lore.kinds.get(row.what, ("", None))
    if row.since is not None:
        ahead = AHEAD.get(row.what)
        if ahead is not None and row.since > day:
            if row.since - timedelta(days=ahead) > day:
                return
        elif row.since > day and kind not in _LONG:
            return  # has not happened by then
        last = LASTS.get(row.what, window if kind == "time_limited" else None)
        if last is not None and row.since + timedelta(days=last) <= day:
            return
    yield (row.what, row.since, False)


def _after(
    row: Condition, until: date, day: date
) -> Iterator[tuple[str, date | None, bool]]:
    links = links_of(row.what)
    if links.lasts is not None:
        if day < until + timedelta(days=links.lasts):
            yield (row.what, until, True)
        return
    follows = list(links.becomes)
    if row.ended_how == "no_birth":
        return
    if row.ended_how == "csection" and row.what == "pregnancy":
        follows.append(("csection_6m", HALF_A_YEAR))
    for what, days in follows:
        if days is None or day < until + timedelta(days=days):
            yield (what, until, True)
        further = links_of(what).becomes if days is not None else ()
        for later, more in further:
            if more is not None and day < until + timedelta(days=more):
                yield (later, until, True)


def _is_early(row: Condition, day: date) -> bool:
    """Return whether it is in the first weeks on *day*: they move on by themselves."""
    if row.expected_on is not None:
        return weeks_on(row.expected_on, day) < FIRST_WEEKS
    if row.what != "pregnancy_t1":
        return False
    return row.since is None or day < row.since + timedelta(weeks=FIRST_WEEKS)


# what was typed


def _allergies_and_words(
    told: Iterable[Told], day: date, lore: Lore
) -> Iterator[Given]:
    for one in told:
        how = _("Typed in the file: “{word}”").format(word=one.word)
        root = f"word {one.word} {one.condition}"
        if one.since is not None:
            happened = Condition(one.condition, "", one.since, None, "")
            states: Iterable[tuple[str, date | None, bool]]
            states = standing(happened, day, lore)
        elif one.ended_on is None:
            states = iter([(one.condition, None, False)])
        else:
            row = Condition(one.condition, "", None, one.ended_on, "")
            states = standing(row, day, lore)
        for condition, since, _is_over in states:
            name = _unsure(_with(lore.name(condition), one.word), one.is_sure)
            yield Given(condition, name, since, frozenset(), how, root)


# the chart


def _charted(her: Facts, day: date, lore: Lore) -> Iterator[Given]:
    """Yield what the last look at each side of her shows, and what must not be lost.

    A sign stands until a later look at the same zone no longer shows it, or until it is
    said to be over; what lasts (melasma), also until a look of another day at that side
    of her has it no more; what a doctor must see, until that is said.
    """
    answered = {
        word: ended
        for place, word, answer, _conditions, ended in her.answers
        if place == "chart" and answer in ("ended", "not_her")
    }
    for one in her.charted:
        condition, name = lore.signs.get(one.sign, ("", Names("")))
        if not condition or one.grade == 0:
            continue
        ended = answered.get(one.sign)
        if one.sign in answered and (ended is None or ended >= one.day):
            continue
        must_be_seen = condition in UNTIL_SEEN_BY_A_DOCTOR
        kind, window = lore.kinds.get(condition, ("", None))
        if not must_be_seen and _was_seen_again(one, her, lore, is_long=kind in _LONG):
            continue
        if window is not None and one.day + timedelta(days=window) <= day:
            continue
        is_short = kind in ("observation", "temporary") and not must_be_seen
        if is_short and one.day + timedelta(days=FRESH) <= day:
            continue
        where = str(lore.zone_names.get(one.zone, one.zone))
        how = _("Charted {day}: {sign}, {zone}").format(
            day=full_day(one.day), sign=name, zone=where
        )
        yield Given(
            condition,
            _with(str(name), where),
            one.day,
            frozenset((one.zone,)),
            how,
            f"chart {one.sign} {one.look}",
        )


def _was_seen_again(one: Charted, her: Facts, lore: Lore, *, is_long: bool) -> bool:
    """Return whether a later look was at that zone; of what lasts, at that side."""
    view = lore.views.get(one.zone, one.zone)
    for key, looked, zones in her.looks:
        if (looked, key) <= (one.day, one.look):
            continue
        seen = zones.split()
        if one.zone in seen:
            return True
        is_other_day = is_long and looked > one.day
        if is_other_day and view in {lore.views.get(zone, zone) for zone in seen}:
            return True
    return False


# what was done and what is booked


def _left(
    her: Facts, day: date, lore: Lore, asked: ServiceCard | None, but: int
) -> Iterator[Given]:
    standing_of: dict[tuple[str, str], Visit] = {}  # on its own zones each
    for visit in sorted(her.visits, key=lambda one: one.day):
        if visit.day > day or (but and visit.key == but):
            continue
        if off := takes_off(visit.ref):
            for known in [one for one in standing_of if one[0] == off]:
                del standing_of[known]
        is_same = asked is not None and visit.ref == asked.ref
        if is_same or day - visit.day > timedelta(days=LONGEST_LEFT):
            continue
        for condition in leaves(visit.ref, visit.family):
            standing_of[condition, visit.areas] = visit
    taken = takes_off(asked.ref) if asked is not None else ""
    for (condition, _areas), visit in standing_of.items():
        if condition == taken:
            continue
        _kind, window = lore.kinds.get(condition, ("", None))
        if window is None and condition == "lash_ext_on":
            window = _LASH
        if window is not None and visit.day + timedelta(days=window) <= day:
            continue
        card = lore.services.get(visit.ref)
        service = card.name if card is not None else visit.ref
        said = N_("Booked for {day}: {service}") if visit.is_booked else ""
        how = _(said or N_("Done here {day}: {service}"))
        yield Given(
            condition,
            _with(lore.name(condition), f"{service}, {full_day(visit.day)}"),
            visit.day,
            lore.zones(visit.areas),
            how.format(day=full_day(visit.day), service=service),
            f"visit {visit.key} {visit.day} {visit.ref}",
        )


# what she is


def _phototype(her: Facts, lore: Lore) -> Iterator[Given]:
    if her.phototype is None or her.phototype < 4:
        return
    condition = "fitz_5_6" if her.phototype >= 5 else "fitz_4"
    roman = ("I", "II", "III", "IV", "V", "VI")[min(her.phototype, 6) - 1]
    how = _("Phototype {number}, as last seen").format(number=roman)
    yield Given(condition, lore.name(condition), known_from=how, root="phototype")


def _age(her: Facts, day: date, lore: Lore) -> Iterator[Given]:
    age = her.born.age(day)
    if age is not None and age < 16:
        name = _("Age {age}").format(age=age)
        how = _("Date of birth")
        yield Given("under_16", name, known_from=how, root="age")


def _with(name: str, about: str) -> str:
    return aside(name, about)


def _unsure(name: str, is_sure: bool) -> str:
    return name if is_sure else _("{fact}, to be asked").format(fact=name)


# and what it makes void


def void_since(her: Facts, service: ServiceCard, lore: Lore) -> date | None:
    """Return since when her skin is another one: what was tried before says nothing.

    A pregnancy, a new medicine or allergy, a reaction; for light also a tan.
    """
    counts = {"pregnancy", "pregnancy_t1"}
    if service.family in _LIGHT:
        counts |= {"sunburn", "recent_tan"}
    days = [
        one.since
        for one in her.conditions
        if one.since is not None
        and (one.what in counts or lore.kinds.get(one.what, ("", 0))[0] in _CHANGES)
    ]
    days += [one.on for one in her.troubles if one.family == service.family]
    return max(days, default=None)


_LIGHT = ("LGT", "HRL")
_CHANGES = ("medication", "allergy")
