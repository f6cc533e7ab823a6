"""With whom of the family one may speak of a client: one rule for all who ask.

Whoever is not named here is told nothing, whatever the relation.
"""

from dataclasses import dataclass

from salon.catalogue.queries import terms
from salon.clients.model import ClientId, RelativeLine
from salon.clients.queries import client_relatives, living
from salon.text import _, listed
from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Trusted:
    """Who of the family may do what for a client, in words: "mother Li Hua"."""

    is_family: bool  # somebody is noted at all
    book: tuple[str, ...] = ()
    see: tuple[str, ...] = ()  # be told what the file says, be given what it prints


def trusted_of(reading: Reading, key: ClientId) -> Trusted:
    """Return who of a client's family may book, and who may be told."""
    family = client_relatives(reading, living(reading, key))
    relations = terms(reading, "relation") if family else {}

    def named(one: RelativeLine) -> str:
        return f"{relations.get(one.relation, one.relation)} {one.name}".strip()

    return Trusted(
        bool(family),
        tuple(named(one) for one in family if one.may_book),
        tuple(named(one) for one in family if one.may_see),
    )


def told_words(trusted: Trusted) -> str:
    """Return in one line who may hear what the file says, or be given it."""
    if not trusted.see:
        return _("Only the client may be told what the file says.")
    said = _("May be told what the file says: {who}. Nobody else.")
    return said.format(who=listed(trusted.see))


def booking_words(trusted: Trusted) -> str:
    """Return in one line who may book for a client; "" where no family is noted."""
    if not trusted.is_family:
        return ""
    if not trusted.book:
        return _("Nobody else may book for the client.")
    return _("May book for the client: {who}.").format(who=listed(trusted.book))
