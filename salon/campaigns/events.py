"""What can happen to campaigns."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class CampaignWritten(Event):
    """A campaign was begun or changed as a draft."""

    campaign_id: int

    text = N_("Campaign written")


@dataclass(frozen=True)
class CampaignDropped(Event):
    """A draft was thrown away."""

    campaign_id: int

    text = N_("Draft of a campaign thrown away")


@dataclass(frozen=True)
class CampaignStarted(Event):
    """A campaign goes out."""

    campaign_id: int
    people: int

    text = N_("Campaign started for {people} people")


@dataclass(frozen=True)
class CampaignStopped(Event):
    """A campaign is over: stopped, or its time."""

    campaign_id: int

    text = N_("Campaign ended")


@dataclass(frozen=True)
class CampaignAnswered(Event):
    """Somebody answered to a campaign."""

    client_id: int

    text = N_("Answer to a campaign noted")
