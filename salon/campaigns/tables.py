"""What is stored of campaigns."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, composite, mapped_column

from salon.campaigns.model import Answer, CampaignId, Group, Offer, Stage, Terms, Who
from salon.clients.model import ClientId
from salon.money import Money
from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Merge, Tie, leans
from salon.text import Names


class Campaign(Record):
    """An offer to chosen people: what, by which ways, from when to when."""

    __tablename__ = "campaign"

    id: Mapped[CampaignId] = own_id()
    name: Mapped[str]
    offer: Mapped[Offer]
    en: Mapped[str]
    zh_hans: Mapped[str]
    zh_hant: Mapped[str]
    words: Mapped[Names] = composite("en", "zh_hans", "zh_hant")
    channels: Mapped[str]  # words apart
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    cut: Mapped[int]  # per cent off
    about: Mapped[str]  # family of services
    cost: Mapped[Money]
    chosen: Mapped[str] = mapped_column(info=AS_JSON)  # who: see `model.Who`
    control: Mapped[int]  # per cent held out
    spares_hunters: Mapped[bool]
    spares_full: Mapped[bool]
    seed: Mapped[str]  # by which people were drawn
    days: Mapped[int]  # within which somebody responds
    stage: Mapped[Stage]
    started_at: Mapped[datetime | None]
    started_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    ended_at: Mapped[datetime | None]
    why_ended: Mapped[str] = mapped_column(default="")

    @property
    def terms(self) -> Terms:
        """What it is."""
        return Terms(
            name=self.name,
            offer=self.offer,
            words=self.words,
            starts_on=self.starts_on,
            ends_on=self.ends_on,
            channels=tuple(self.channels.split()),
            cut=self.cut,
            about=self.about,
            cost=self.cost,
            who=Who.from_text(self.chosen),
            control=self.control,
            spares_hunters=self.spares_hunters,
            spares_full=self.spares_full,
        )


class CampaignPerson(Record):
    """On which side of a campaign somebody is, and what was answered."""

    __tablename__ = "campaign_person"
    __table_args__ = (
        Index(
            "uq_campaign_person_campaign_id", "campaign_id", "client_id", unique=True
        ),
        *Record.__table_args__,
    )

    campaign_id: Mapped[CampaignId] = leans("campaign.id", Tie.OWN)
    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, merge=Merge.JOINED, index=True
    )
    side: Mapped[Group]
    abc: Mapped[str]  # when it started
    why: Mapped[str]  # left out
    answer: Mapped[Answer | None]
    answered_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
