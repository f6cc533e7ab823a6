"""What the sheet that notes a contact shows of a client."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from salon.aftercare.model import OfferMemory
from salon.aftercare.queries import offers_of
from salon.catalogue.queries import terms
from salon.clients.model import ClientId, ClientLine
from salon.clients.queries import client_line
from salon.text import Names

if TYPE_CHECKING:
    from salon.work import Reading


@dataclass(frozen=True, slots=True)
class Contacting:
    """Whose contact it is, and what this client said to offers before."""

    client: ClientLine
    offers: tuple[OfferMemory, ...]
    kinds: dict[str, Names]  # of offers, vocabulary promo_kind


def contacting(reading: "Reading", key: ClientId) -> Contacting:
    """Return what is known of a client whose contact is noted."""
    return Contacting(
        client_line(reading, key),
        offers_of(reading, [key]).get(key, ()),
        terms(reading, "promo_kind"),
    )
