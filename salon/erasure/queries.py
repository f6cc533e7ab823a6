"""What is known of an erasure before and while it is done."""

import json
from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import func, select

from salon.clients.model import ClientId
from salon.clients.phones import shown
from salon.clients.tables import Client, ClientFact, ClientPhone, visits
from salon.complaints.queries import open_complaints
from salon.courses.queries import courses_of
from salon.erasure.model import Held, Marks, Pending, Prospect, Why, due_of, marks
from salon.erasure.tables import Erased
from salon.errors import Missing
from salon.incidents.queries import open_incidents
from salon.prepaid.queries import cash_said, purse_of
from salon.settings.queries import premises
from salon.store.history import CHANGE
from salon.store.leaning import Erasure
from salon.store.traces import traces
from salon.store.walking import walked
from salon.text import N_, _
from salon.till.model import BillState
from salon.till.tables import Bill
from salon.work import Reading

_NAMES = ("name", "latin", "pinyin", "called", "family", "given")
_SIGNS = ("email", "wechat", "card_no")


def files_of(reading: Reading, key: ClientId) -> frozenset[int]:
    """Return a file with all that were ever joined into it."""
    found, asked = {int(key)}, {int(key)}
    while asked:
        into = select(Client.id).where(Client.merged_into.in_(asked))
        asked = set(map(int, reading.session.scalars(into))) - found
        found |= asked
    return frozenset(found)


def is_erased(reading: Reading, key: ClientId) -> bool:
    """Return whether nobody is known any more under this number."""
    done = select(Erased.id).where(Erased.client_id == key, Erased.done_on.is_not(None))
    return reading.session.scalar(done) is not None


def pending(reading: Reading, key: ClientId | None = None) -> tuple[Pending, ...]:
    """Return the erasures that wait for their day, of one client or of all."""
    e = Erased
    asked = select(e.client_id, e.asked_on, e.due).where(e.done_on.is_(None))
    if key is not None:
        asked = asked.where(e.client_id == key)
    rows = reading.session.execute(asked.order_by(e.id))
    return tuple(Pending(ClientId(row[0]), row[1], row[2]) for row in rows)


def prospect(reading: Reading, key: ClientId) -> Prospect:
    """Return what an erasure would do; raises Missing."""
    client = reading.session.get(Client, key)
    if client is None or client.merged_into is not None:
        raise Missing("Client", key)
    own = files_of(reading, key)
    found = walked(reading.session, own)
    named, _weak = marks_of(reading, own)
    elsewhere = traces(
        reading.session, named, found.fates | {"client": dict.fromkeys(own)}
    )
    held = held_by(reading, key)
    begun = pending(reading, key)
    return Prospect(
        key,
        client.name,
        begun[0].asked_on if begun else None,
        _counted(found.of(Erasure.REMOVED)),
        _counted(found.of(Erasure.BLANKED), found.of(Erasure.KEPT)),
        held,
        due_of(held),
        elsewhere.count,
        elsewhere.words,
    )


def held_by(reading: Reading, key: ClientId) -> tuple[Held, ...]:
    """Return what has to come to its end before the rest of a file can go."""
    return (
        *_visits(reading, key),
        *_courses(reading, key),
        *_money(reading, key),
        *_cases(reading, key),
        *_bills(reading, key),
    )


def still_held(reading: Reading, keys: Sequence[ClientId]) -> frozenset[int]:
    """Return those of *keys* whose file something still holds."""
    return frozenset(int(key) for key in keys if held_by(reading, key))


def _visits(reading: Reading, key: ClientId) -> list[Held]:
    v = visits()
    coming = v.is_agreed | v.is_here
    asked = select(func.count(), func.max(v.day)).where(
        v.client == key, coming, v.day >= reading.today
    )
    count, last = reading.session.execute(asked).one()
    if not count:
        return []
    return [Held(Why.VISIT, _(N_("Visits to come: {n}")).format(n=count), last)]


def _courses(reading: Reading, key: ClientId) -> list[Held]:
    found = []
    for one in courses_of(reading, key):
        if one.worth_left.minor <= 0 and one.is_used_up:
            continue
        if one.worth_left.minor <= 0:
            continue
        found.append(Held(Why.COURSE, one.title, one.expires))
    return found


def _money(reading: Reading, key: ClientId) -> list[Held]:
    purse = purse_of(reading, key)
    owed = purse.paid + purse.deposit
    if owed.minor == 0:
        return []
    said = _(N_("Money on the card: {sum}")).format(sum=cash_said(reading, owed))
    return [Held(Why.MONEY, said, None)]


def _cases(reading: Reading, key: ClientId) -> list[Held]:
    found = [
        Held(Why.INCIDENT, _(N_("An incident that is still open")), None)
        for _one in open_incidents(reading, [key]).get(key, ())
    ]
    found += [
        Held(Why.COMPLAINT, _(N_("A complaint that is still open")), None)
        for _one in open_complaints(reading, [key])
    ]
    return found


def _bills(reading: Reading, key: ClientId) -> list[Held]:
    open_ = select(func.count()).where(
        Bill.client_id == key, Bill.state != BillState.CLOSED
    )
    if not reading.session.scalar(open_):
        return []
    return [Held(Why.BILL, _(N_("A bill that is not paid yet")), None)]


def marks_of(reading: Reading, own: Collection[int]) -> tuple[Marks, frozenset[str]]:
    """Return what names the client now or did so ever, and what is too short for it.

    The history is asked too: a name that was changed stands in older words. What others
    have as well, a number of the family, a name of a namesake, is no mark.
    """
    c, p = Client, ClientPhone
    names: set[str] = set()
    signs: set[str] = set()
    for row in reading.session.execute(
        select(*(getattr(c, one) for one in (*_NAMES, *_SIGNS))).where(c.id.in_(own))
    ):
        held = dict(zip((*_NAMES, *_SIGNS), row, strict=True))
        _take(held, names, signs)
    numbers = select(p.number, p.raw).where(p.client_id.in_(own))
    for number, raw in reading.session.execute(numbers):
        _take_number(number, raw, signs, premises(reading).region)
    _from_history(reading, own, names, signs)
    names, shared = {one for one in names if one}, set()
    signs = {one for one in signs if one}
    others = select(c.name, c.sort_key).where(
        c.id.not_in(own), c.merged_into.is_(None), c.name.in_(names)
    )
    shared = {name for name, _key in reading.session.execute(others)}
    family = select(p.number, p.raw).where(
        p.client_id.not_in(own), p.number.in_(signs), p.number != ""
    )
    theirs: set[str] = set()
    for number, raw in reading.session.execute(family):
        _take_number(number, raw, theirs, premises(reading).region)
    names -= (
        shared  # what a namesake is called is no mark; the client's other names are
    )
    told = marks(names, signs - theirs)
    return told, frozenset(names - told.names)


def _take(held: dict[str, str | None], names: set[str], signs: set[str]) -> None:
    family, given = held.get("family") or "", held.get("given") or ""
    names.update(
        held.get(one) or "" for one in _NAMES if one not in ("family", "given")
    )
    if family and given:
        names.update((f"{given} {family}", f"{family} {given}", f"{family}{given}"))
    signs.update(held.get(one) or "" for one in _SIGNS)


def _take_number(number: str, raw: str, signs: set[str], region: str) -> None:
    signs.update((number, number.lstrip("+"), raw, "".join(raw.split())))
    if number:
        said = shown(number, region)
        signs.update((said, "".join(said.split())))


def _from_history(
    reading: Reading, own: Collection[int], names: set[str], signs: set[str]
) -> None:
    """Take what the history knows of names and numbers that were changed since."""
    region = premises(reading).region
    run = reading.session.connection().execute
    asked = select(CHANGE.c.before, CHANGE.c.after).where(
        CHANGE.c.table_name == "client", CHANGE.c.row_id.in_(own)
    )
    for row in run(asked):
        for said in row:
            if said:
                _take(json.loads(said), names, signs)
    mine = [f'"client_id":{key}' for key in own]
    numbers = select(CHANGE.c.before).where(
        CHANGE.c.table_name == "client_phone", CHANGE.c.before.is_not(None)
    )
    for (before,) in run(numbers):
        if any(one in before for one in mine):
            held = json.loads(before)
            if held.get("client_id") in own:
                number, raw = held.get("number") or "", held.get("raw") or ""
                _take_number(number, raw, signs, region)


def words_of_file(reading: Reading, own: Collection[int]) -> frozenset[str]:
    """Return the answers of a file that may name somebody: for what lies beside it."""
    f = ClientFact
    asked = select(f.value).where(f.client_id.in_(own))
    return frozenset(one for one in reading.session.scalars(asked) if len(one) >= 8)


def due_on(reading: Reading, day: date) -> tuple[ClientId, ...]:
    """Return whose erasure is to be looked at: nothing may hold the rest any more."""
    return tuple(
        one.client_id
        for one in pending(reading)
        if (one.due is None or one.due < day) and not held_by(reading, one.client_id)
    )


def _counted(*found: dict[str, list[int]]) -> tuple[tuple[str, int], ...]:
    counts: dict[str, int] = {}
    for one in found:
        for name, keys in one.items():
            counts[name] = counts.get(name, 0) + len(keys)
    return tuple(sorted(counts.items()))
