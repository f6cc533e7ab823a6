"""What is known of an erasure before and while it is done."""

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date

from sqlalchemy import func, select

from salon.catalogue.tables import Entry, Product, Service
from salon.clients.model import ClientId, FileErased, JoinedInto
from salon.clients.queries import client_line, living
from salon.clients.tables import Client, ClientPhone, Erased, visits
from salon.complaints.queries import open_complaints
from salon.courses.queries import courses_of
from salon.erasure.knowing import NAMES, SIGNS, Known, Others, marks_from
from salon.erasure.model import Held, Pending, Prospect, Why, due_of
from salon.erasure.naming import Marks
from salon.errors import Missing
from salon.incidents.queries import open_incidents
from salon.prepaid.queries import cash_said, purse_of
from salon.public import public_id
from salon.staff.tables import StaffMember
from salon.store.history import CHANGE
from salon.store.leaning import Erasure
from salon.store.traces import traces
from salon.store.walking import walked
from salon.text import N_, _
from salon.till.model import BillState
from salon.till.tables import Bill
from salon.work import Reading

_NAMED = 8  # places named one by one


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
    name = own_file(reading, key)
    own = files_of(reading, key)
    found = walked(reading.session, own)
    elsewhere = traces(
        *(reading.session, marks_of(reading, own)),
        found.fates | {"client": dict.fromkeys(own)},
    )
    held = held_by(reading, key)
    begun = pending(reading, key)
    return Prospect(
        key,
        name,
        begun[0].asked_on if begun else None,
        _counted(found.of(Erasure.REMOVED)),
        _counted(found.of(Erasure.BLANKED), found.of(Erasure.KEPT)),
        held,
        due_of(held),
        elsewhere.count,
        len(elsewhere.left),
        tuple(public_id(*one) for one in elsewhere.left[:_NAMED]),
        tuple(_joined(reading, own - {int(key)})),
    )


def own_file(reading: Reading, key: ClientId) -> str:
    """Return whose a file is that is one of its own: nobody else must be meant.

    Raises:
        JoinedInto: It lives on in another one: that of somebody else, perhaps.
        FileErased, Missing: It is nobody's any more.
    """
    client = reading.session.get(Client, key)
    if client is None:
        raise Missing("Client", key)
    if client.merged_into == key:
        raise FileErased("Client", key)
    if client.merged_into is not None:
        into = client_line(reading, living(reading, key))
        raise JoinedInto("Client", key, into.id, into.name)
    return client.name


def _joined(reading: Reading, keys: Iterable[int]) -> Iterator[tuple[ClientId, str]]:
    asked = select(Client.id, Client.name).where(Client.id.in_(keys))
    for key, name in reading.session.execute(asked.order_by(Client.id)):
        yield ClientId(key), name


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


def marks_of(reading: Reading, own: Collection[int]) -> Marks:
    """Return what names the client now or did so ever.

    The history is asked too: a name that was changed stands in older words. What others
    have as well, a number of the family, a name of a namesake, is none of these.
    """
    return marks_from(_known(reading, own), _others(reading, own))


def _known(reading: Reading, own: Collection[int]) -> Known:
    c, p = Client, ClientPhone
    run, found = reading.session.execute, Known()
    columns = (*NAMES, *SIGNS)
    asked = select(*(getattr(c, one) for one in columns)).where(c.id.in_(own))
    for row in run(asked):
        found.take(dict(zip(columns, row, strict=True)))
    for number, raw in run(select(p.number, p.raw).where(p.client_id.in_(own))):
        found.take_number(number, raw)
    changes = select(CHANGE.c.before, CHANGE.c.after).where(
        CHANGE.c.table_name == "client", CHANGE.c.row_id.in_(own)
    )
    for images in run(changes):
        for said in images:
            if said:
                found.take(json.loads(said))
    mine = [f'"client_id":{key}' for key in own]
    numbers = select(CHANGE.c.before).where(
        CHANGE.c.table_name == "client_phone", CHANGE.c.before.is_not(None)
    )
    for (before,) in run(numbers):
        if any(one in before for one in mine):
            held = json.loads(before)
            if held.get("client_id") in own:
                found.take_number(held.get("number") or "", held.get("raw") or "")
    return found


def _others(reading: Reading, own: Collection[int]) -> Others:
    c, p = Client, ClientPhone
    run, found = reading.session.execute, Others()
    asked = select(c.name, c.latin, c.pinyin, c.called, c.family, c.given).where(
        c.id.not_in(own), c.merged_into.is_(None)
    )
    for name, latin, said, called, family, given in run(asked):
        both = (f"{given} {family}", f"{family} {given}") if family and given else ()
        found.take((name, latin, said, called, *both), family, said)
    for name in reading.session.scalars(select(StaffMember.name)):
        found.take((name,))
    for kind in (Service, Product, Entry):  # "Brow Shape" is sold, and nobody's name
        for terms in run(select(kind.en, kind.zh_hans, kind.zh_hant)):
            found.take_terms(terms)
    signs = select(c.email, c.wechat).where(
        c.id.not_in(own), c.merged_into.is_(None), (c.email != "") | (c.wechat != "")
    )
    for both in run(signs):
        found.take_signs(both)
    theirs = select(p.number).where(p.client_id.not_in(own), p.number != "")
    found.numbers.update(reading.session.scalars(theirs))
    return found


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
