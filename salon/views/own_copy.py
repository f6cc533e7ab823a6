"""Everything that is kept of one client, as the law owes it: JSON, a paper, pictures.

No table is named here either: what belongs to a file is walked by its ties, so that
what is new is in it from its first day. Of others there is only what the client told:
no number of theirs leads to their files. What is only for us is not in it: guesses at
somebody's nature, alerts for the team, and notes that are not for the client. Pictures
are, also where the consent to take them was withdrawn: the copy is a right of whoever
is in them, and hands them to nobody else.
"""

import json
import os
import shutil
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select

from salon.app import Salon
from salon.catalogue.model import Subject
from salon.catalogue.queries import all_names
from salon.clients.model import ClientId
from salon.clients.queries import client_card
from salon.clients.tables import Client, ClientFact
from salon.errors import UNUSABLE, NoSuchPlace, NotAllowed, SalonError, Stopped
from salon.exchange.operations import note_copy_made
from salon.exchange.writing import CannotWrite
from salon.history.queries import history
from salon.money import Money
from salon.notices.model import Audience
from salon.paper.sheets import Look
from salon.public import public_id
from salon.reports.composing import Composed
from salon.reports.filed import compose_file
from salon.rights import Right
from salon.settings.queries import premises
from salon.skin.permission import CONSENT as PHOTOS
from salon.skin.tables import PICTURE
from salon.staff.model import StaffId
from salon.store.base import table_of
from salon.store.folder import keep_out
from salon.store.leaning import kinds
from salon.store.walking import some_of, walked
from salon.text import N_, nearest
from salon.work import Reading, Work

PICTURES_TOO = N_(
    "Pictures in it: {n}, although the consent to photographs was withdrawn. They are "
    "the client's own; give the copy to nobody else."
)
OURS = frozenset(("personality", "personality_2"))  # guesses of ours, never handed on
_HIDDEN = frozenset(  # how a row is kept, and not what it says
    (
        *("version", "sort_key", "parts", "batch_id", "merged_into", "token"),
        *("thumb_hash", "message_id"),
    )
)
_NEVER = frozenset(  # of ours: alerts for the team, how notes were worded before
    (
        *("two_people", "erasure", "staff_alert", "staff_alert_seen"),
        "client_note_wording",
    )
)
_ACTIONS = 100_000
_NOBODY = -1
_MIDDLE = 50  # of a hundred: what is read; the rest is written

Tell = Callable[[int, int], object]
GoOn = Callable[[], bool]


@dataclass(eq=False)
class FolderInUse(SalonError):
    """A copy was to be written where something lies."""

    where: str

    text = N_("There is something in “{where}”. Name a folder that is empty or new.")


@dataclass(frozen=True)
class OwnCopy:
    """All that one client's copy holds."""

    client_id: ClientId
    plain: dict[str, Any]
    paper: Composed
    pictures: tuple[tuple[str, str], ...]  # file, and the digest it lies under
    withdrawn: bool  # whether the consent to take them stands no more


def own_copy(work: Work, key: ClientId) -> OwnCopy:
    """Return everything that is kept of a client; raises Missing, NotAllowed."""
    if Right.EXCHANGE not in work.by.rights:
        raise NotAllowed(Right.EXCHANGE)
    card = client_card(work, key)
    tongue = card.line.language
    look = Look(languages=(nearest(tongue),) if tongue else ())
    own = _files(work, key)
    found = walked(work.session, own)
    records: dict[str, list[dict[str, Any]]] = {}
    pictures: dict[str, str] = {}
    for name in sorted(found.fates):
        keys = found.fates[name]
        if name != ClientFact.__tablename__ and (rows := _rows(work, name, keys, own)):
            records[name] = rows
            for row in rows:
                if digest := row.get("hash"):
                    pictures[f"pictures/{row['id']}.jpg"] = digest
    plain = {
        "made": work.local(work.now).isoformat(timespec="seconds"),
        "by": premises(work).name,
        "person": _person(work, key),
        "answers": _answers(work, key),
        "records": records,
        "history": [
            {"at": work.local(one.at).isoformat(timespec="seconds"), "what": one.text}
            for one in history(work, ("client", key), _ACTIONS, most=500)
        ],
    }
    paper = compose_file(work, key, look)
    given = [one for one in card.signed if one.consent == PHOTOS]
    is_withdrawn = bool(given) and all(one.withdrawn_on for one in given)
    return OwnCopy(key, plain, paper, tuple(pictures.items()), is_withdrawn)


def write_own_copy(
    salon: Salon,
    key: ClientId,
    where: Path,
    *,
    by: StaffId | None = None,
    tell: Tell = lambda _done, _all: None,
    go_on: GoOn = lambda: True,
) -> dict[str, int]:
    """Write a client's copy into a folder that is new or empty; it appears whole.

    Args:
        salon: The records.
        key: Whose.
        where: The folder.
        by: Who does it.
        tell: Told how much is done, of how much.
        go_on: Asked between steps; once false, nothing is left behind.

    Returns:
        How many answers, records, pictures and pages it holds; and how many pictures
        for which the consent is withdrawn.

    Raises:
        FolderInUse, CannotWrite, SalonsOwn, NoSuchPlace: It cannot be written there.
        NotAllowed: It takes the right to take lists out.
        Stopped: *go_on* said so.
    """
    try:
        keep_out(where)
        if where.exists() and (not where.is_dir() or any(where.iterdir())):
            raise FolderInUse(str(where))
    except OSError as error:
        raise _cannot(where, error) from error
    tell(0, 100)
    copy = salon.look_as(by or salon.by, own_copy, key)
    part = where.with_name(f".{where.name}.camellia.part")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        counts = _write(salon, copy, part, tell, go_on)
        if where.exists():
            where.rmdir()
        part.replace(where)
    except OSError as error:
        raise _cannot(where, error) from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    salon.do_as(by or salon.by, note_copy_made, key)
    tell(100, 100)
    return counts


def _cannot(where: Path, error: OSError) -> SalonError:
    is_its_name = error.errno in UNUSABLE
    return NoSuchPlace.of(error, where) if is_its_name else CannotWrite()


def _write(
    salon: Salon, copy: OwnCopy, part: Path, tell: Tell, go_on: GoOn
) -> dict[str, int]:
    def step(done: int) -> None:
        if not go_on():
            raise Stopped
        tell(done, 100)

    step(_MIDDLE)
    said = json.dumps(copy.plain, ensure_ascii=False, indent=1)
    _keep(part / "data.json", said.encode("utf-8"))
    step(_MIDDLE + 5)
    paper = copy.paper.set()
    _keep(part / "file.pdf", paper.pdf)
    for place, (name, digest) in enumerate(copy.pictures):
        step(60 + 40 * place // max(1, len(copy.pictures)))
        image = salon.ask(_image, digest)
        if image:
            (part / name).parent.mkdir(mode=0o700, exist_ok=True)
            _keep(part / name, image)
    return {
        "answers": len(copy.plain["answers"]),
        "records": sum(map(len, copy.plain["records"].values())),
        "pictures": len(copy.pictures),
        "withdrawn": len(copy.pictures) * copy.withdrawn,
        "pages": paper.pages,
    }


def _keep(file: Path, data: bytes) -> None:
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as out:
        out.write(data)
        out.flush()
        with suppress(OSError):
            os.fsync(out.fileno())


def _image(reading: Reading, digest: str) -> bytes:
    asked = select(PICTURE.c.image).where(PICTURE.c.hash == digest)
    return reading.session.connection().scalar(asked) or b""


def _files(reading: Reading, key: ClientId) -> set[int]:
    into = select(Client.id).where(Client.merged_into == key)
    return {int(key), *map(int, reading.session.scalars(into))}


def _person(reading: Reading, key: ClientId) -> dict[str, Any]:
    row = reading.session.execute(
        select(*table_of(Client).c).where(Client.id == key)
    ).one()
    hidden = {*_HIDDEN, "words"}
    return {
        name: _plain(value)
        for name, value in row._asdict().items()
        if name not in hidden and value not in ("", None)
    } | {"id": public_id("client", key)}


def _answers(reading: Reading, key: ClientId) -> list[dict[str, Any]]:
    labels = all_names(reading, Subject.CLIENT_FIELD)
    table = table_of(ClientFact)
    asked = select(*table.c).where(table.c.client_id == key).order_by(table.c.field)
    return [
        {
            "label": str(labels.get(row.field, row.field)),
            **{
                name: _plain(value)
                for name, value in row._asdict().items()
                if name not in ("id", "version", "client_id")
            },
        }
        for row in reading.session.execute(asked)
        if row.field not in OURS
    ]


def _rows(
    reading: Reading, name: str, keys: Collection[int], own: Collection[int]
) -> list[dict[str, Any]]:
    """Return rows of a table as they may be handed on, in their order."""
    table = table_of(kinds()[name])
    if name in _NEVER:
        return []
    others = {  # what leads to the file of somebody else
        column.key
        for column in table.c
        for foreign in column.foreign_keys
        if foreign.column.table.name == "client"
    }
    named = {
        column.key: foreign.column.table.name
        for column in table.c
        for foreign in column.foreign_keys
        if foreign.column.table.name not in ("client", "staff_member")
    }
    staff = {
        column.key
        for column in table.c
        for foreign in column.foreign_keys
        if foreign.column.table.name == "staff_member"
    }
    found = []
    for some in some_of(keys):
        asked = select(*table.c).where(table.c.id.in_(some)).order_by(table.c.id)
        for row in reading.session.execute(asked):
            said = row._asdict()
            is_anothers = said.get("client_id", _NOBODY) not in (_NOBODY, *own)
            is_ours = said.get("audience", Audience.CLIENT) != Audience.CLIENT
            if is_ours or is_anothers:
                continue
            plain: dict[str, Any] = {"id": public_id(name, row.id)}
            for column, value in said.items():
                is_hidden = column in _HIDDEN or column in others or column in staff
                if is_hidden or column == "id" or value in ("", None):
                    continue
                if column in named:
                    plain[column] = public_id(named[column], value)
                else:
                    plain[column] = _plain(value)
            found.append(plain)
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, Money):
        return value.minor
    if isinstance(value, bool | int | float | str):
        return getattr(value, "value", value)
    if isinstance(value, date) or hasattr(value, "isoformat"):
        return value.isoformat()
    return getattr(value, "value", str(value))
