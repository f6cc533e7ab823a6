"""Commands about clients who leave: kept off lists, not booked, forgotten, copied."""

from argparse import Namespace
from pathlib import Path
from typing import Any

from salon.app import Salon
from salon.cli import named
from salon.cli.answer import Answer
from salon.clients.departing import come_back, note_departure
from salon.clients.departures import LEAVE_WORDS, Leave
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.erasure.model import Prospect
from salon.erasure.operations import call_off_erasure
from salon.erasure.queries import prospect
from salon.forgotten import erase, older_copies
from salon.public import public_id
from salon.text import N_, _, dated_day
from salon.views.own_copy import write_own_copy
from salon.views.retention import retention

_LEAVES = {
    "archive": Leave.ARCHIVED,
    "block": Leave.BLOCKED,
    "deceased": Leave.DECEASED,
}


def client(salon: Salon, options: Namespace) -> Answer:
    """Carry out one of the words."""
    if options.verb == "retention":
        return _retention(salon, options)
    key = named.client(salon, options.id).id
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
        salon.do(call_off_erasure, key)
        before = salon.ask(prospect, key)
        return Answer(
            _erasure(salon, before, erased=False), (), public_id("client", key)
        )
    before = salon.ask(prospect, key)
    if options.look:
        return Answer(_erasure(salon, before, erased=False), _told(salon, before))
    is_whole = erase(salon, key)
    done = _erasure(salon, before, erased=is_whole)
    said = _(N_("Erased.")) if is_whole else _(N_("Begun; the rest goes by itself."))
    return Answer(done, [said, *_told(salon, before)], public_id("client", key))


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
    return Answer(document, [f"{folder}"], changed=number)


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
    return Answer(document, lines)


assert set(LEAVE_WORDS) == set(_LEAVES.values())
