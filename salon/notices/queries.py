"""What screens and papers ask of notes and alerts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select

from salon.clients.tables import Client, Relative
from salon.notices.model import (
    AlertLine,
    Audience,
    Loudness,
    NoteLine,
    Read,
    Where,
    Wording,
)
from salon.notices.tables import AlertSeen, ClientNote, NoteWording, StaffAlert
from salon.staff.queries import team
from salon.work import Reading, once

NOT_AT_HOME = ("friend", "colleague", "pet")  # known, and not of the household
MOST_STEPS = 4  # from one relative to the next


def notes_of(reading: Reading, client_id: int, viewer: int | None) -> list[NoteLine]:
    """Return the notes of a file that *viewer* may read, the newest first.

    What somebody wrote for themselves alone is never handed to anybody else, with its
    older wordings.
    """
    n, w = ClientNote, NoteWording
    asked = select(n).where(n.client_id == client_id, n.removed_at.is_(None))
    mine = or_(n.audience != Audience.ME, _is(n.staff_id, viewer))
    rows = list(reading.session.scalars(asked.where(mine)))
    keys = [row.id for row in rows]
    names = _names(reading)
    older: dict[int, list[Wording]] = defaultdict(list)
    if keys:
        before = select(w).where(w.note_id.in_(keys)).order_by(w.id.desc())
        for one in reading.session.scalars(before):
            said = Wording(one.text, reading.local(one.at), names.get(one.staff_id, ""))
            older[one.note_id].append(said)
    lines = [
        NoteLine(
            *(row.id, row.version, row.text, Audience(row.audience)),
            *(reading.local(row.at), names.get(row.staff_id, ""), row.staff_id),
            tuple(older[row.id]),
        )
        for row in rows
    ]
    return sorted(lines, key=lambda one: (one.at, one.id), reverse=True)


def notes_to_print(reading: Reading, client_id: int) -> list[NoteLine]:
    """Return the notes that may stand on a paper for the client."""
    shown = notes_of(reading, client_id, None)
    return [one for one in shown if one.audience is Audience.CLIENT]


def hidden_notes(reading: Reading, viewer: int | None) -> frozenset[int]:
    """Return the notes that *viewer* must not be told of, in whatever list."""
    n = ClientNote
    asked = select(n.id).where(n.audience == Audience.ME)
    if viewer is None:
        asked = asked.where(n.staff_id.is_not(None))
    else:
        asked = asked.where(or_(n.staff_id.is_(None), n.staff_id != viewer))
    return frozenset(reading.session.scalars(asked))


def _is(column: Any, viewer: int | None) -> Any:
    """Return whether a note is the viewer's own; the key's, where nobody is named."""
    return column.is_(None) if viewer is None else column == viewer


def alerts_standing(
    reading: Reading, keys: Iterable[int]
) -> dict[int, tuple[AlertLine, ...]]:
    """Return the alerts that stand today for some clients, the loudest first.

    Those of a household stand for everybody of it. One statement, unless there is an
    alert at all; three where there are households.
    """
    return _standing(reading, tuple(sorted(set(keys))))


@once
def _standing(
    reading: Reading, keys: tuple[int, ...]
) -> dict[int, tuple[AlertLine, ...]]:
    a = StaffAlert
    asked = select(a).where(
        or_(a.client_id.in_(keys), a.is_household), a.cleared_at.is_(None)
    )
    rows = [one for one in reading.session.scalars(asked) if _is_on(one, reading.today)]
    if not rows:
        return {}
    homes = households(reading, [one.client_id for one in rows if one.is_household])
    seen = _seen(reading, [one.id for one in rows])
    names = _names(reading)
    found: dict[int, list[AlertLine]] = defaultdict(list)
    for row in rows:
        theirs = {row.client_id} | homes.get(row.client_id, frozenset())
        for key in theirs.intersection(keys):
            read = seen.get((row.id, key), ())
            found[key].append(_line(reading, row, names, read))
    return {key: tuple(sorted(one, key=_loudness)) for key, one in found.items()}


def alerts_of(reading: Reading, client_id: int) -> list[AlertLine]:
    """Return every alert of one file, also those that are cleared, newest first."""
    a = StaffAlert
    asked = select(a).where(a.client_id == client_id).order_by(a.id.desc())
    rows = list(reading.session.scalars(asked))
    seen = _seen(reading, [one.id for one in rows])
    names = _names(reading)
    return [
        _line(reading, row, names, seen.get((row.id, client_id), ())) for row in rows
    ]


def whose_alert(reading: Reading, key: int) -> int | None:
    """Return in whose file an alert stands; None if there is none of that number."""
    asked = select(StaffAlert.client_id).where(StaffAlert.id == key)
    return reading.session.scalar(asked)


def whose_note(reading: Reading, key: int) -> int | None:
    """Return in whose file a note stands; None if there is none of that number."""
    asked = select(ClientNote.client_id).where(ClientNote.id == key)
    return reading.session.scalar(asked)


def households(reading: Reading, keys: Collection[int]) -> dict[int, frozenset[int]]:
    """Return who lives with each of some clients, as the files of either say it."""
    homes = {key: {key} for key in keys}
    edge = {key: {key} for key in keys}
    r = Relative
    for _step in range(MOST_STEPS):
        wanted = set().union(*edge.values()) if edge else set()
        if not wanted:
            break
        asked = (
            select(r.client_id, r.other_id)
            .join(Client, Client.id == r.client_id)
            .where(
                r.other_id.is_not(None),
                r.relation.not_in(NOT_AT_HOME),
                or_(r.client_id.in_(wanted), r.other_id.in_(wanted)),
                Client.merged_into.is_(None),
            )
        )
        near: dict[int, set[int]] = defaultdict(set)
        for one, other in reading.session.execute(asked):
            near[int(one)].add(int(other or 0))
            near[int(other or 0)].add(int(one))
        for key, at in edge.items():
            beyond = set().union(*(near[one] for one in at)) if at else set()
            edge[key] = beyond - homes[key]
            homes[key] |= beyond
    return {key: frozenset(home) for key, home in homes.items()}


def _seen(
    reading: Reading, keys: Sequence[int]
) -> dict[tuple[int, int], tuple[Read, ...]]:
    if not keys:
        return {}
    s = AlertSeen
    names = _names(reading)
    asked = select(s).where(s.alert_id.in_(keys), s.on == reading.today)
    found: dict[tuple[int, int], list[Read]] = defaultdict(list)
    for one in reading.session.scalars(asked.order_by(s.id)):
        read = Read(
            Where(one.place), reading.local(one.at), names.get(one.staff_id, "")
        )
        found[one.alert_id, one.client_id].append(read)
    return {key: tuple(read) for key, read in found.items()}


def _line(
    reading: Reading,
    row: StaffAlert,
    names: dict[int | None, str],
    read: tuple[Read, ...],
) -> AlertLine:
    cleared = row.cleared_at
    return AlertLine(
        *(row.id, row.client_id, row.text, Loudness(row.grade)),
        frozenset(map(Where, row.places.split())),
        *(row.first_day, row.last_day, row.is_household, row.is_blocking),
        *(reading.local(row.at), names.get(row.staff_id, ""), read),
        reading.local(cleared) if cleared is not None else None,
        names.get(row.cleared_by, "") if cleared is not None else "",
        row.cleared_why,
    )


def _is_on(row: StaffAlert, day: date) -> bool:
    return row.first_day <= day and (row.last_day is None or row.last_day >= day)


def _loudness(one: AlertLine) -> tuple[bool, bool, int]:
    return (not one.is_blocking, one.grade is not Loudness.READ, one.id)


def _names(reading: Reading) -> dict[int | None, str]:
    return {one.id: one.name for one in team(reading, everyone=True)}
