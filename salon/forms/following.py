"""What follows when a consent is given or withdrawn, at once and in the same action."""

from salon.clients.events import ConsentGiven, ConsentWithdrawn
from salon.clients.queries import reaches
from salon.clients.reach import Purpose, Refused
from salon.clients.refusals import allow_contact, refuse_contact
from salon.work import Work

# What is told or asked no more without the consent to it; safety always is.
PURPOSES = {
    "contact_promo": (Purpose.OFFER,),
    "contact_service": (Purpose.BOOKING, Purpose.CARE),
}


def stop_contacts(work: Work, event: ConsentWithdrawn) -> None:
    """Refuse the contacts that the consent was for: what waits of them is dropped."""
    for purpose in PURPOSES.get(event.consent, ()):
        refuse_contact(work, event.client_id, purpose)


def resume_contacts(work: Work, event: ConsentGiven) -> None:
    """Let the contacts be that were refused with an earlier consent."""
    purposes = PURPOSES.get(event.consent, ())
    if not purposes:
        return
    refused = reaches(work, [event.client_id])[event.client_id].refused
    for purpose in purposes:
        if Refused(purpose, "") in refused:
            allow_contact(work, event.client_id, purpose)
