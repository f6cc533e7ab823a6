"""Who comes only for offers, who needs none, and what is said to whom: plain rules."""

from collections.abc import Iterable, Sequence

from salon.campaigns.model import (
    HUNTS,
    HUNTS_FROM,
    PAYS_IN_FULL,
    REGULAR,
    Offer,
    Terms,
)
from salon.loyalty.model import Flag, Standing
from salon.occasions.model import Due, Kind

PART = 5_000  # clients of one question
MESSAGE = "campaign"


def hunts(hers: Standing | None) -> bool:
    """Return whether somebody comes only for offers."""
    if hers is None:
        return False
    much = hers.discount_share >= HUNTS and hers.visits >= HUNTS_FROM
    return much or Flag.DEAL_HUNTER in hers.flags


def pays_in_full(hers: Standing | None) -> bool:
    """Return whether somebody comes regularly, and needs no discount for it."""
    if hers is None or hers.visits < HUNTS_FROM:
        return False
    return hers.discount_share < PAYS_IN_FULL and hers.regularity >= REGULAR


def is_cheaper(terms: Terms) -> bool:
    """Return whether a campaign takes something off the price."""
    return terms.offer is Offer.PRICE or terms.cut > 0


def due_of(key: int, terms: Terms, client_id: int) -> Due:
    """Return what a campaign has to say to one client."""
    return Due(
        kind=Kind.CAMPAIGN,
        client_id=client_id,
        reference=str(key),
        day=terms.starts_on,
        message=MESSAGE,
        detail={
            "name": terms.name,
            "until": terms.ends_on.isoformat(),
            "channels": " ".join(terms.channels),
            "en": terms.words.en,
            "zh_hans": terms.words.zh_hans,
            "zh_hant": terms.words.zh_hant,
        },
    )


def parts(keys: Sequence[int]) -> Iterable[Sequence[int]]:
    """Return keys in parts that fit one question."""
    return (keys[at : at + PART] for at in range(0, len(keys), PART))
