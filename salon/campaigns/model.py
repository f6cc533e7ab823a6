"""The words of campaigns."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NewType

from salon.clients.reach import CHANNELS
from salon.errors import SalonError
from salon.loyalty.model import Abc, Loyalty, Segment, State
from salon.loyalty.statistics import Share
from salon.money import Money
from salon.text import N_, Names

CampaignId = NewType("CampaignId", int)

NOTHING = Money()
LEAST_CONTROL = 20  # per cent that are held out, at least
MOST_CONTROL = 50
LEAST_SPLIT = 5  # people from which on anybody is held out
LEAST_TO_TELL = 50  # people below which an effect can hardly be told
DAYS = 30  # within which a visit or a purchase is a response
BACK = (60, 120)  # days within which who took it may be back at full price
HUNTS, HUNTS_FROM = 0.8, 3  # share of spend on offer, and purchases, of a deal hunter
PAYS_IN_FULL = 0.1  # share of spend on offer below which nobody needs a discount
REGULAR = 0.7  # share of intervals kept, from which on somebody comes regularly
CUT = 20  # per cent off the list from which on a price is an offer's
LONGEST = 60  # letters of a name
LONGEST_WORDS = 600  # letters of what is said
MOST_DAYS = 120  # of a campaign


class Offer(StrEnum):
    """What kind of offer a campaign makes."""

    PRICE = "price"
    GIFT = "gift"
    EVENT = "event"
    EDUCATION = "education"
    GUEST = "guest"
    EARLY = "early"  # early news, a first look


OFFER_WORDS: Mapping[Offer, str] = {
    Offer.PRICE: N_("lower price"),
    Offer.GIFT: N_("gift"),
    Offer.EVENT: N_("event"),
    Offer.EDUCATION: N_("lesson"),
    Offer.GUEST: N_("guest pass"),
    Offer.EARLY: N_("early news"),
}
# What was answered to single offers (vocabulary promo_kind), by what kind each is.
OF_PROMO: Mapping[str, Offer] = {
    "new_service": Offer.EARLY,
    "member_day": Offer.EVENT,
    "birthday_gift": Offer.GIFT,
    "bring_friend": Offer.GUEST,
    "package_offer": Offer.PRICE,
    "product_offer": Offer.PRICE,
    "price_notice": Offer.EARLY,
    "recall_offer": Offer.PRICE,
    "trial": Offer.GIFT,
}


class Stage(StrEnum):
    """Where a campaign is."""

    DRAFT = "draft"
    RUNNING = "running"
    ENDED = "ended"


STAGE_WORDS: Mapping[Stage, str] = {
    Stage.DRAFT: N_("draft"),
    Stage.RUNNING: N_("running"),
    Stage.ENDED: N_("ended"),
}


class Group(StrEnum):
    """On which side somebody is."""

    TREATED = "treated"
    CONTROL = "control"
    OUT = "out"


GROUP_WORDS: Mapping[Group, str] = {
    Group.TREATED: N_("gets the offer"),
    Group.CONTROL: N_("held out to compare"),
    Group.OUT: N_("left out"),
}


class Answer(StrEnum):
    """What somebody said to it."""

    TOOK = "took"
    WELCOMED = "welcomed"
    REFUSED = "refused"
    OPTED_OUT = "opted_out"  # wants no offers any more
    NONE = "none"  # did not answer


ANSWER_WORDS: Mapping[Answer, str] = {
    Answer.TOOK: N_("took it"),
    Answer.WELCOMED: N_("was pleased, did not take it"),
    Answer.REFUSED: N_("did not want it"),
    Answer.OPTED_OUT: N_("wants no more offers"),
    Answer.NONE: N_("no answer"),
}
_OF_PROMO_RESPONSE: Mapping[str, Answer] = {
    "booked": Answer.TOOK,
    "bought": Answer.TOOK,
    "interested": Answer.WELCOMED,
    "refused": Answer.REFUSED,
    "opted_out": Answer.OPTED_OUT,
}


def answer_of(response: str) -> Answer:
    """Return what a word of vocabulary promo_response comes to."""
    return _OF_PROMO_RESPONSE.get(response, Answer.NONE)


class Why(StrEnum):
    """Why somebody who was chosen is left out."""

    NONE = ""
    SILENT = "no_contact"
    REFUSED = "refused"
    COMPLAINT = "complaint"
    LOSS = "loss"
    OFFERED = "offered"
    HUNTER = "hunter"
    PAYS_IN_FULL = "pays_in_full"
    OTHER_TOPIC = "other_topic"
    COMPARED = "compared"
    ELSEWHERE = "elsewhere"
    MERGED = "merged"


WHY_WORDS: Mapping[Why, str] = {
    Why.SILENT: N_("Wants no contact"),
    Why.REFUSED: N_("Wants no offers, or not by any of these ways"),
    Why.COMPLAINT: N_("Is to be listened to first"),
    Why.LOSS: N_("There was a death in the family"),
    Why.OFFERED: N_("Had an offer a short while ago"),
    Why.HUNTER: N_("Comes for offers only: spared"),
    Why.PAYS_IN_FULL: N_("Comes without a discount: spared"),
    Why.OTHER_TOPIC: N_("Wants to hear only of what is in use"),
    Why.COMPARED: N_("Is held out of another campaign of this kind"),
    Why.ELSEWHERE: N_("Gets another campaign at this time"),
    Why.MERGED: N_("Two files were joined that stood on different sides"),
}


@dataclass(frozen=True, slots=True)
class Who:
    """Who is chosen: all that is set must be true. Nothing set is everybody."""

    abc: tuple[str, ...] = ()
    loyalty: tuple[str, ...] = ()
    segment: tuple[str, ...] = ()
    state: tuple[str, ...] = ()
    late: int = 0  # days beyond her own rhythm, at least
    had: tuple[str, ...] = ()  # families of services, one of them
    had_not: tuple[str, ...] = ()  # none of them
    source: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    born: str = ""  # this, next, or a month from 1 to 12
    referred: bool = False  # was brought by a client
    early: bool = False  # tries new things first
    view: str = ""  # a kept view of the list of clients

    @property
    def is_narrow(self) -> bool:
        """Whether anybody is left out by it."""
        return any(getattr(self, one.name) for one in fields(self))

    def to_text(self) -> str:
        """Return it as it is stored."""
        plain = {key: value for key, value in asdict(self).items() if value}
        return json.dumps(plain, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "Who":
        """Return what *text* holds; what is no filter is left out."""
        try:
            plain = json.loads(text or "{}")
        except ValueError:
            return cls()
        return cls.from_plain(plain if isinstance(plain, dict) else {})

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Who":
        """Return a choice from plain values; raises BadChoice."""
        usual = cls()
        said: dict[str, Any] = {}
        for key, value in plain.items():
            if key not in {one.name for one in fields(cls)}:
                raise BadChoice(str(key)[:40], str(value)[:40])
            kind = type(getattr(usual, key))
            if kind is tuple:
                words = value.split(",") if isinstance(value, str) else value
                said[key] = tuple(str(one).strip() for one in words if str(one).strip())
            elif kind is bool:
                said[key] = value in (True, 1, "1", "yes", "true", "on")
            elif kind is int:
                if not str(value).isascii() or not str(value).isdigit():
                    raise BadChoice(key, str(value)[:40])
                said[key] = int(value)
            else:
                said[key] = str(value)
        found = cls(**said)
        for key, words in _KNOWN.items():
            for one in getattr(found, key):
                if one not in words:
                    raise BadChoice(key, one)
        return found


_KNOWN: Mapping[str, frozenset[str]] = {
    "abc": frozenset(one.value for one in Abc),
    "loyalty": frozenset(one.value for one in Loyalty),
    "segment": frozenset(one.value for one in Segment),
    "state": frozenset(one.value for one in State),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a campaign is, as it is written down before it starts."""

    name: str
    offer: Offer
    words: Names  # what is offered, in three languages
    starts_on: date
    ends_on: date
    channels: tuple[str, ...] = CHANNELS[:-1]  # all but a card
    cut: int = 0  # per cent off the price
    about: str = ""  # the family of services it is about; "" is none
    cost: Money = NOTHING  # what it costs beside what is taken off
    who: Who = field(default_factory=Who)
    control: int = LEAST_CONTROL  # per cent held out; 0: nobody
    spares_hunters: bool = True
    spares_full: bool = False  # who comes without a discount


@dataclass(frozen=True, slots=True)
class CampaignLine:
    """A campaign of the list."""

    id: CampaignId
    version: int
    terms: Terms
    stage: Stage
    days: int
    started_at: datetime | None
    ended_at: datetime | None
    why_ended: str
    treated: int = 0
    control: int = 0
    out: int = 0


@dataclass(frozen=True, slots=True)
class Choice:
    """One chosen person: on which side, and why left out."""

    client_id: int
    client: str
    abc: str
    group: Group
    why: Why = Why.NONE
    is_hunter: bool = False
    pays_in_full: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Who would get a campaign, who is held out, who is left out and why."""

    people: tuple[Choice, ...]
    has_classes: bool  # classes were worked out at all

    def count(self, group: Group) -> int:
        """Return how many are on a side."""
        return sum(one.group is group for one in self.people)

    @property
    def whys(self) -> dict[Why, int]:
        """How many are left out, by reason, the most first."""
        found: dict[Why, int] = {}
        for one in self.people:
            if one.group is Group.OUT:
                found[one.why] = found.get(one.why, 0) + 1
        return dict(sorted(found.items(), key=lambda each: (-each[1], each[0])))

    @property
    def in_full(self) -> int:
        """How many would get a discount who come without one."""
        return sum(
            one.pays_in_full and one.group is not Group.OUT for one in self.people
        )

    @property
    def hunters(self) -> int:
        """How many of the chosen come only for offers."""
        return sum(one.is_hunter for one in self.people)

    @property
    def is_too_few(self) -> bool:
        """Whether an effect can hardly be told of so few."""
        return self.count(Group.TREATED) + self.count(Group.CONTROL) < LEAST_TO_TELL


@dataclass(frozen=True, slots=True)
class Person:
    """One person of a campaign that runs or is over."""

    client_id: int
    client: str
    abc: str
    group: Group
    why: Why
    delivered_on: date | None
    waits: str = ""  # why it was not said yet, or not at all
    answer: Answer | None = None
    answered_on: date | None = None
    came_on: date | None = None  # the first visit or purchase within the days
    worth: Money = NOTHING  # what was bought within them, less what was given back
    is_ripe: bool = False  # the days are over
    note: str = ""


@dataclass(frozen=True, slots=True)
class Back:
    """Who of those who took it paid the full price again."""

    days: int
    share: Share  # of those whose days are over


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a campaign."""

    delivered: int
    planned: int  # treated in all
    response: Share  # of the delivered whose days are over
    accepted: Share  # welcomed or took it, of those who answered
    treated: Share  # who came within the days, of all treated whose days are over
    control: Share
    opted_out: Share  # of the delivered
    uplift: float | None  # treated rate less control rate; None without a control
    low: float | None
    high: float | None
    worth: Money  # bought by the treated within the days, less what was given back
    worth_control: Money
    extra: Money | None  # beyond what the control bought, for as many; None: unknown
    taken_off: Money  # what was taken off the list prices of these purchases
    cost: Money
    back: tuple[Back, ...]
    unripe: int  # whose days are not over

    @property
    def is_proven(self) -> bool:
        """Whether the effect is surely not nothing: the interval leaves nought out."""
        return (
            self.low is not None
            and self.high is not None
            and (self.low > 0 or self.high < 0)
        )


@dataclass(frozen=True, slots=True)
class Moved:
    """What somebody did with offers of one kind."""

    offer: Offer
    had: int
    took: int
    welcomed: int
    refused: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What moves one client, and what to mind before something is offered."""

    client_id: int
    kinds: tuple[Moved, ...]
    is_hunter: bool = False
    pays_in_full: bool = False
    waits: bool = False  # has learnt to wait for offers
    compared: str = ""  # the running campaign of which she is held out
    lines: tuple["Received", ...] = ()


@dataclass(frozen=True, slots=True)
class Received:
    """A campaign that somebody had, and what came of it."""

    campaign_id: int
    name: str
    offer: Offer
    delivered_on: date
    answer: Answer | None
    came_on: date | None
    worth: Money


@dataclass(eq=False)
class BadChoice(SalonError):
    """A filter that there is not, or a word that it does not know."""

    key: str
    value: str

    text = N_(
        "“{key}={value}” chooses nobody. Choose by abc, loyalty, segment, state, late, "
        "had, had_not, source, language, born, referred, early or view."
    )


@dataclass(eq=False)
class BadTerms(SalonError):
    """A campaign cannot be as it was written down."""

    text = N_(
        "A campaign needs a name of at most {letters} letters, words of at most "
        "{words}, a way to say it, and 1 to {days} days from today on."
    )
    letters: int = LONGEST
    words: int = LONGEST_WORDS
    days: int = MOST_DAYS


@dataclass(eq=False)
class BadControl(SalonError):
    """Too few, or too many, were to be held out."""

    said: int
    least: int = LEAST_CONTROL
    most: int = MOST_CONTROL

    text = N_(
        "{said} % cannot be held out. Hold out {least} to {most} % to see what the "
        "offer does, or 0 and say only who came after it."
    )


@dataclass(eq=False)
class NobodyChosen(SalonError):
    """All who were chosen are left out."""

    text = N_("Nobody is left to get this: look at the reasons, or choose more people.")


@dataclass(eq=False)
class NotADraft(SalonError):
    """A campaign that runs or is over was to be changed."""

    name: str

    text = N_("“{name}” has begun and stands as it is. Stop it, or begin another one.")


@dataclass(eq=False)
class NotRunning(SalonError):
    """A campaign that does not run was to be stopped or answered."""

    name: str

    text = N_("“{name}” does not run.")


@dataclass(eq=False)
class HeldOut(SalonError):
    """Somebody who is held out was to be offered the same."""

    client: str
    name: str

    text = N_(
        "{client} is held out of “{name}” so that its effect can be seen: the same is "
        "not offered before it ends."
    )


@dataclass(eq=False)
class NotInCampaign(SalonError):
    """Somebody who did not get it was to have answered."""

    client: str

    text = N_("{client} did not get this campaign.")


@dataclass(eq=False)
class MarketingPaused(SalonError):
    """A campaign was to start while all marketing pauses."""

    text = N_("All marketing pauses. Let it go on in the settings, then start this.")
