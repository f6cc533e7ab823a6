"""What the page of campaigns, and a client's memory of offers, show at once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from salon.campaigns.model import (
    CampaignId,
    CampaignLine,
    Choice,
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
    unheard,
    waiting_for_offers,
)
from salon.catalogue.queries import terms as vocabulary
from salon.catalogue.tables import Service
from salon.clients.model import ClientId
from salon.clients.narrowing import KeptView
from salon.clients.queries import client_lines, namesake_hints
from salon.clients.tables import Client
from salon.errors import Missing
from salon.loyalty.queries import worked_out_at
from salon.occasions.queries import rules_of
from salon.settings.queries import premises
from salon.text import _, full_day
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
    unheard: int = 0  # of running campaigns: who is still to hear of it
    a_day: int = 0  # how many of all kinds go out a day at most; 0: as many as like


@dataclass(frozen=True)
class CampaignSight:
    """One campaign: who would get it, or what came of it."""

    line: CampaignLine
    chosen: Chosen | None = None  # of a draft
    people: tuple[Person, ...] = ()
    result: Result | None = None
    hints: Mapping[int, str] = field(default_factory=dict)  # of namesakes


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
        unheard=unheard(reading),
        a_day=rules_of(reading).a_day,
    )


def campaign_sight(reading: Reading, key: CampaignId) -> CampaignSight:
    """Return one campaign, with its people, and its result once it has begun."""
    line = campaign(reading, key)
    if line.stage is Stage.DRAFT:
        within = view_keys(reading, line.terms.who.view)
        found = preview(reading, line.terms, key, within)
        return CampaignSight(line, found, hints=_hints(reading, found.people))
    asked = people(reading, key)
    return CampaignSight(
        *(line, None, asked, result(reading, key)), hints=_hints(reading, asked)
    )


def _hints(reading: Reading, those: Sequence[Choice | Person]) -> dict[int, str]:
    """Return how to tell people of one name apart: as noted, or by the number."""
    many = Counter(one.client.casefold() for one in those)
    alike = [one.client_id for one in those if many[one.client.casefold()] > 1]
    if not alike:
        return {}
    found = {}
    for one in client_lines(reading, [ClientId(key) for key in alike]):
        if one.phone:
            found[int(one.id)] = one.phone
        elif one.last_visit is not None:
            said = _("last visit {day}").format(day=full_day(one.last_visit))
            found[int(one.id)] = said
    noted = namesake_hints(reading, alike)
    return found | {key: hint for key, hint in noted.items() if hint}


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
