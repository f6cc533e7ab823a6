"""The rows that a list becomes, written by the thousand; steps of the import."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from salon.clients.model import HEALTH_TEXTS
from salon.clients.tables import (
    Allergy,
    Client,
    ClientCondition,
    ClientFact,
    ClientPhone,
    ImportBatch,
)
from salon.exchange.adding import (
    NAMES,
    TONGUES,
    Addition,
    File,
    Said,
    indexed,
    phone_row,
)
from salon.exchange.matching import note_of
from salon.exchange.model import Incoming
from salon.skin.model import BadPicture
from salon.skin.pictures import prepared
from salon.skin.tables import Photo, shelve
from salon.store.base import Record
from salon.store.search import refill, resting
from salon.text import N_, _
from salon.work import Work

GoOn = Callable[[], None]
Owned = list[tuple[int, dict[str, Any]]]  # place in the list of clients, or her id


@dataclass(slots=True)
class Parts:
    """The rows that belong to clients, by table, each with its owner."""

    phones: Owned = field(default_factory=list)
    facts: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    allergies: Owned = field(default_factory=list)
    conditions: Owned = field(default_factory=list)

    def store(self, work: Work, key_of: Callable[[int], int], go_on: GoOn) -> None:
        """Write them; *go_on* raises Stopped between the tables."""
        own: list[tuple[type[Record], Owned]] = [
            (ClientPhone, self.phones),
            (ClientFact, [(owner, row) for (owner, _), row in self.facts.items()]),
            (Allergy, self.allergies),
            (ClientCondition, self.conditions),
        ]
        for kind, rows in own:
            go_on()
            work.add_many(kind, [row | {"client_id": key_of(at)} for at, row in rows])

    def note_health(
        self, owner: int, allergies: Sequence[str], conditions: Sequence[str]
    ) -> None:
        """Take what a list says of somebody's health: proposed, not yet confirmed."""
        for substance in allergies:
            allergy = {"substance": substance, "is_confirmed": False}
            self.allergies.append((owner, allergy))
        for condition in conditions:
            proposed = {"condition": condition, "since": None, "is_confirmed": False}
            self.conditions.append((owner, proposed))

    def note_facts(self, work: Work, owner: int, facts: dict[str, str]) -> None:
        """Take answers of the client file; those about health are to be confirmed."""
        for name, value in facts.items():
            fact = {"field": name, "value": value, "source": "import", "on": work.today}
            fact["is_confirmed"] = name not in HEALTH_TEXTS
            self.facts[owner, name] = fact  # instead of one that a row before began


@dataclass(slots=True)
class New:
    """Clients who are new from a list, some thousand at a time."""

    work: Work
    clients: list[dict[str, Any]] = field(default_factory=list)
    parts: Parts = field(default_factory=Parts)
    photos: list[tuple[int, Any]] = field(default_factory=list)

    def take(self, her: Incoming) -> list[str]:
        """Turn one of the list into rows; return what could not be taken, in words."""
        place = len(self.clients)
        self.clients.append(_client(self.work, her))
        for sort, phone in enumerate(her.phones):
            self.parts.phones.append((place, phone_row(phone, sort)))
        self.parts.note_facts(self.work, place, her.facts)
        self.parts.note_health(place, her.allergies, her.conditions)
        if her.photo is None:
            return []
        try:
            self.photos.append((place, prepared(her.photo, her.name)))
        except BadPicture as error:
            return [str(error)]
        return []

    def store(
        self, batch: ImportBatch, go_on: GoOn, *, is_trial: bool
    ) -> Sequence[int]:
        """Write them as clients of *batch*; return their ids in order."""
        if not self.clients:
            return ()
        work, connection = self.work, self.work.session.connection()
        with resting(connection):
            for row in self.clients:
                row["batch_id"] = batch.id
            keys = work.add_many(Client, self.clients)
            self.parts.store(work, keys.__getitem__, go_on)
            go_on()
            if not is_trial:
                refill(connection, keys[0], keys[-1])
        for place, picture in self.photos:
            store_photo(work, keys[place], picture)
        return keys


@dataclass(slots=True)
class More:
    """What is added to files that were there, some thousand rows at a time."""

    work: Work
    columns: dict[int, dict[str, Any]] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)
    facts: dict[int, str] = field(default_factory=dict)  # by id of the row
    photos: list[tuple[int, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Say whether anything is to be written."""
        parts = self.parts
        owned = (parts.phones, parts.facts, parts.allergies, parts.conditions)
        return any((self.columns, self.facts, self.photos, *owned))

    def take(self, her: Incoming, file: File, what: Addition) -> list[str]:
        """Turn what a row adds into rows; return what could not be taken, in words."""
        key = file.key
        columns = dict(what.columns)
        if any(name in columns for name in (*NAMES, "family", "given")):
            columns |= indexed(file.row)
        if columns:
            self.columns.setdefault(key, {}).update(columns)
        self.parts.phones += [(key, row) for row in what.phones]
        self.parts.note_facts(self.work, key, what.new_facts)
        self.parts.note_health(key, what.allergies, what.conditions)
        self.facts |= what.more_facts
        if her.photo is None:
            return []
        if file.has_photo:
            here = _(N_("another one"))
            what.left.append(Said("photo", _(N_("a picture")), here))
            return []
        try:
            self.photos.append((key, prepared(her.photo, her.name)))
        except BadPicture as error:
            return [str(error)]
        file.has_photo = True
        what.added.append(Said("photo", _(N_("a picture"))))
        return []

    def store(self) -> None:
        """Write it."""
        work = self.work
        work.change_many(Client, self.columns)
        self.parts.store(work, lambda key: key, lambda: None)
        unsure = {"is_confirmed": False, "source": "import", "on": work.today}
        said = {row: {"value": value} | unsure for row, value in self.facts.items()}
        work.change_many(ClientFact, said)
        for key, picture in self.photos:
            store_photo(work, key, picture)


def _client(work: Work, her: Incoming) -> dict[str, Any]:
    born, lunar = her.birthday, her.lunar
    row = {
        "name": her.name,
        "family": her.family,
        "given": her.given,
        "called": her.called,
        "latin": her.latin,
        "birth_year": born.year if born else None,
        "birth_month": born.month if born else None,
        "birth_day": born.day if born else None,
        "lunar_month": lunar.month if lunar else None,
        "lunar_day": lunar.day if lunar else None,
        "lunar_leap": bool(lunar and lunar.leap),
        "language": TONGUES.get(her.language, ""),
        "card_no": her.card_no,
        "gender": her.gender,
        "email": her.email,
        "wechat": her.wechat,
        "note": note_of(her),
        "registered": work.today,
    }
    return row | indexed(row)


def store_photo(work: Work, key: int, picture: Any) -> None:
    """Keep a picture that came with a card."""
    small = shelve(
        work.session.connection(), picture.hash, picture.image, picture.thumb
    )
    work.session.add(
        Photo(
            client_id=key,
            hash=picture.hash,
            thumb_hash=small,
            view="",
            width=picture.width,
            height=picture.height,
            taken=work.now,
        )
    )
