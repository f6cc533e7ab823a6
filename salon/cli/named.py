"""What is meant by a word on the command line: ids, reference ids, names, days."""

import re
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar

from salon.app import Salon
from salon.catalogue.model import (
    Ambiguous,
    EntryCard,
    NotFound,
    ProductId,
    ServiceCard,
    Subject,
)
from salon.catalogue.queries import entries, products, resolve_service
from salon.clients.model import ClientId, ClientLine, JoinedInto
from salon.clients.queries import client_lines, living, resolve_client
from salon.errors import SalonError
from salon.public import public_id, row_of
from salon.rooms.queries import devices, rooms
from salon.staff.queries import team
from salon.text import LANGUAGES, N_, Names, _, dated_day
from salon.work import Reading

T = TypeVar("T")


@dataclass(eq=False)
class BadDay(SalonError):
    """A word that is no day, or a day that does not exist."""

    said: str

    text = N_("“{said}” is not a day. Say 2026-11-24, today, tomorrow or +3.")


@dataclass(eq=False)
class DaysTurnedRound(SalonError):
    """From a day to one before it."""

    first: date
    last: date

    text = N_(
        "{first} is after {last}. Say the first day after --from and the last after "
        "--to."
    )

    def __str__(self) -> str:
        first, last = dated_day(self.first), dated_day(self.last)
        return _(self.text).format(first=first, last=last)


@dataclass(eq=False)
class BadTime(SalonError):
    """A word that is no day and time."""

    said: str

    text = N_("“{said}” is not a day and a time. Say 2026-11-24T14:00 or +3T14:00.")


@dataclass(eq=False)
class NotAPair(SalonError):
    """A KEY=VALUE without its sign."""

    said: str

    text = N_("“{said}” should read KEY=VALUE.")


@dataclass(eq=False)
class NoSuchRecord(SalonError):
    """A public number that is none."""

    said: str

    text = N_("“{said}” is not the number of a record, such as C1042 or A20931.")


@dataclass(eq=False)
class TooManyDays(SalonError):
    """More days than are shown at once."""

    said: int
    most: int

    text = N_("{said} days are too many at once. Ask for {most} at most.")


MOST_DAYS = 366  # a year and its odd day
LAST_YEAR = 2999  # nobody books beyond, and days are counted on from it


def count_of_days(said: int) -> int:
    """Return how many days are meant; raises TooManyDays."""
    if said > MOST_DAYS:
        raise TooManyDays(said, MOST_DAYS)
    return max(said, 1)


def day_of(salon: Salon, said: str) -> date:
    """Return the day that is meant; raises BadDay."""
    return read_day(said, salon.today())


def in_order(first: date, last: date) -> tuple[date, date]:
    """Return both days; raises DaysTurnedRound where the first is after the last."""
    if first > last:
        raise DaysTurnedRound(first, last)
    return first, last


@dataclass(eq=False)
class TwoFiles(SalonError):
    """A paper and a workbook asked for in one word."""

    text = N_("Say --pdf or --xlsx, not both: one word writes one file.")


def one_file(options: Namespace) -> None:
    """Raise TwoFiles where a paper and a workbook are asked for at once."""
    if options.pdf and options.xlsx:
        raise TwoFiles


def read_day(said: str, today: date) -> date:
    """Return the day that is meant where today is *today*; raises BadDay."""
    match said.strip().lower():
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case "yesterday":
            return today - timedelta(days=1)
    try:
        if found := re.fullmatch(r"([+-]\d{1,5})", said.strip()):
            day = today + timedelta(days=int(found[1]))
        else:
            day = date.fromisoformat(said.strip())
    except (ValueError, OverflowError) as error:
        raise BadDay(said) from error
    if not 1900 <= day.year <= LAST_YEAR:
        raise BadDay(said)
    return day


def moment(salon: Salon, said: str) -> tuple[date, time]:
    """Return the day and time that are meant, on the salon's wall clock.

    Raises:
        BadDay, BadTime: As they say.
    """
    day, mark, at = said.strip().replace(" ", "T").partition("T")
    if not mark:
        raise BadTime(said)
    try:
        return day_of(salon, day), time.fromisoformat(at).replace(tzinfo=None)
    except ValueError as error:
        raise BadTime(said) from error


def wall_clock(salon: Salon, said: str) -> datetime:
    """Return a day and time as one naive wall clock reading."""
    return datetime.combine(*moment(salon, said))


def key_of(table: str, what: str, said: str) -> int:
    """Return the row that a public number names; raises NotFound."""
    try:
        found, key = row_of(said)
    except ValueError as error:
        raise NotFound(_(what), said) from error
    if found != table:
        raise NotFound(_(what), said)
    return key


def _file_of(reading: Reading, key: ClientId) -> list[ClientLine]:
    return client_lines(reading, [living(reading, key)])


def client(salon: Salon, said: str) -> ClientLine:
    """Return the client that is meant; raises NotFound, Ambiguous."""
    what = _(N_("client"))
    try:
        table, key = row_of(said)
    except ValueError:
        table, key = "", 0
    if table == "client":
        found = salon.ask(_file_of, ClientId(key))
        if found:
            return found[0]
    found = salon.ask(resolve_client, said) if said.strip() else []
    if not found:
        raise NotFound(what, said)
    if len(found) > 1:
        names = [f"{public_id('client', one.id)} {one.name}" for one in found[:8]]
        raise Ambiguous(what, said, names)
    return found[0]


def client_itself(salon: Salon, said: str) -> ClientLine:
    """Return the client that is meant, for what must not be done to anybody else.

    Raises:
        JoinedInto: The number is that of a file that lives on in another.
        NotFound, Ambiguous: As `client`.
    """
    line = client(salon, said)
    with suppress(ValueError):
        table, key = row_of(said)
        if table == "client" and key != line.id:
            raise JoinedInto("Client", key, line.id, line.name)
    return line


def service(salon: Salon, said: str) -> ServiceCard:
    """Return the service that is meant; raises NotFound, Ambiguous."""
    return salon.ask(resolve_service, said)


def person(salon: Salon, said: str) -> int:
    """Return the member of staff that is meant; raises NotFound, Ambiguous."""
    return _by_name(*(salon.ask(team), said, "staff_member", N_("member of the team")))


def room(salon: Salon, said: str) -> int:
    """Return the room that is meant; raises NotFound, Ambiguous."""
    return _by_name(salon.ask(rooms), said, "room", N_("room"))


def device(salon: Salon, said: str) -> int:
    """Return the device that is meant; raises NotFound, Ambiguous."""
    return _by_name(salon.ask(devices), said, "device", N_("device"))


def product(salon: Salon, said: str) -> ProductId:
    """Return the product that is meant; raises NotFound, Ambiguous."""
    known = salon.ask(products)
    plain = said.strip().casefold()
    exact = [one for one in known if said in (one.ref, public_id("product", one.id))]
    found = (
        exact
        or [one for one in known if plain in _called(one.names)]
        or [one for one in known if plain and _holds(plain, _called(one.names))]
    )
    return ProductId(_only(found, said, N_("product"), lambda one: str(one.names)).id)


def _called(names: Names) -> list[str]:
    return [names.said_in(code).casefold() for code in LANGUAGES]


def template(salon: Salon, said: str) -> EntryCard:
    """Return the plan template that is meant; raises NotFound, Ambiguous."""
    known = salon.ask(entries, Subject.TEMPLATE)
    plain = said.strip().casefold()

    exact = [one for one in known if one.ref == said or plain in _called(one.names)]
    found = exact or [
        one for one in known if plain and _holds(plain, _called(one.names))
    ]
    return _only(found, said, N_("plan template"), lambda one: str(one.names))


def _holds(plain: str, names: Sequence[str]) -> bool:
    return any(plain in one for one in names)


def _by_name(known: Sequence[Any], said: str, table: str, what: str) -> int:
    try:
        letter_table, key = row_of(said)
    except ValueError:
        letter_table, key = "", 0
    if letter_table == table and any(one.id == key for one in known):
        return key
    plain = said.strip().casefold()
    exact = [one for one in known if one.name.casefold() == plain]
    found = exact or [one for one in known if plain and plain in one.name.casefold()]
    one = _only(found, said, what, lambda one: str(one.name))
    return int(one.id)


def _only(found: Sequence[T], said: str, what: str, name: Callable[[T], str]) -> T:
    if not found:
        raise NotFound(_(what), said)
    if len(found) > 1:
        raise Ambiguous(_(what), said, [name(one) for one in found[:8]])
    return found[0]


@dataclass(eq=False)
class SaidTwice(SalonError):
    """One key with two values."""

    key: str

    text = N_("“{key}” is said twice. Say it once.")


def pairs(said: Sequence[str]) -> dict[str, str]:
    """Return what is said as KEY=VALUE; raises NotAPair, SaidTwice."""
    found: dict[str, str] = {}
    for name, value in map(pair, said):
        if name in found:
            raise SaidTwice(name)
        found[name] = value
    return found


def pair(text: str) -> tuple[str, str]:
    """Return the two parts of KEY=VALUE; raises NotAPair."""
    name, mark, value = text.partition("=")
    if not mark or not name.strip():
        raise NotAPair(text)
    return name.strip(), value
