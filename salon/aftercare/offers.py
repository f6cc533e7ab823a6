"""What somebody says to each kind of offer, so that none is made that is refused."""

from salon.aftercare.events import OfferAnswered
from salon.aftercare.model import BadOffer
from salon.aftercare.tables import OfferAnswer
from salon.catalogue.queries import terms
from salon.clients.model import ClientId
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.rights import Right
from salon.work import Work, needs


@needs(Right.CALL)
def note_offer(
    work: Work, client_id: ClientId, kind: str, answer: str, note: str = ""
) -> None:
    """Keep what a client said to an offer.

    Args:
        work: As ever.
        client_id: Whose.
        kind: Of vocabulary promo_kind.
        answer: Of vocabulary promo_response.
        note: In the client's words.

    Raises:
        BadOffer: There is no such kind, or no such answer.
        Missing: There is no such client.
    """
    kinds, answers = terms(work, "promo_kind"), terms(work, "promo_response")
    for said, known in ((kind, kinds), (answer, answers)):
        if said not in known:
            raise BadOffer(said, ", ".join(known))
    client = work.get(Client, living(work, client_id))
    work.add(
        OfferAnswer(
            client_id=client.id,
            kind=kind,
            answer=answer,
            on=work.today,
            note=note.strip()[:400],
            staff_id=work.by.id,
        )
    )
    work.record(OfferAnswered(client.id))
