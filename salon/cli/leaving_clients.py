"""Commands about clients who leave: kept off lists, not booked, forgotten, copied."""

import sys
from argparse import Namespace
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.catalogue.model import Ambiguous
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.departing import come_back, note_departure
from salon.clients.departures import Leave
from salon.clients.model import BadField, ClientId, NeverJoined
from salon.clients.parting import part_clients
from salon.clients.queries import client_line
from salon.clients.telling_apart import are_two_people, may_be_one
from salon.erasure.model import JOINED_TOO, LEFT_ALONE, Prospect
from salon.erasure.operations import foresee_erasure
from salon.errors import SalonError
from salon.forgotten import call_off, erase, older_copies
from salon.public import public_id, row_of
from salon.text import N_, _, dated_day, listed
from salon.views.own_copy import PICTURES_TOO, write_own_copy
from salon.views.parting import Parting, is_joined, joined_into, parting
from salon.views.retention import retention
from salon.views.twins import twins, twins_of


class WhichTwo(SalonError):
    """Two files were to be told apart and one was named."""

    text = N_("Name both files: “duplicates ONE OTHER --two”, or “--again”.")


@dataclass(eq=False)
class SayYes(SalonError):
    """Somebody at a keyboard would have one forgotten, and did not say yes to it."""

    client: str
    name: str
    goes: int
    stays: int

    text = N_(
        "{client} {name} would be forgotten for good: rows that go: {goes}, that stay "
        "without a name: {stays}. Nothing was done; see all of it with “--look”, and "
        "say “--yes” to do it."
    )


_LEAVES = {
    "archive": Leave.ARCHIVED,
    "block": Leave.BLOCKED,
    "deceased": Leave.DECEASED,
}


def client(salon: Salon, options: Namespace) -> Answer:
    """Carry out one of the words."""
    if options.verb == "retention":
        return _retention(salon, options)
    key = named.client_itself(salon, options.id).id
    match options.verb:
        case "erase":
            return _erase(salon, key, options)
        case "export":
            return _export(salon, key, Path(options.folder))
        case "back":
            return _back(salon, key, options.left)
    kind = _LEAVES[options.verb]
    calls_off = {"cancel": True, "keep": False}.get(getattr(options, "visits", ""))
    salon.do(note_departure, key, kind, options.reason, calls_off=calls_off)
    return _left(salon, key)


def _back(salon: Salon, key: ClientId, left: str | None) -> Answer:
    line = salon.ask(client_line, key)
    has = [Leave(one.kind) for one in line.alerts if one.kind in set(Leave)]
    kind = Leave(left) if left else next(iter(has), Leave.ARCHIVED)
    salon.do(come_back, key, kind)
    return _left(salon, key)


def _left(salon: Salon, key: ClientId) -> Answer:
    line = salon.ask(client_line, key)
    left = [one for one in line.alerts if one.kind in set(Leave)]
    number = public_id("client", key)
    document = {
        "client": {"id": number, "name": line.name},
        "left": [{"how": one.kind, "text": one.text} for one in left],
    }
    lines = [f"{number}  {line.name}", *(f"  ! {one.text}" for one in left)]
    return Answer(document, lines, changed=number)


def _erase(salon: Salon, key: ClientId, options: Namespace) -> Answer:
    if options.call_off:
        call_off(salon, key)
    before = salon.look_as(salon.by, foresee_erasure, key)
    who = f"{public_id('client', key)}  {before.name}"
    if options.call_off:
        told = [who, _(N_("The erasure is called off; what has gone stays gone."))]
        return Answer(_erasure(salon, before, erased=False), told, who.split()[0])
    if options.look:
        told = [who, *_told(salon, before)]
        return Answer(_erasure(salon, before, erased=False), told)
    if not (options.yes or options.json) and sys.stdin and sys.stdin.isatty():
        counts = (sum(n for _name, n in some) for some in (before.goes, before.stays))
        raise SayYes(public_id("client", key), before.name, *counts)
    is_whole = erase(salon, key)
    done = _erasure(salon, before, erased=is_whole)
    said = _(N_("Erased.")) if is_whole else _(N_("Begun; the rest goes by itself."))
    return Answer(done, [who, said, *_told(salon, before)], public_id("client", key))


def _erasure(salon: Salon, one: Prospect, *, erased: bool) -> dict[str, Any]:
    return {
        "client": public_id("client", one.client_id),
        "erased": erased,
        "asked": one.asked_on and one.asked_on.isoformat(),
        "due": one.due and one.due.isoformat(),
        "goes": dict(one.goes),
        "stays": dict(one.stays),
        "held": [
            {
                "why": held.why.value,
                "what": held.what,
                "until": held.until and held.until.isoformat(),
            }
            for held in one.held
        ],
        "elsewhere": one.elsewhere,
        "untouched": one.untouched,
        "left": list(one.left),
        "joined": [
            {"id": public_id("client", key), "name": name} for key, name in one.joined
        ],
        "copies": [
            {
                "file": str(copy.path),
                "at": copy.at.isoformat(timespec="seconds"),
                "until": copy.until and copy.until.isoformat(),
            }
            for copy in older_copies(salon)
        ],
    }


def _told(salon: Salon, one: Prospect) -> list[str]:
    gone = sum(count for _name, count in one.goes)
    left = sum(count for _name, count in one.stays)
    lines = [
        _(N_("Rows that go: {gone}; that stay without a name: {left}")).format(
            gone=gone, left=left
        ),
        _(N_("Rows of others that name the client: {n}")).format(n=one.elsewhere),
        _(N_("Undo brings nothing of it back.")),
    ]
    if one.asked_on:
        said = _(N_("Asked for on {day} already; “--call-off” ends it."))
        lines.append(said.format(day=dated_day(one.asked_on)))
    if one.joined:
        names = [f"{public_id('client', key)} {name}" for key, name in one.joined]
        lines.append(_(JOINED_TOO).format(names=listed(names)))
    if one.untouched:
        places = listed(one.left)
        lines.append(_(LEFT_ALONE).format(n=one.untouched, places=places))
    for held in one.held:
        until = dated_day(held.until) if held.until else _(N_("until it is over"))
        lines.append(f"  {held.what}  {until}")
    for copy in older_copies(salon):
        until = dated_day(copy.until) if copy.until else _(N_("kept by hand"))
        lines.append(f"  {copy.path.name}  {until}")
    return lines


def _export(salon: Salon, key: ClientId, folder: Path) -> Answer:
    counts = write_own_copy(salon, key, folder)
    number = public_id("client", key)
    document = {"client": number, "folder": str(folder), **counts}
    lines = [f"{folder}"]
    if counts["withdrawn"]:
        lines.append(_(PICTURES_TOO).format(n=counts["withdrawn"]))
    return Answer(document, lines, changed=number)


def _retention(salon: Salon, options: Namespace) -> Answer:
    found = salon.ask(retention, options.years)
    document = {
        "years": found.years,
        "clients": [
            {
                "id": public_id("client", one.client_id),
                "name": one.name,
                "last": one.last and one.last.isoformat(),
                "since": one.since.isoformat(),
                "held": one.is_held,
            }
            for one in found.people
        ],
        "total": found.total,
    }
    lines = [
        f"{public_id('client', one.client_id):>8}  {one.name}  {one.since.isoformat()}"
        for one in found.people
    ]
    nobody = _(N_("Nobody was away for {n} years.")).format(n=found.years)
    return Answer(document, lines or [nobody])


def duplicates(salon: Salon, options: Namespace) -> Answer:
    """List files that may be of one person, or say that two are of two people."""
    if options.other:
        one, other = (
            named.client(salon, said).id for said in (options.client, options.other)
        )
        salon.do(may_be_one if options.again else are_two_people, one, other)
        pair = [public_id("client", key) for key in sorted((one, other))]
        told = (
            N_("{one} and {other} may be one person after all.")
            if (options.again)
            else N_("{one} and {other} are two people.")
        )
        said = _(told).format(one=pair[0], other=pair[1])
        return Answer({"two": not options.again, "clients": pair}, [said], pair[0])
    if options.two or options.again:
        raise WhichTwo
    if options.client:
        key = named.client(salon, options.client).id
        pairs = salon.ask(twins_of, key, options.limit)
        total = len(pairs)
    else:
        found = salon.ask(twins, options.limit)
        pairs, total = found.pairs, found.total
    shown = [
        {
            "clients": [
                {"id": public_id("client", one.id), "name": one.name}
                for one in (pair.one, pair.other)
            ],
            "why": [why.value for why in pair.why],
        }
        for pair in pairs
    ]
    lines = [
        f"{public_id('client', pair.one.id):>8}  {pair.one.name}  "
        f"{public_id('client', pair.other.id)}  {pair.other.name}  {pair.said}"
        for pair in pairs
    ]
    nobody = _(N_("No two files look like one person."))
    return Answer({"duplicates": shown, "total": total}, lines or [nobody])


def split(salon: Salon, options: Namespace) -> Answer:
    """Part two files that were joined."""
    away = _away(salon, options.client)
    look = salon.ask(parting, away)
    chosen = [_record(one, look) for one in options.to]
    if not options.look:
        salon.do(part_clients, away, chosen)
    document = {
        "kept": {"id": public_id("client", look.kept_id), "name": look.kept},
        "parted": {"id": public_id("client", look.away_id), "name": look.away},
        "joined": look.at.isoformat(timespec="seconds"),
        "back": look.back,
        "since": [
            {
                "record": _said_of(one.table, one.key),
                "at": one.at.isoformat(timespec="seconds"),
                "what": one.what,
                "goes": (one.table, one.key) in chosen,
            }
            for one in look.since
        ],
    }
    lines = [
        f"{_said_of(one.table, one.key):>16}  {one.at:%Y-%m-%d %H:%M}  {one.what}"
        for one in look.since
    ]
    kept = f"{public_id('client', look.kept_id)} {look.kept}"
    parted = f"{public_id('client', look.away_id)} {look.away}"
    told = (
        N_("{parted} would be parted from {kept}.")
        if options.look
        else N_("{parted} was parted from {kept}.")
    )
    lines = [_(told).format(parted=parted, kept=kept), *lines]
    changed = None if options.look else public_id("client", away)
    return Answer(document, lines, changed=changed)


def _away(salon: Salon, said: str) -> ClientId:
    """Return the file that was joined into another: by its number, or by that one's."""
    with suppress(ValueError):
        table, key = row_of(said)
        if table == "client" and salon.ask(is_joined, ClientId(key)):
            return ClientId(key)
    line = named.client(salon, said)
    inside = salon.ask(joined_into, line.id)
    if not inside:
        raise NeverJoined(line.name)
    if len(inside) > 1:
        names = [f"{public_id('client', one.away_id)} {one.name}" for one in inside]
        raise Ambiguous(_(N_("client")), said, names)
    return inside[0].away_id


def _said_of(table: str, key: int) -> str:
    return public_id(table, key).replace(" ", ":")


def _record(said: str, look: Parting) -> tuple[str, int]:
    """Return the row that is meant by AWAY=RECORD, one of those written since."""
    away, _mark, record = said.rpartition("=")
    known = {_said_of(one.table, one.key): (one.table, one.key) for one in look.since}
    if away and away.upper() != public_id("client", look.away_id):
        raise BadField("--to", away)
    if record not in known:
        raise BadField("--to", record)
    return known[record]
