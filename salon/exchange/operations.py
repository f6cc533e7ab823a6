"""What the owner does with whole lists of clients."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Table, exists, func, select

from salon.appointments.tables import Appointment
from salon.clients.matching import phone_digits, sort_key, words_of
from salon.clients.names import pinyin
from salon.clients.queries import find_ids
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    ImportBatch,
)
from salon.errors import SalonError, Stopped
from salon.exchange.events import ClientsExported, ClientsImported, ImportTakenBack
from salon.exchange.matching import Known, differences
from salon.exchange.model import Incoming, Outgoing
from salon.exchange.queries import book_of_clients, outgoing_clients
from salon.rights import Right
from salon.skin.model import BadPicture
from salon.skin.pictures import prepared
from salon.skin.tables import Photo, shelve
from salon.store.base import Record, table_of
from salon.store.history import Change, Kind
from salon.store.leaning import Link, Tie, links_to
from salon.store.search import refill, resting, sweeping
from salon.text import N_, _, full_day, listed
from salon.work import Work, needs

Progress = Callable[[int], bool]  # rows so far; True: go on, False: stop
MANY = 1_000  # clients; from here on the index is written anew
STEP = 500  # rows between two looks at Cancel
_TONGUES = {"en": "en", "zh_hans": "zh_CN", "zh_hant": "zh_TW"}


@dataclass(eq=False)
class NoSuchImport(SalonError):
    """There is no import of that number, or it was taken back already."""

    batch: str

    text = N_("There is no import {batch}. Look at the list of imports.")


@dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row of a list."""

    row: int
    status: str  # new, matched, refused, not_a_client
    client_id: int | None = None
    reason: str = ""
    warnings: tuple[str, ...] = ()
    name: str = ""


@dataclass(slots=True)
class Outcome:
    """What a list brought."""

    batch_id: int | None = None
    new: int = 0
    matched: int = 0
    refused: int = 0
    rows: list[RowResult] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Kept:
    """A client whom a take-back left where she is, and why."""

    client_id: int
    reason: str


@dataclass(slots=True)
class _Lists:
    """The rows that an import will add, by table."""

    clients: list[dict[str, Any]] = field(default_factory=list)
    phones: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    facts: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    allergies: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    conditions: list[tuple[int, dict[str, Any]]] = field(default_factory=list)
    photos: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


@needs(Right.EXCHANGE)
def import_clients(
    work: Work,
    people: Iterable[Incoming],
    file: str,
    *,
    is_trial: bool = False,
    progress: Progress | None = None,
) -> Outcome:
    """Take a list of clients in, whole or not at all, as one action.

    Args:
        work: As ever.
        people: As `salon.exchange.child.read` gives them.
        file: The file's name, for the history.
        is_trial: Look what would become of each row, and store nothing.
        progress: Told how many rows are read, and again between the steps of
            storing them; returns False to stop.

    Raises:
        Stopped: *progress* said so; nothing is kept.
        CannotRead: The file turned out to be broken on the way.
    """
    with _uncollected():
        return _import(work, people, file, progress, is_trial=is_trial)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nobody look for circles among a million objects that make none."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _import(
    work: Work,
    people: Iterable[Incoming],
    file: str,
    progress: Progress | None,
    *,
    is_trial: bool,
) -> Outcome:
    book, outcome, lists = book_of_clients(work), Outcome(), _Lists()
    new_rows: list[tuple[int, int, Incoming, tuple[str, ...]]] = []
    for number, her in enumerate(people):
        if progress is not None and number % STEP == 0 and not progress(number):
            raise Stopped
        if not her.is_client:
            outcome.rows.append(RowResult(her.row, "not_a_client"))
            continue
        if her.refused:
            outcome.refused += 1
            outcome.rows.append(
                RowResult(her.row, "refused", None, her.refused, her.warnings, her.name)
            )
            continue
        known = book.match(her)
        if known is not None:
            outcome.matched += 1
            said = differences(her, known)
            outcome.rows.append(
                RowResult(
                    *(her.row, "matched", known.key, "; ".join(said)),
                    *((*her.warnings, *said), her.name),
                )
            )
            continue
        outcome.new += 1
        place = len(lists.clients)
        shared = book.sharing(her)
        warnings = her.warnings
        if shared:
            hint = _(N_("Same phone as {names}")).format(names=listed(shared[:3]))
            warnings = (*warnings, hint)
        warnings = (*warnings, *_collect(work, lists, place, her))
        book.add(_known(-1 - place, her))
        new_rows.append((len(outcome.rows), place, her, warnings))
        outcome.rows.append(RowResult(her.row, "new", None, "", warnings, her.name))
    if is_trial or not lists.clients:
        return outcome
    seen = len(outcome.rows)

    def go_on() -> None:
        if progress is not None and not progress(seen):
            raise Stopped

    keys = _store(work, lists, outcome, file, go_on)
    for at, place, her, warnings in new_rows:
        reason = "; ".join(warnings)
        outcome.rows[at] = RowResult(
            her.row, "new", keys[place], reason, warnings, her.name
        )
    for at, row in enumerate(outcome.rows):
        if row.client_id is not None and row.client_id < 0:  # matched within the list
            outcome.rows[at] = RowResult(
                *(row.row, row.status, keys[-1 - row.client_id], row.reason),
                *(row.warnings, row.name),
            )
    return outcome


@needs(Right.EXCHANGE)
def take_back_import(work: Work, batch_id: int) -> tuple[int, list[Kept]]:
    """Take an import away again; who was changed or used since stays, and is named.

    Returns:
        How many clients went, and who stayed.

    Raises:
        NoSuchImport: There is none of that number.
    """
    batch = work.session.get(ImportBatch, batch_id)
    if batch is None:
        raise NoSuchImport(f"B{batch_id}")
    keys = list(
        work.session.scalars(select(Client.id).where(Client.batch_id == batch_id))
    )
    why = _why_kept(work, batch_id)
    gone = [key for key in keys if key not in why]
    connection = work.session.connection()
    sweep = sweeping(connection) if len(gone) > MANY else nullcontext()
    with sweep:
        _remove(work, batch_id, gone, set(why))
    if not why:
        work.session.delete(batch)
    work.record(ImportTakenBack(batch_id, len(gone)))
    return len(gone), [Kept(key, reason) for key, reason in sorted(why.items())]


def _why_kept(work: Work, batch_id: int) -> dict[int, str]:
    """Return who of an import stays, and why: whatever was done to her file since.

    What leans on her and came with the import itself goes with her.
    """
    session = work.session
    brought = (
        select(func.max(Change.seq))  # it may have been undone and done again
        .where(Change.table_name == "import_batch", Change.row_id == batch_id)
        .where(Change.kind == Kind.INSERT)
    )
    seq = session.scalar(brought) or 0
    hers = select(Client.id).where(Client.batch_id == batch_id)

    def touched(table: Table) -> ColumnElement[bool]:
        return exists().where(
            Change.table_name == table.name,
            Change.row_id == table.c.id,
            Change.seq > seq,
        )

    why: dict[int, str] = {}
    for link in sorted(links_to("client"), key=_loudest):
        leaning = select(link.column).distinct().where(link.column.in_(hers))
        for key in session.scalars(leaning.where(touched(link.table))):
            why.setdefault(key, _(_reason(link)))
    parts = [link.table.name for link in links_to("client", Tie.PART)]
    gone = select(Change.before).where(
        Change.table_name.in_(parts), Change.kind == Kind.DELETE, Change.seq > seq
    )
    mine: set[int] | None = None
    for before in session.scalars(gone):  # a number that was taken off her file
        key = json.loads(before or "{}").get("client_id")
        if mine is None:
            mine = set(session.scalars(hers))
        if key in mine:
            why.setdefault(key, _(_CHANGED))
    own = table_of(Client)
    changed = select(Client.id).where(Client.batch_id == batch_id, touched(own))
    for key in session.scalars(changed):
        why.setdefault(key, _(_CHANGED))
    return why


def _loudest(link: Link) -> int:
    return _REASONS.index(_reason(link))


def _reason(link: Link) -> str:
    if link.kind is Appointment:
        return _VISITS
    if link.kind is Client:
        return _JOINED
    return {Tie.PART: _CHANGED, Tie.OWN: _MORE, Tie.NAMES: _NAMED}[link.leaning.tie]


def _remove(work: Work, batch_id: int, gone: Sequence[int], kept: set[int]) -> None:
    hers = select(Client.id).where(Client.batch_id == batch_id)
    for link in reversed(links_to("client", Tie.PART, Tie.OWN)):
        asked = select(link.table.c.id, link.column).where(link.column.in_(hers))
        rows = work.session.execute(asked)
        work.remove_many(link.kind, [key for key, her in rows if her not in kept])
    work.remove_many(Client, gone)


@needs(Right.EXCHANGE)
def export_clients(work: Work, keys: Sequence[int] | None = None) -> list[Outgoing]:
    """Return clients as they are written to a file; the history says that they left."""
    people = outgoing_clients(work, keys)
    work.record(ClientsExported(len(people)))
    return people


@needs(Right.EXCHANGE)
def export_found(work: Work, text: str) -> list[Outgoing]:
    """Return the clients that *text* finds, as they go into a file; all for ""."""
    keys = [int(key) for key in find_ids(work, text, MOST)] if text else None
    return export_clients(work, keys)


MOST = 1_000_000
_CHANGED = N_("The file was changed since")
_VISITS = N_("There are appointments")
_MORE = N_("The file has grown since")
_JOINED = N_("Another file was joined into this one")
_NAMED = N_("Another file names this client as family")
_REASONS = (_VISITS, _MORE, _JOINED, _NAMED, _CHANGED)  # the first of them is said


def _known(key: int, her: Incoming) -> Known:
    b = her.birthday
    return Known(
        key,
        her.name,
        {phone.number for phone in her.phones if phone.number},
        (b.year, b.month, b.day) if b is not None else (None, None, None),
        her.card_no,
    )


def _collect(work: Work, lists: _Lists, place: int, her: Incoming) -> list[str]:
    """Turn one of the list into rows; return what could not be taken, in words."""
    has_parts = her.family in her.name and her.given in her.name
    own = () if has_parts else (her.family, her.given)
    words, parts = words_of(her.name, *own, her.called, her.latin, her.card_no)
    said = pinyin(her.name, her.family)
    born, lunar = her.birthday, her.lunar
    lists.clients.append(
        {
            "name": her.name,
            "family": her.family,
            "given": her.given,
            "called": her.called,
            "latin": her.latin,
            "pinyin": said,
            "sort_key": sort_key(her.name, said),
            "words": words,
            "parts": parts,
            "birth_year": born.year if born else None,
            "birth_month": born.month if born else None,
            "birth_day": born.day if born else None,
            "lunar_month": lunar.month if lunar else None,
            "lunar_day": lunar.day if lunar else None,
            "lunar_leap": bool(lunar and lunar.leap),
            "language": _TONGUES.get(her.language, ""),
            "card_no": her.card_no,
            "gender": her.gender,
            "email": her.email,
            "wechat": her.wechat,
            "note": _note(her),
            "registered": work.today,
        }
    )
    for sort, phone in enumerate(her.phones):
        row = {
            "number": phone.number or "",
            "raw": phone.raw,
            "extension": phone.extension,
            "label": phone.label,
            "digits": phone_digits(phone.number or "", phone.raw),
            "sort": sort,
        }
        lists.phones.append((place, row))
    for name, value in her.facts.items():
        fact = {"field": name, "value": value, "source": "import", "on": work.today}
        lists.facts.append((place, fact))
    for substance in her.allergies:
        lists.allergies.append((place, {"substance": substance, "is_confirmed": False}))
    for condition in her.conditions:
        proposed = {"condition": condition, "since": None, "is_confirmed": False}
        lists.conditions.append((place, proposed))
    if her.photo is None:
        return []
    try:
        picture = prepared(her.photo, her.name)
    except BadPicture as error:
        return [str(error)]
    lists.photos.append((place, {"picture": picture}))
    return []


def _note(her: Incoming) -> str:
    lines = [her.note] if her.note else []
    if her.tags:
        lines.append(_(N_("Labels: {labels}")).format(labels=listed(her.tags)))
    if her.last_visit is not None:
        words = _(N_("Last visit before the import: {day}"))
        lines.append(words.format(day=full_day(her.last_visit)))
    return "\n".join(lines)


def _store(
    work: Work,
    lists: _Lists,
    outcome: Outcome,
    file: str,
    go_on: Callable[[], None],
) -> Sequence[int]:
    batch = work.add(
        ImportBatch(
            file=file[:400],
            at=work.now,
            new=outcome.new,
            matched=outcome.matched,
            refused=outcome.refused,
        )
    )
    outcome.batch_id = batch.id
    connection = work.session.connection()
    with resting(connection):
        for row in lists.clients:
            row["batch_id"] = batch.id
        keys = work.add_many(Client, lists.clients)
        own: list[tuple[type[Record], list[tuple[int, dict[str, Any]]]]] = [
            (ClientPhone, lists.phones),
            (ClientFact, lists.facts),
            (Allergy, lists.allergies),
            (ClientCondition, lists.conditions),
        ]
        for kind, rows in own:
            go_on()
            work.add_many(
                kind, [row | {"client_id": keys[place]} for place, row in rows]
            )
        go_on()
        refill(connection, keys[0], keys[-1])
        go_on()
    _store_photos(work, lists, keys)
    work.record(ClientsImported(batch.id, len(keys)))
    return keys


def _store_photos(work: Work, lists: _Lists, keys: Sequence[int]) -> None:
    connection = work.session.connection()
    for place, row in lists.photos:
        one = row["picture"]
        small = shelve(connection, one.hash, one.image, one.thumb)
        work.session.add(
            Photo(
                client_id=keys[place],
                hash=one.hash,
                thumb_hash=small,
                view="",
                width=one.width,
                height=one.height,
                taken=work.now,
            )
        )
