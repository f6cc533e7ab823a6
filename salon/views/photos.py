"""Photographs as the window shows them: one with its marks, and what is to be taken."""

from dataclasses import dataclass
from datetime import date

from salon.appointments.model import Status
from salon.appointments.queries import day_book
from salon.catalogue.queries import services
from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.skin.model import MarkLine, PhotoId, PhotoLine
from salon.skin.permission import PhotoRights
from salon.skin.queries import marks_of, photo, photo_rights, photos_of
from salon.skin.shots import FIRST_LOOK, Shot, shots_of
from salon.treatments.queries import treatments_of
from salon.work import Reading


@dataclass(frozen=True)
class PhotoSight:
    """One photograph, what was drawn on it, and what it may be used for."""

    photo: PhotoLine
    client_id: ClientId
    marks: tuple[MarkLine, ...]
    rights: PhotoRights


def photo_sight(reading: Reading, key: PhotoId) -> PhotoSight:
    """Return one photograph as its sheet shows it; raises Missing."""
    whose, line = photo(reading, key)
    marks = tuple(marks_of(reading, key))
    return PhotoSight(line, whose, marks, photo_rights(reading, whose))


@dataclass(frozen=True)
class ShotLine:
    """A view to take, with the newest photograph of it from another day."""

    shot: Shot
    earlier: PhotoLine | None
    is_taken: bool  # today


@dataclass(frozen=True)
class ShotsSight:
    """What one begins with who photographs a client."""

    client_id: ClientId
    client: str
    shots: tuple[ShotLine, ...]
    earlier: tuple[PhotoLine, ...]  # all of other days, the newest first
    known: frozenset[str]  # hashes of what is in the file already
    rights: PhotoRights
    today: date


def shots_sight(reading: Reading, client_id: ClientId) -> ShotsSight:
    """Return which views today's service asks for, and the earlier picture of each."""
    taken = photos_of(reading, client_id)
    today = [one for one in taken if one.taken.date() == reading.today]
    before = [one for one in taken if one.taken.date() != reading.today]
    lines = []
    for shot in shots_of(_family(reading, client_id)):
        mine = [one for one in before if one.view == shot.view]
        is_taken = any(one.view == shot.view for one in today)
        lines.append(ShotLine(shot, mine[0] if mine else None, is_taken))
    return ShotsSight(
        client_id,
        client_line(reading, client_id).name,
        tuple(lines),
        tuple(before),
        frozenset(one.hash for one in taken),
        photo_rights(reading, client_id),
        reading.today,
    )


def _family(reading: Reading, client_id: ClientId) -> str:
    """Return the family of today's visit, else of the last treatment."""
    mine = [
        one
        for one in day_book(reading, reading.today)
        if one.client_id == client_id
        and one.status not in (Status.CANCELLED, Status.MISSED)
    ]
    known = {one.ref: one.family for one in services(reading)}
    if mine:
        now = [one for one in mine if one.status is Status.IN_TREATMENT] or mine
        return known.get(now[0].service_ref, FIRST_LOOK)
    last = treatments_of(reading, client_id, 1)
    return known.get(last[0].service_ref, FIRST_LOOK) if last else FIRST_LOOK


@dataclass(frozen=True)
class InHouse:
    """Somebody who is here now, as a camera's pictures may be of."""

    client_id: ClientId
    client: str
    service: str
    is_treated: bool


def in_house(reading: Reading) -> tuple[InHouse, ...]:
    """Return who is checked in or in treatment now, those in treatment first."""
    here = [
        one
        for one in day_book(reading, reading.today)
        if one.status in (Status.ARRIVED, Status.IN_TREATMENT)
    ]
    found: dict[int, InHouse] = {}
    for one in here:
        is_treated = one.status is Status.IN_TREATMENT
        key = int(one.client_id)
        if key not in found or (is_treated and not found[key].is_treated):
            said = InHouse(ClientId(key), one.client, str(one.service), is_treated)
            found[key] = said
    return tuple(sorted(found.values(), key=lambda one: not one.is_treated))
