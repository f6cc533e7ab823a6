"""The words of hosting: needs, the steps of a visit and of a sale, small surprises."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from salon.errors import SalonError
from salon.money import Money
from salon.text import N_, Names

LONGEST = 2_000  # letters


# what is needed and expected


class Need(StrEnum):
    """Kotler's five needs, the three kinds of expectation, and the wish itself."""

    SAID = "said"
    REAL = "real"
    UNSAID = "unsaid"
    DELIGHT = "delight"
    SECRET = "secret"
    SERVICE = "service"
    BENEFIT = "benefit"
    RELATION = "relation"


NEED_WORDS = {
    Need.SAID: N_("What is asked for"),
    Need.REAL: N_("What is really meant"),
    Need.UNSAID: N_("What goes without saying"),
    Need.DELIGHT: N_("What would delight"),
    Need.SECRET: N_("What is not spoken of"),
    Need.SERVICE: N_("Expected of the service"),
    Need.BENEFIT: N_("Expected benefit"),
    Need.RELATION: N_("Expected of us as people"),
}

NEED_QUESTIONS = {
    Need.SAID: N_("What brings you to us today?"),
    Need.REAL: N_("If all goes well, what will be different for you afterwards?"),
    Need.UNSAID: N_("Is there anything you take for granted that we should know?"),
    Need.DELIGHT: N_("What would make today a day to remember?"),
    Need.SERVICE: N_("How do you like to be looked after while you are here?"),
    Need.BENEFIT: N_("What should it be worth to you in half a year?"),
    Need.RELATION: N_("How close may we be: a quiet hour, or a chat among friends?"),
}
"""What is asked, in words of a conversation; what is secret is never asked."""

ASKED_FROM = {
    Need.SAID: 1,
    Need.REAL: 2,
    Need.SERVICE: 2,
    Need.UNSAID: 3,
    Need.DELIGHT: 3,
    Need.RELATION: 4,
    Need.BENEFIT: 4,
}
"""From which visit on it may be asked, trust growing with them."""

FACT_OF = {
    Need.SAID: "goal_words",
    Need.SERVICE: "service_expect",
    Need.BENEFIT: "benefit_expect",
    Need.RELATION: "relation_expect",
}
"""The answer of the file that says the same, where nothing was noted here."""


@dataclass(frozen=True, slots=True)
class NeedLine:
    """What somebody needs, in words, when it was said and to whom."""

    id: int  # 0: an answer of the file
    need: Need
    words: str
    at: date | None
    by: str = ""
    is_declined: bool = False  # asked, and rather not answered


@dataclass(frozen=True, slots=True)
class Needs:
    """All that is known of what a client needs; older wordings stay."""

    client_id: int
    now: tuple[NeedLine, ...] = ()  # the newest of each kind, in their order
    earlier: tuple[NeedLine, ...] = ()
    goals: tuple[Names, ...] = ()  # ranked, the first is dearest

    def of(self, need: Need) -> NeedLine | None:
        """Return what is known of one; None where nothing is."""
        return next((one for one in self.now if one.need is need), None)


def next_need(known: Collection[Need], visit: int) -> Need | None:
    """Return the one question of this visit; None where nothing is to be asked.

    Args:
        known: What was answered, or asked and declined: never asked again.
        visit: Which visit this is, the first is 1.
    """
    for need, start in ASKED_FROM.items():
        if start <= visit and need not in known:
            return need
    return None


@dataclass(frozen=True, slots=True)
class ValueSheet:
    """What a client has of us, and what it costs her: not the money alone."""

    client_id: int
    visits: int = 0  # within a year
    goals_met: int = 0
    goals: int = 0
    minutes: int = 0  # of treatment received
    extras: int = 0  # small surprises
    paid: Money = field(default=Money())
    travelled: int | None = None  # minutes, both ways, all visits; None: not known
    waited: int = 0  # minutes
    effort: int | None = None  # 0 none, 10 very much; as the client says

    @property
    def hours_spent(self) -> float:
        """Hours given besides the treatment itself."""
        return ((self.travelled or 0) + self.waited) / 60


# from the door to goodbye


class Step(StrEnum):
    """The ten steps of a visit."""

    GREET = "greet"
    CONFIRM = "confirm"
    HEALTH = "health"
    ANALYSIS = "analysis"
    PLAN = "plan"
    SERVICE = "service"
    RESULT = "result"
    HOME = "home"
    NEXT = "next"
    GOODBYE = "goodbye"


STEP_WORDS = {
    Step.GREET: N_("Greet"),
    Step.CONFIRM: N_("Confirm"),
    Step.HEALTH: N_("Health check"),
    Step.ANALYSIS: N_("Analysis"),
    Step.PLAN: N_("Plan"),
    Step.SERVICE: N_("Treatment"),
    Step.RESULT: N_("Result"),
    Step.HOME: N_("Home care"),
    Step.NEXT: N_("Next date"),
    Step.GOODBYE: N_("Goodbye"),
}

STEP_HINTS = {
    Step.GREET: N_("By name, within a minute, with something to drink"),
    Step.CONFIRM: N_("What is booked, how long it takes, what it costs"),
    Step.HEALTH: N_("Anything new: medicine, allergy, pregnancy, sun"),
    Step.ANALYSIS: N_("Look at the skin, say what you see"),
    Step.PLAN: N_("What we do today and why, and what comes after"),
    Step.SERVICE: N_("The treatment itself"),
    Step.RESULT: N_("In the mirror, before and after, in the client’s words"),
    Step.HOME: N_("What to do at home, and what not to"),
    Step.NEXT: N_("When to come again, and why then"),
    Step.GOODBYE: N_("To the door, by name"),
}


@dataclass(frozen=True, slots=True)
class Done:
    """A step of a visit, done or left out."""

    step: Step
    at: datetime | None = None  # the salon's wall clock; None: not yet
    skipped: str = ""  # why it was left out
    is_known: bool = False  # the program saw it; nobody had to tick it

    @property
    def is_over(self) -> bool:
        """Whether nothing is left to be done about it."""
        return self.at is not None


@dataclass(frozen=True, slots=True)
class Walk:
    """One visit from the door to goodbye."""

    appointment_id: int
    client_id: int
    client: str
    service: Names
    person: str
    day: date
    steps: tuple[Done, ...]
    is_over: bool  # whether the visit is
    waited: int = 0  # minutes from arrival to the treatment, or to now

    @property
    def next(self) -> Done | None:
        """The step that is likely to be next; None where all are over."""
        return next((one for one in self.steps if not one.is_over), None)

    @property
    def missed(self) -> tuple[Step, ...]:
        """Steps of a visit that is over which nobody did, or said why not."""
        if not self.is_over:
            return ()
        return tuple(one.step for one in self.steps if not one.is_over)


def missed_steps(walked: Iterable[Walk]) -> dict[Step, int]:
    """Return how often each step was missed in visits that are over."""
    found = dict.fromkeys(Step, 0)
    for walk in walked:
        for step in walk.missed:
            found[step] += 1
    return found


class Sale(StrEnum):
    """The eight steps with somebody who comes in."""

    PREPARE = "prepare"
    GREET = "greet"
    MOTIVE = "motive"
    SHOW = "show"
    COMPANION = "companion"
    DOUBTS = "doubts"
    CLOSE = "close"
    THANK = "thank"


SALE_WORDS = {
    Sale.PREPARE: N_("Prepare"),
    Sale.GREET: N_("Greet"),
    Sale.MOTIVE: N_("Find the motive"),
    Sale.SHOW: N_("Show and let try"),
    Sale.COMPANION: N_("Suggest what goes with it"),
    Sale.DOUBTS: N_("Answer doubts"),
    Sale.CLOSE: N_("Come to an agreement"),
    Sale.THANK: N_("Thank"),
}


class Came(StrEnum):
    """How somebody asked us something."""

    WALK_IN = "walk_in"
    PHONE = "phone"
    MESSAGE = "message"


CAME_WORDS = {
    Came.WALK_IN: N_("came in"),
    Came.PHONE: N_("rang"),
    Came.MESSAGE: N_("wrote"),
}


class Ended(StrEnum):
    """What became of an enquiry at the desk."""

    OPEN = "open"
    BOOKED = "booked"
    THINKING = "thinking"  # consulted, did not buy: we ask again
    NO = "no"


ENDED_WORDS = {
    Ended.OPEN: N_("still here"),
    Ended.BOOKED: N_("booked"),
    Ended.THINKING: N_("thinks it over"),
    Ended.NO: N_("does not want it"),
}


@dataclass(frozen=True, slots=True)
class EnquiryLine:
    """Somebody who came in or asked."""

    id: int
    version: int
    at: datetime  # the salon's wall clock
    came: Came
    client_id: int | None
    name: str
    words: str
    source: str
    steps: frozenset[Sale]
    ended: Ended
    person: str = ""
    call_id: int | None = None
    visits: int = 0  # that were kept since

    @property
    def next(self) -> Sale | None:
        """The step of the sale that is likely to be next."""
        if self.ended is not Ended.OPEN:
            return None
        return next((one for one in Sale if one not in self.steps), None)


@dataclass(frozen=True, slots=True)
class Entry:
    """How many came in, and how far they went, in a stretch of time."""

    first: date
    last: date
    front: str = ""  # the look of the shop in it, where it was changed
    asked: int = 0
    booked: int = 0
    came: int = 0
    again: int = 0
    walked_past: int = 0  # whose first source it was

    def share(self, many: int) -> int | None:
        """Return *many* of those who asked in whole per cent; None of nobody."""
        return round(many * 100 / self.asked) if self.asked else None


@dataclass(frozen=True, slots=True)
class Wait:
    """Somebody who waits, what was offered meanwhile, and the voucher."""

    appointment_id: int
    client_id: int
    client: str
    since: datetime  # the salon's wall clock
    minutes: int
    offered: tuple[str, ...] = ()
    voucher_due: bool = False
    has_voucher: bool = False


def voucher_is_due(minutes: int, after: int) -> bool:
    """Return whether a wait has become too long: from minute *after* on."""
    return after > 0 and minutes >= after


@dataclass(frozen=True, slots=True)
class WaitSums:
    """How long people waited."""

    visits: int = 0
    waited: int = 0  # who waited at all
    mean: int = 0  # minutes, of all visits
    longest: int = 0
    too_long: int = 0  # beyond the minute of the voucher
    offered: int = 0  # to whom something was offered
    vouchers: int = 0


@dataclass(frozen=True, slots=True)
class TenureRow:
    """Care given by how long a client has been with us: familiarity makes sloppy."""

    name: str
    visits: int
    sold: int  # minutes that were sold
    given: int  # minutes that were given, of the visits that say so
    timed: int  # visits that say how long they took
    steps: int  # that were owed
    missed: int  # and neither done nor explained

    @property
    def share_given(self) -> int | None:
        """Minutes given in per cent of those sold; None where no visit says."""
        return round(self.given * 100 / self.sold) if self.sold else None

    @property
    def share_missed(self) -> int | None:
        """Steps missed in per cent; None where no visit is over."""
        return round(self.missed * 100 / self.steps) if self.steps else None


# small surprises


@dataclass(frozen=True, slots=True)
class SurpriseLine:
    """A small thing beyond duty."""

    id: int
    on: date
    what: str
    cost: Money
    by: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """A voucher for a long wait, and whether it was used."""

    id: int
    on: date
    amount: Money
    used_on: date | None = None


@dataclass(frozen=True, slots=True)
class Memory:
    """One sentence of a visit that is worth keeping."""

    appointment_id: int
    on: date
    words: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Extras:
    """What was done beyond duty for a client, and what there is room for."""

    client_id: int
    had: tuple[SurpriseLine, ...] = ()
    ideas: tuple[tuple[str, Money], ...] = ()  # that were never given, with their cost
    left_client: Money = field(default=Money())  # within a year
    left_month: Money = field(default=Money())  # of the house this month
    little: str = ""  # little things to know
    memories: tuple[Memory, ...] = ()
    vouchers: tuple[VoucherLine, ...] = ()  # for waiting, not used yet


# the name of a friend


class Said(StrEnum):
    """What somebody answered who was asked for the name of a friend."""

    YES = "yes"
    NO = "no"
    LATER = "later"


SAID_WORDS = {
    Said.YES: N_("yes"),
    Said.NO: N_("no"),
    Said.LATER: N_("another time"),
}
FRIEND_A_YEAR = 2  # times at most that one is asked
FRIEND_WITHIN = 14  # days after the delight in which it is the moment
NPS_GLAD = 9  # of ten
GAP_GLAD = 1  # a little better than hoped for


def is_moment(gap: int | None, recommends: int | None) -> bool:
    """Return whether somebody is so glad that one may ask for a friend's name."""
    return (gap is not None and gap >= GAP_GLAD) or (
        recommends is not None and recommends >= NPS_GLAD
    )


@dataclass(frozen=True, slots=True)
class FriendMoment:
    """Whether this is the moment to ask, and why, or why not."""

    client_id: int
    may: bool
    why: str  # still to be translated
    feedback_id: int | None = None
    asked: int = 0  # within a year


WHY_GLAD = N_("Better than hoped for, and said within two weeks")
WHY_TWICE = N_("Asked twice within a year: not again")
WHY_COMPLAINT = N_("Something is still to be put right: not now")
WHY_SILENT = N_("Wants to be left alone: not asked")
WHY_NO = N_("Said no: not asked again this year")
WHY_NOT_GLAD = N_("No word of delight within two weeks: wait for one")


@dataclass(frozen=True, slots=True)
class Greeting:
    """Somebody in the house whom the owner should greet, and why."""

    appointment_id: int
    client_id: int
    client: str
    called: str
    place: str  # room, or where she waits
    person: str
    since: datetime | None
    is_waiting: bool
    why: tuple[str, ...]  # in words
    weight: int = 0  # the greatest first


@dataclass(eq=False)
class NothingNoted(SalonError):
    """A note without words."""

    text = N_("Say it in words first.")


@dataclass(eq=False)
class NeverAsked(SalonError):
    """A refusal of something that is never asked."""

    text = N_("This is never asked, so nobody can decline it.")


@dataclass(eq=False)
class StepOver(SalonError):
    """A step that was done or left out already."""

    text = N_("This step is over already.")


@dataclass(eq=False)
class NotTicked(SalonError):
    """A step is taken off that nobody ticked."""

    text = N_("Nobody ticked this step: there is nothing to take off.")


@dataclass(eq=False)
class NotHere(SalonError):
    """A step of a visit of somebody who is not in the house."""

    text = N_("This visit was called off or missed: there is nothing to walk through.")


@dataclass(eq=False)
class NotWaiting(SalonError):
    """Something offered to somebody who does not wait."""

    text = N_("Nobody waits for this treatment now.")


@dataclass(eq=False)
class NoVoucherYet(SalonError):
    """A voucher for a wait that is not long enough, or that has one."""

    after: int

    text = N_("A voucher is due from minute {after} of waiting, once a wait.")


@dataclass(eq=False)
class SameSurprise(SalonError):
    """A surprise she has had before."""

    what: str
    on: str

    text = N_("“{what}” was given on {on} already: a surprise is a surprise only once.")


@dataclass(eq=False)
class AboveLimit(SalonError):
    """A surprise that is dearer than what is left for it."""

    left: str

    text = N_("That is more than is left for it ({left}). The manager may give it.")


@dataclass(eq=False)
class NotTheMoment(SalonError):
    """A friend's name asked for when it should not be."""

    why: str

    text = N_("This is not the moment to ask for a name: {why}.")


@dataclass(eq=False)
class EnquiryEnded(SalonError):
    """A step of an enquiry that is over."""

    text = N_("This enquiry is over.")


@dataclass(eq=False)
class NobodyToCall(SalonError):
    """Thinking it over, but nobody knows who it is."""

    text = N_("To ask again later we need to know who it is: choose the client first.")
