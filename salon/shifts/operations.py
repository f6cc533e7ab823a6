"""Handing over a shift, taking it over, and going round the shop."""

import json
from collections.abc import Mapping

from sqlalchemy import select

from salon.rights import Right
from salon.shifts import events
from salon.shifts.model import (
    MORNING,
    UNANNOUNCED,
    NoSuchCheck,
    NothingHandedOver,
    TakenBySame,
)
from salon.shifts.queries import checks_here
from salon.shifts.tables import Handover, ShopRound
from salon.skin.pictures import Prepared
from salon.skin.tables import shelve
from salon.work import Work, needs

LONGEST = 4_000  # letters of a note


@needs(Right.CALL)
def hand_over(work: Work, note: str = "") -> int:
    """Leave word for the next shift; return its number.

    What is open is worked out when it is read; *note* says what no record does.
    """
    row = work.add(
        Handover(at=work.now, staff_id=work.by.id, note=note.strip()[:LONGEST])
    )
    work.record(events.ShiftHandedOver(row.id))
    return row.id


@needs(Right.CALL)
def take_over(work: Work, key: int) -> None:
    """Sign what was handed over.

    Raises:
        NothingHandedOver: It is signed already.
        TakenBySame: Whoever handed over would sign too.
        Missing: There is no such hand-over.
    """
    row = work.get(Handover, key)
    if row.taken_at is not None:
        raise NothingHandedOver
    if row.staff_id is not None and row.staff_id == work.by.id:
        raise TakenBySame
    row.taken_at, row.taken_by = work.now, work.by.id
    work.record(events.ShiftTakenOver(row.id))


@needs(Right.CALL)
def go_round(
    work: Work,
    seen: Mapping[str, bool],
    note: str = "",
    *,
    nth: int = MORNING,
    photo: Prepared | None = None,
) -> None:
    """Keep what was seen on a round of today; what was seen before is added to.

    Args:
        work: As ever.
        seen: By check, whether it was right.
        note: What else there is to say.
        nth: 1 in the morning, 2 the one that nobody announced.
        photo: Of the reception, made fit to keep.

    Raises:
        NoSuchCheck: Of something that is no part of it.
    """
    known = {one.id for one in checks_here(work)}
    for check in seen:
        if check not in known:
            raise NoSuchCheck(check, ", ".join(sorted(known)))
    if nth not in (MORNING, UNANNOUNCED):
        raise NoSuchCheck(str(nth), f"{MORNING}, {UNANNOUNCED}")
    row = work.session.scalars(
        select(ShopRound).where(ShopRound.on == work.today, ShopRound.nth == nth)
    ).first()
    if row is None:
        row = work.add(
            ShopRound(
                on=work.today,
                nth=nth,
                seen="{}",
                note="",
                at=work.now,
                staff_id=None,
                picture="",
                thumb="",
            )
        )
    row.seen = json.dumps(json.loads(row.seen) | dict(seen), sort_keys=True)
    row.note = note.strip()[:LONGEST] or row.note
    row.at, row.staff_id = work.now, work.by.id
    if photo is not None:
        connection = work.session.connection()
        row.thumb = shelve(connection, photo.hash, photo.image, photo.thumb)
        row.picture = photo.hash
    work.record(events.ShopSeen(nth))
