"""Forms that were begun on the signing screen of a desk and not signed."""

import json
from dataclasses import dataclass
from datetime import datetime

from salon.clients.model import ClientId
from salon.clients.queries import client_line, living
from salon.errors import SalonError
from salon.forms.queries import form_of, service_of, title_of
from salon.public import public_id, row_of
from salon.store.drafts import drafts_under
from salon.work import Reading

SIGNING = "signing"  # how the places of what is being signed begin


@dataclass(frozen=True, slots=True)
class BegunForm:
    """One form, so far as it was answered and drawn before it was cut off."""

    place: str
    client_id: ClientId  # as it was turned to: the file may have been joined since
    client: str
    ref: str  # of the form
    service_ref: str
    title: str
    language: str  # in which it was being read
    at: datetime  # on the salon's wall clock

    @property
    def step(self) -> tuple[str, str, str]:
        """Return it as what the screen is turned for."""
        return self.ref, self.service_ref, self.title


def signing_place(key: ClientId, desk: str, ref: str, service_ref: str = "") -> str:
    """Return where a desk keeps what a client has answered and drawn in a form."""
    return f"{SIGNING} {public_id('client', key)} {desk} {ref} {service_ref}".rstrip()


def begun_forms(
    reading: Reading, desk: str, key: ClientId | None = None
) -> tuple[BegunForm, ...]:
    """Return what was begun at a desk and is not signed, the newest first.

    Args:
        reading: As ever.
        desk: Whose screen: what was drawn is kept there.
        key: Of one client alone; None: of everybody.
    """
    kept = drafts_under(reading.session.connection(), SIGNING)
    found = []
    for rest, (body, at) in kept.items():
        try:
            one = _begun(reading, desk, rest, body, at)
        except (SalonError, ValueError):
            continue  # the client or the form is no longer there
        if one is not None and (key is None or living(reading, one.client_id) == key):
            found.append(one)
    return tuple(sorted(found, key=lambda one: (one.at, one.place), reverse=True))


def _begun(
    reading: Reading, desk: str, rest: str, body: str, at: datetime
) -> BegunForm | None:
    client, _gap, behind = rest.partition(" ")
    where = behind.removeprefix(f"{desk} ")
    if where == behind:
        return None  # of another desk
    ref, _gap, service_ref = where.partition(" ")
    _table, number = row_of(client)
    key = ClientId(number)
    written = json.loads(body)
    title = title_of(reading, form_of(reading, ref))
    if service_ref:
        title = service_of(reading, service_ref).names
    return BegunForm(
        place=f"{SIGNING} {rest}",
        client_id=key,
        client=client_line(reading, living(reading, key)).name,
        ref=ref,
        service_ref=service_ref,
        title=str(title),
        language=str(written.get("language") or ""),
        at=reading.local(at),
    )
