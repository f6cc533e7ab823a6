"""Consents that are noted and withdrawn by a line."""

from argparse import Namespace
from dataclasses import dataclass

from salon.app import Salon
from salon.catalogue.model import NotFound, Subject
from salon.catalogue.queries import entries
from salon.cli import named
from salon.cli.answer import Answer
from salon.cli.clients import shown
from salon.clients.consents import PER_SERVICE
from salon.clients.model import ClientId, ServiceNeeded
from salon.clients.operations import give_consent, withdraw_consent
from salon.clients.queries import consents_of
from salon.errors import SalonError
from salon.text import N_, _, full_day
from salon.work import Work


@dataclass(eq=False)
class NeverGiven(SalonError):
    """A consent was to be withdrawn that nobody gave."""

    item: str

    text = N_(
        "“{item}” was never given, so there is nothing to withdraw. That the client "
        "would rather not is noted with “consent decline”."
    )


@dataclass(eq=False)
class WithdrawnAlready(SalonError):
    """A consent was to be withdrawn once more."""

    item: str
    day: str

    text = N_("“{item}” was withdrawn already, on {day}. Nothing was changed.")


def note_consent(salon: Salon, options: Namespace) -> Answer:
    """Note what was signed, or that it is withdrawn."""
    her = named.client(salon, options.client).id
    if options.withdraw:
        salon.do(withdraw_item, her, options.item)
        return shown(salon, her, is_changed=True)
    service = named.service(salon, options.service).ref if options.service else ""
    if options.item in PER_SERVICE and not service:
        raise ServiceNeeded
    salon.do(
        give_consent,
        her,
        options.item,
        service_ref=service,
        condition=options.condition or "",
        signed_by=options.by or "",
    )
    return shown(salon, her, is_changed=True)


def withdraw_item(work: Work, key: ClientId, item: str, service_ref: str = "") -> None:
    """Withdraw all of one item, or of it for one service, that still stands."""
    mine = [
        one
        for one in consents_of(work, key)
        if one.consent == item and service_ref in ("", one.service_ref)
    ]
    open_ = [one for one in mine if one.withdrawn_on is None]
    if not open_:
        names = {one.ref: str(one.names) for one in entries(work, Subject.CONSENT)}
        if item not in names:
            raise NotFound(_(N_("consent")), item)
        gone = [one.withdrawn_on for one in mine if one.withdrawn_on is not None]
        if gone:
            raise WithdrawnAlready(names[item], full_day(max(gone)))
        raise NeverGiven(names[item])
    for one in open_:
        withdraw_consent(work, one.id)
