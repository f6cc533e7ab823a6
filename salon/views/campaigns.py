"""What the page of campaigns, and a client's memory of offers, show at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from salon.campaigns.model import (
    CampaignId,
    CampaignLine,
    Chosen,
    Memory,
    Person,
    Result,
    Stage,
    Terms,
)
from salon.campaigns.queries import (
    campaign,
    campaigns,
    memory,
    people,
    preview,
    result,
    waiting_for_offers,
)
from salon.catalogue.queries import terms as vocabulary
from salon.catalogue.tables import Service
from salon.clients.narrowing import KeptView
from salon.clients.tables import Client
from salon.errors import Missing
from salon.loyalty.queries import worked_out_at
from salon.settings.queries import premises
from salon.views.roll import choices, keys_in_view
from salon.work import Reading


@dataclass(frozen=True)
class CampaignsSight:
    """All campaigns, and what can be chosen by."""

    lines: tuple[CampaignLine, ...]
    is_paused: bool
    currency: str
    waiting: int  # who has learnt to wait for offers
    families: tuple[tuple[str, str], ...]
    sources: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    views: tuple[KeptView, ...]
    has_classes: bool


@dataclass(frozen=True)
class CampaignSight:
    """One campaign: who would get it, or what came of it."""

    line: CampaignLine
    chosen: Chosen | None = None  # of a draft
    people: tuple[Person, ...] = ()
    result: Result | None = None


def campaigns_sight(reading: Reading) -> CampaignsSight:
    """Return all campaigns, and what people can be chosen by."""
    here = premises(reading)
    offered = choices(reading)
    return CampaignsSight(
        lines=campaigns(reading),
        is_paused=here.marketing_paused,
        currency=here.currency,
        waiting=len(waiting_for_offers(reading)),
        families=families(reading),
        sources=offered.sources,
        languages=offered.languages,
        views=offered.views,
        has_classes=worked_out_at(reading) is not None,
    )


def campaign_sight(reading: Reading, key: CampaignId) -> CampaignSight:
    """Return one campaign, with its people, and its result once it has begun."""
    line = campaign(reading, key)
    if line.stage is Stage.DRAFT:
        within = view_keys(reading, line.terms.who.view)
        return CampaignSight(line, preview(reading, line.terms, key, within))
    return CampaignSight(line, people=people(reading, key), result=result(reading, key))


def previewed(reading: Reading, terms: Terms, key: CampaignId | None = None) -> Chosen:
    """Return who would get a campaign as it is being written."""
    return preview(reading, terms, key, view_keys(reading, terms.who.view))


def view_keys(reading: Reading, name: str) -> Sequence[int] | None:
    """Return the clients of a kept view; None: everybody; raises Missing."""
    if not name:
        return None
    for one in choices(reading).views:
        if one.name == name:
            return keys_in_view(reading, one.narrow)
    raise Missing("KeptView", 0)


def families(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Return the families of services that the price list has, with their names."""
    words = vocabulary(reading, "service_family")
    asked = select(Service.family).where(Service.is_active.is_(True)).distinct()
    found = sorted(reading.session.scalars(asked))
    return tuple((one, str(words.get(one, one))) for one in found)


def memory_sight(reading: Reading, client_id: int) -> tuple[str, Memory]:
    """Return a client's name, and what moves her."""
    name = reading.session.scalar(select(Client.name).where(Client.id == client_id))
    if name is None:
        raise Missing("Client", client_id)
    return name, memory(reading, client_id)
