"""Who belongs to a client, as people or as clients, and what each may do."""

import re
from datetime import date

from salon.catalogue.queries import terms
from salon.clients import events
from salon.clients.answering import stand
from salon.clients.model import (
    BadField,
    ClientId,
    NoRelation,
    NoSuchDay,
    NotForRelative,
    RelativeDraft,
)
from salon.clients.queries import client_relatives, living
from salon.clients.tables import Client, Relative
from salon.errors import Missing, TooLong
from salon.rights import Right
from salon.text import LANGUAGES, N_, Names, _
from salon.work import Work, needs

_LONGEST = 200
_LEAP_YEAR = 2000


@needs(Right.FILE)
def add_relative(
    work: Work,
    key: ClientId,
    relation: str,
    name: str,
    *,
    other: ClientId | None = None,
    birth: tuple[int, int] | None = None,
    more: RelativeDraft | None = None,
    is_asked: bool = True,
) -> int:
    """Note someone of her family, who may be a client too; return the row's id.

    Args:
        work: As ever.
        key: Whose family.
        relation: Of the vocabulary.
        name: As the client calls them.
        other: Their own file, if they have one.
        birth: Month and day.
        more: What else is said of them.
        is_asked: Whether the question of the family is answered by it.

    Raises:
        NoRelation: There is no such relation.
        BadField: It is the client.
        NoSuchDay: No calendar has that day.
        Missing: There is no such client.
    """
    key = living(work, key)
    work.get(Client, key)
    row = Relative(client_id=key, relation="", name="")
    said = more or RelativeDraft()
    _take(work, row, said)
    _take(
        work, row, RelativeDraft(relation=relation, name=name, other=other, birth=birth)
    )
    work.add(row)
    if is_asked:
        stand(work, key, ["family_members"])
    work.record(events.ClientCorrected(key))
    return row.id


@needs(Right.FILE)
def edit_relative(work: Work, relative_id: int, draft: RelativeDraft) -> None:
    """Change what is said of someone of the family; raises as `add_relative`."""
    row = work.get(Relative, relative_id)
    _take(work, row, draft)
    if work.session.is_modified(row):
        work.record(events.RelativeChanged(row.client_id))


@needs(Right.FILE)
def remove_relative(work: Work, relative_id: int) -> None:
    """Take someone off the family of a client; the history keeps it."""
    row = work.get(Relative, relative_id)
    work.session.delete(row)
    work.record(events.RelativeChanged(row.client_id))


def heed_booker(work: Work, client_id: ClientId, booker: ClientId) -> None:
    """Refuse that somebody books for a client who does not let them.

    The client alone, and those of whom the file says that they may, book.

    Raises:
        NotForRelative: The file does not say so, or says otherwise.
        Missing: There is no such client.
    """
    booker = living(work, booker)
    who = work.get(Client, booker)
    if booker == client_id:
        return
    for one in client_relatives(work, client_id):
        if one.other_id == booker and one.may_book:
            return
    raise NotForRelative(who.name)


def heed_relative(work: Work, client_id: ClientId, relative_id: int) -> None:
    """Refuse that someone of a client's family books who is not to; the file says who.

    Raises:
        NotForRelative: The file says that they may not.
        Missing: The file names nobody of that number.
    """
    for one in client_relatives(work, client_id):
        if one.id == relative_id:
            if one.may_book:
                return
            raise NotForRelative(one.name)
    raise Missing("Relative", relative_id)


def heed_sharing(work: Work, owner: ClientId, other: ClientId) -> None:
    """Refuse that somebody of the family uses a course whom its owner does not let.

    Raises:
        NotForRelative: The file of the owner says so.
        Missing: There is no such client.
    """
    who = work.get(Client, other)
    said = [one for one in client_relatives(work, owner) if one.other_id == other]
    if said and not any(one.may_share for one in said):
        raise NotForRelative(who.name)


def _take(work: Work, row: Relative, draft: RelativeDraft) -> None:
    if draft.relation is not None:
        row.relation = _relation(work, draft.relation)
    if draft.name is not None:
        row.name = _short(" ".join(draft.name.split()), N_("The name"))
    if draft.other is not None:
        other = living(work, draft.other)
        work.get(Client, other)
        if other == row.client_id:
            raise BadField("family_members", row.name)
        row.other_id = other
    if draft.is_lunar is not None:
        row.birth_lunar = draft.is_lunar
    if draft.is_leap is not None:
        row.birth_leap = draft.is_leap
    if draft.birth is not None:
        month, day = draft.birth
        _check_day(month, day, is_lunar=bool(row.birth_lunar))
        row.birth_month, row.birth_day = month, day
    for name in ("phone", "note"):
        said = getattr(draft, name)
        if said is not None:
            setattr(row, name, _short(said.strip(), N_("The note")))
    for name in ("may_book", "may_see", "may_share"):
        said = getattr(draft, name)
        if said is not None:
            setattr(row, name, said)


def _relation(work: Work, said: str) -> str:
    """Return which relation is meant: its id, or what it is called in any language."""
    known = terms(work, "relation")
    plain = said.strip().casefold()
    for ref, names in known.items():
        called = [one.strip() for code in LANGUAGES for one in _words(names, code)]
        if plain and plain in (ref, *called):
            return ref
    raise NoRelation("family_members", said, tuple(known))


def _words(names: Names, code: str) -> list[str]:
    """Return a name, and each word of one that has two: "Brother or sister"."""
    whole = names.said_in(code).casefold()
    return [whole, *re.split(r" or |／", whole)]


def _check_day(month: int, day: int, *, is_lunar: bool) -> None:
    """Refuse a day that no year has; a lunar month has thirty days at most."""
    if is_lunar:
        is_one = 1 <= month <= 12 and 1 <= day <= 30
    else:
        try:
            is_one = bool(date(_LEAP_YEAR, month, day))
        except ValueError:
            is_one = False
    if not is_one:
        raise NoSuchDay(f"{month}-{day}")


def _short(text: str, what: str) -> str:
    if len(text) > _LONGEST:
        raise TooLong(_(what), len(text), _LONGEST)
    return text
