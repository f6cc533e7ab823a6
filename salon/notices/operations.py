"""What staff do with notes and alerts."""

from collections.abc import Sequence

from sqlalchemy import select

from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.errors import Missing, TooLong
from salon.notices import events
from salon.notices.model import (
    LONGEST_ALERT,
    LONGEST_NOTE,
    AlertDraft,
    Audience,
    BadDays,
    EmptyNote,
    NoSuchNote,
    NotYourNote,
    NowhereShown,
    Where,
)
from salon.notices.queries import alerts_standing
from salon.notices.tables import AlertSeen, ClientNote, NoteWording, StaffAlert
from salon.rights import Right
from salon.text import N_, _
from salon.work import Work, needs


@needs(Right.FILE)
def write_note(
    work: Work, client_id: ClientId, text: str, audience: Audience = Audience.STAFF
) -> int:
    """Write a note into a file; return its id.

    Raises:
        EmptyNote, TooLong: What it says.
        Missing: There is no such client.
    """
    client = work.get(Client, living(work, client_id))
    row = work.add(
        ClientNote(
            client_id=client.id,
            staff_id=work.by.id,
            at=work.now,
            audience=audience.value,
            text=_said(text, LONGEST_NOTE),
        )
    )
    work.record(events.NoteWritten(row.id, client.id))
    return row.id


@needs(Right.FILE)
def change_note(
    work: Work,
    key: int,
    text: str | None = None,
    audience: Audience | None = None,
    *,
    seen: int | None = None,
) -> None:
    """Give a note other words or another audience; what it said before is kept.

    Raises:
        NotYourNote: Somebody else wrote it.
        EmptyNote, TooLong: What it says.
        Missing, EditedElsewhere: As ever.
    """
    row = _own(work, key, seen)
    if text is not None:
        said = _said(text, LONGEST_NOTE)
        if said != row.text:
            before = NoteWording(
                note_id=row.id, text=row.text, at=row.at, staff_id=row.staff_id
            )
            work.add(before)
            row.text, row.at = said, work.now
    if audience is not None:
        row.audience = audience.value
    if work.session.is_modified(row):
        work.record(events.NoteChanged(row.id, row.client_id))


@needs(Right.FILE)
def remove_note(work: Work, key: int) -> None:
    """Take a note off its file; the history keeps it. Raises as `change_note`."""
    row = _own(work, key, None)
    row.removed_at = work.now
    work.record(events.NoteChanged(row.id, row.client_id))


@needs(Right.FILE)
def put_alert(work: Work, client_id: ClientId, draft: AlertDraft) -> int:
    """Put an alert into a file; return its id.

    Raises:
        EmptyNote, TooLong, NowhereShown, BadDays: What it says.
        Missing: There is no such client.
    """
    client = work.get(Client, living(work, client_id))
    first = draft.first_day or work.today
    last = draft.last_day
    if last is not None and last < max(first, work.today):
        raise BadDays
    places = draft.places | ({Where.BOOKING} if draft.is_blocking else set())
    if not places:
        raise NowhereShown
    row = work.add(
        StaffAlert(
            client_id=client.id,
            text=_said(draft.text, LONGEST_ALERT),
            grade=draft.grade.value,
            places=" ".join(one.value for one in Where if one in places),
            first_day=first,
            last_day=last,
            is_household=draft.is_household,
            is_blocking=draft.is_blocking,
            at=work.now,
            staff_id=work.by.id,
        )
    )
    work.record(events.AlertWritten(row.id, client.id))
    return row.id


@needs(Right.FILE)
def clear_alert(work: Work, key: int, why: str = "") -> None:
    """Note that what an alert was about is settled; nothing where it was before.

    Raises:
        Missing: There is no such alert.
    """
    row = work.get(StaffAlert, key)
    if row.cleared_at is not None:
        return
    row.cleared_at, row.cleared_by = work.now, work.by.id
    row.cleared_why = why.strip()[:LONGEST_ALERT]
    work.record(events.AlertCleared(row.id, row.client_id))


@needs(Right.FILE, Right.BOOK, Right.TREAT, Right.SELL)
def acknowledge(
    work: Work, client_id: ClientId, where: Where, keys: Sequence[int] | None = None
) -> None:
    """Note that whoever acts has read what stands for a client at one place today.

    Args:
        work: As ever.
        client_id: For whom; an alert of a household is read for each.
        where: At which place.
        keys: Which alerts, as they were seen; None: all that wait there.

    Raises:
        Missing: One of *keys* does not wait there.
    """
    client_id = living(work, client_id)
    standing = alerts_standing(work, [client_id]).get(client_id, ())
    waiting = {one.id for one in standing if one.waits_at(where)}
    wanted = waiting if keys is None else set(keys)
    known = {one.id for one in standing}
    for key in sorted(wanted - known):
        raise Missing("StaffAlert", key)
    done = sorted(wanted & waiting)
    for key in done:
        seen = AlertSeen(alert_id=key, client_id=client_id, place=where.value)
        seen.on, seen.at, seen.staff_id = work.today, work.now, work.by.id
        work.add(seen)
    if done:
        work.record(events.AlertAcknowledged(client_id))


def _own(work: Work, key: int, seen: int | None) -> ClientNote:
    asked = select(ClientNote).where(ClientNote.id == key)
    row = work.session.scalars(asked).one_or_none()
    if row is None or row.removed_at is not None:
        raise NoSuchNote("ClientNote", key)
    if row.staff_id != work.by.id:
        if row.audience == Audience.ME:  # that there is one is nobody's business
            raise NoSuchNote("ClientNote", key)
        raise NotYourNote
    return work.get(ClientNote, key, seen=seen)


def _said(text: str, most: int) -> str:
    said = text.strip()
    if not said:
        raise EmptyNote
    if len(said) > most:
        raise TooLong(_(N_("The note")), len(said), most)
    return said
