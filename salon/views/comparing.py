"""Two files side by side: what differs, what stays of both, and what adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from salon.aftercare.tables import ContactMade
from salon.appointments.queries import VisitOfTwo
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names, names_of, terms
from salon.clients.model import ClientCard, ClientId, ClientLine
from salon.clients.phones import shown
from salon.clients.queries import reaches
from salon.clients.reach import Reach
from salon.clients.tables import ClientFact, visits
from salon.clients.twins import Why
from salon.courses.queries import courses_of
from salon.prepaid.queries import cash_said, purse_of
from salon.safety.substances import substance
from salon.settings.queries import premises
from salon.skin.tables import Photo
from salon.text import N_, _, listed, month, ngettext, number
from salon.views.clients import both
from salon.views.twins import twins_of
from salon.work import Reading

_PICTURES = ("photo_record", "photo_teach", "photo_public")  # what may be taken


@dataclass(frozen=True, slots=True)
class Side:
    """What one file says, and where that comes from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """What only one of the two can be right about."""

    field: str
    label: str
    kept: Side
    away: Side
    is_away: bool  # that the file that goes is suggested


@dataclass(frozen=True, slots=True)
class Stay:
    """What stays of both; nothing is to be chosen."""

    label: str
    kept: Side
    away: Side
    is_loud: bool = False


@dataclass(frozen=True, slots=True)
class Careful:
    """Where the more careful answer counts."""

    label: str
    kept: str
    away: str
    is_away: bool  # that the file that goes is the more careful


@dataclass(frozen=True, slots=True)
class Sum:
    """What comes together, and what it is then."""

    label: str
    icon: str
    kept: str
    away: str
    whole: str


@dataclass(frozen=True)
class Comparison:
    """Two files, before they are joined."""

    kept: ClientLine
    away: ClientLine
    since: tuple[date, date]
    why: tuple[Why, ...]
    choices: tuple[Choice, ...]
    stays: tuple[Stay, ...]
    careful: tuple[Careful, ...]
    agree: tuple[str, ...]  # labels of answers that are the same
    sums: tuple[Sum, ...]
    clashes: tuple[tuple[VisitOfTwo, VisitOfTwo], ...]
    two_birthdays: str


def comparison(reading: Reading, kept: ClientId, away: ClientId) -> Comparison:
    """Return two files side by side; raises Missing, FileErased."""
    news = both(reading, kept, away)
    mine, hers = news.kept, news.away
    told = [_told(reading, key) for key in (kept, away)]
    choices = tuple(
        Choice(
            *(one.field, one.label),
            Side(one.kept, _source(told[0].get(one.field), mine.registered)),
            Side(one.away, _source(told[1].get(one.field), hers.registered)),
            _is_newer(told[1].get(one.field), told[0].get(one.field)),
        )
        for one in news.differs
    )
    found = twins_of(reading, kept)
    why = next((one.why for one in found if one.other.id == away), ())
    return Comparison(
        *(mine.line, hers.line, (mine.registered, hers.registered), why),
        *(choices, tuple(_stays(reading, mine, hers))),
        tuple(_careful(reading, mine, hers)),
        _agree(reading, told[0], told[1]),
        tuple(_sums(reading, kept, away)),
        *(news.clashes, news.two_birthdays),
    )


_Told = dict[str, tuple[str, date, str]]  # by field: value, day, who said so


def _told(reading: Reading, key: ClientId) -> _Told:
    f = ClientFact
    asked = select(f.field, f.value, f.on, f.source).where(f.client_id == key)
    return {
        field: (value, on, by)
        for field, value, on, by in reading.session.execute(asked)
    }


def _source(told: tuple[str, date, str] | None, since: date) -> str:
    if told is None:
        return _(N_("in the file since {month}")).format(month=month(since))
    _value, on, by = told
    said = {
        "client": N_("said by the client, {month}"),
        "import": N_("from a list, {month}"),
    }.get(by, N_("asked in {month}"))
    return _(said).format(month=month(on))


def _is_newer(
    one: tuple[str, date, str] | None, other: tuple[str, date, str] | None
) -> bool:
    """Return whether *one* is to be believed rather: asked beats a list, then newer."""
    if one is None or other is None:
        return one is not None and other is None
    ranks = [told[2] != "import" for told in (one, other)]
    return (ranks[0], one[1]) > (ranks[1], other[1])


def _agree(reading: Reading, mine: _Told, hers: _Told) -> tuple[str, ...]:
    labels = all_names(reading, Subject.CLIENT_FIELD)
    same = [key for key in mine if key in hers and mine[key][0] == hers[key][0]]
    return tuple(str(labels.get(key, key)) for key in sorted(same))


def _stays(reading: Reading, mine: ClientCard, hers: ClientCard) -> Iterable[Stay]:
    region = premises(reading).region

    def dialled(card: ClientCard) -> str:
        numbers = [
            shown(one.number, region) if one.number else one.raw
            for one in card.line.phones
        ]
        return listed(dict.fromkeys(numbers))

    yield Stay(_(N_("Phones")), Side(dialled(mine)), Side(dialled(hers)))
    kinds = [
        listed(
            {substance(one.substance): one.substance for one in card.allergies}.values()
        )
        for card in (mine, hers)
    ]
    if any(kinds):
        yield Stay(_(N_("Allergies")), Side(kinds[0]), Side(kinds[1]), is_loud=True)
    refs = {one.condition for card in (mine, hers) for one in card.conditions}
    named = names_of(reading, Subject.HEALTH_CONDITION, refs)
    states = [
        listed(
            [str(named.get(one.condition, one.condition)) for one in card.conditions]
        )
        for card in (mine, hers)
    ]
    if any(states):
        yield Stay(_(N_("Health")), Side(states[0]), Side(states[1]))


def _careful(reading: Reading, mine: ClientCard, hers: ClientCard) -> Iterable[Careful]:
    reach = reaches(reading, [mine.line.id, hers.line.id])
    said = [_reached(reading, reach[card.line.id]) for card in (mine, hers)]
    quiet = [_quiet(reach[card.line.id]) for card in (mine, hers)]
    if said[0] != said[1]:
        is_away = quiet[1] > quiet[0]
        yield Careful(_(N_("May we ring?")), said[0], said[1], is_away)
    named = all_names(reading, Subject.CONSENT)
    signed = [
        {
            one.consent
            for one in card.signed
            if one.withdrawn_on is None and one.consent in _PICTURES
        }
        for card in (mine, hers)
    ]
    if signed[0] != signed[1]:
        words = [
            listed([str(named.get(one, one)) for one in sorted(has)]) or _(N_("none"))
            for has in signed
        ]
        fewer = len(signed[1]) < len(signed[0])
        yield Careful(_(N_("Photographs")), words[0], words[1], is_away=fewer)


def _quiet(reach: Reach) -> int:
    return 2 * reach.do_not_contact + (reach.channel == "none") + len(reach.refused)


def _reached(reading: Reading, reach: Reach) -> str:
    if reach.do_not_contact:
        return _(N_("No contact"))
    ways = terms(reading, "channel")
    said = (
        str(ways.get(reach.channel, reach.channel)) if reach.channel else _(N_("Yes"))
    )
    if reach.refused:
        count = len(reach.refused)
        less = ngettext("{n} thing refused", "{n} things refused", count)
        said = listed([said, less.format(n=number(count))])
    return said


def _sums(reading: Reading, kept: ClientId, away: ClientId) -> Iterable[Sum]:
    been = [_been(reading, key) for key in (kept, away)]
    yield _sum(N_("Visits"), "sparkles", *been)
    coming = [_coming(reading, key) for key in (kept, away)]
    yield _sum(N_("Bookings to come"), "calendar-month", *coming)
    photos = [_count(reading, Photo.client_id, key) for key in (kept, away)]
    yield _sum(N_("Photographs"), "photo", *photos)
    calls = [_count(reading, ContactMade.client_id, key) for key in (kept, away)]
    yield _sum(N_("Calls and messages"), "phone-call", *calls)
    left = [sum(one.left for one in courses_of(reading, key)) for key in (kept, away)]
    if any(left):
        yield _sum(N_("Sessions left"), "clipboard-list", *left)
    purse = [purse_of(reading, key).stored for key in (kept, away)]
    if any(one.minor for one in purse):
        said = [cash_said(reading, one) for one in (*purse, purse[0] + purse[1])]
        yield Sum(_(N_("Money on the card")), "gift", said[0], f"+ {said[1]}", said[2])


def _sum(label: str, icon: str, kept: int, away: int) -> Sum:
    parts = (number(kept), f"+ {number(away)}", number(kept + away))
    return Sum(_(label), icon, *parts)


def _count(reading: Reading, column: Any, key: ClientId) -> int:
    asked = select(func.count()).where(column == key)
    return int(reading.session.scalar(asked) or 0)


def _been(reading: Reading, key: ClientId) -> int:
    """Return how often somebody was here; what is still booked is none."""
    v = visits()
    asked = select(func.count()).where(v.client == key, v.was_kept | v.is_here)
    return reading.session.scalar(asked) or 0


def _coming(reading: Reading, key: ClientId) -> int:
    v = visits()
    asked = select(func.count()).where(
        v.client == key, v.is_agreed, v.day >= reading.today
    )
    return reading.session.scalar(asked) or 0
