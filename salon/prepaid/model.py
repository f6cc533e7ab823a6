"""The words of what is paid ahead without being a course."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

from salon.clients.model import ClientId
from salon.errors import SalonError
from salon.money import Money
from salon.text import N_

VoucherId = NewType("VoucherId", int)


class VoucherState(StrEnum):
    """Whether a voucher can be used."""

    GOOD = "good"
    VOID = "void"  # its bill was given back
    RELEASED = "released"  # ran out, and a person let it go


@dataclass(frozen=True, slots=True)
class Purse:
    """What one client has with the salon in money and points."""

    paid: Money = field(default=Money())  # stored value she paid in
    bonus: Money = field(default=Money())  # what was given on top of it
    deposit: Money = field(default=Money())  # held for visits
    points: int = 0

    @property
    def stored(self) -> Money:
        """What can be spent: what was paid in, and the bonus."""
        return self.paid + self.bonus


@dataclass(frozen=True, slots=True)
class VoucherLine:
    """One voucher as it is shown."""

    id: VoucherId
    code: str
    value: Money
    left: Money
    state: VoucherState
    sold_on: date
    expires_on: date | None
    buyer_id: int | None
    holder_id: int | None
    holder: str  # as it was written, where the holder has no file

    def is_over(self, today: date) -> bool:
        """Return whether its last day has passed."""
        return self.expires_on is not None and self.expires_on < today


@dataclass(eq=False)
class SpentTogether(SalonError):
    """Two files are to be parted, and one has spent what was the other's."""

    sum: str

    text = N_(
        "{sum} of what one of the two had paid in was spent by the other since. Hand "
        "those bills over with the file, or give them back first."
    )


@dataclass(eq=False)
class NotEnoughStored(SalonError):
    """More is to be spent than is there."""

    asked: str
    left: str

    text = N_("{asked} is more than is left ({left}). Take the rest another way.")


@dataclass(eq=False)
class NoSuchVoucher(SalonError):
    """No voucher has that number."""

    code: str

    text = N_("There is no voucher “{code}”. Look at its number again.")


@dataclass(eq=False)
class VoucherIsUsed(SalonError):
    """There is nothing left on a voucher, or less than is asked for."""

    code: str
    left: str

    text = N_("Voucher {code} has {left} left. Take the rest another way.")


@dataclass(eq=False)
class VoucherIsOver(SalonError):
    """Its last day has passed."""

    code: str
    day: date

    text = N_(
        "Voucher {code} ended on {day}. The manager may let it go on: then take it."
    )


@dataclass(eq=False)
class AlreadySpent(SalonError):
    """What a bill brought in has been used since, so it cannot be taken back whole."""

    what: str
    left: str

    text = N_(
        "Of {what} only {left} is left, so it cannot be taken back whole. Pay back "
        "what is left instead."
    )


class MemberState(StrEnum):
    """Where a membership is."""

    ACTIVE = "active"
    ENDED = "ended"  # before its day, by a person
    TAKEN_BACK = "taken_back"  # its bill was given back


class PointsWhy(StrEnum):
    """Why points came or went, besides the deeds of the rules."""

    BILL = "bill"
    BILL_BACK = "bill_back"
    SPENT = "spent"
    SPENT_BACK = "spent_back"
    DEED_BACK = "deed_back"
    GIVEN = "given"  # or taken, by a person
    EXPIRED = "expired"
    BROUGHT = "brought"  # from another program


POINTS_WORDS = {
    PointsWhy.BILL: N_("Paid in money"),
    PointsWhy.BILL_BACK: N_("Given back"),
    PointsWhy.SPENT: N_("Spent"),
    PointsWhy.SPENT_BACK: N_("Spent, and given back"),
    PointsWhy.DEED_BACK: N_("Taken back: it did not come to it"),
    PointsWhy.GIVEN: N_("By hand"),
    PointsWhy.EXPIRED: N_("Let go"),
    PointsWhy.BROUGHT: N_("Brought from another program"),
}


@dataclass(frozen=True, slots=True)
class Membership:
    """One membership as it is shown."""

    id: int
    client_id: ClientId
    tier: str
    name: str
    code: str
    first: date
    last: date
    frozen_from: date | None
    frozen_until: date | None
    frozen_days: int
    fee: Money
    earned: Money
    unpaid: Money
    state: MemberState
    version: int

    def is_frozen(self, today: date) -> bool:
        """Return whether it rests today."""
        if self.frozen_from is None or today < self.frozen_from:
            return False
        return self.frozen_until is None or today <= self.frozen_until

    def is_good(self, today: date) -> bool:
        """Return whether its benefits count today."""
        is_open = self.state is MemberState.ACTIVE and self.first <= today <= self.last
        return is_open and not self.is_frozen(today)

    @property
    def owed(self) -> Money:
        """What of the fee was paid and is not earned yet."""
        if self.state is not MemberState.ACTIVE:
            return Money()
        return self.fee - self.unpaid - self.earned


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a membership takes off a line: "Gold card −10 %"."""

    words: str
    percent: int  # hundredths


@dataclass(frozen=True, slots=True)
class PointLine:
    """One line of a client's points."""

    id: int
    day: date
    points: int
    why: str
    words: str
    bill_id: int | None
    staff_id: int | None
    left: int  # after it


@dataclass(frozen=True, slots=True)
class Brought:
    """Somebody who was brought by a client."""

    client_id: ClientId
    name: str
    day: date
    visits: int  # completed
    worth: Money  # earned with them
    first_visit: date | None
    thanked_on: date | None


@dataclass(frozen=True, slots=True)
class VoucherUse:
    """One use of a voucher, or what came back to it."""

    day: date
    amount: Money
    bill_id: int
    client_id: int | None
    client: str


@dataclass(frozen=True, slots=True)
class StoredRefund:
    """What stored value gives back: the principal, and the bonus that ends with it."""

    paid: Money
    bonus: Money
    left_paid: Money
    left_bonus: Money


@dataclass(eq=False)
class BadRule(SalonError):
    """A bonus table, a tier or a rule of points that cannot be meant."""

    what: str
    said: str

    text = N_("“{said}” will not do for {what}. Look at its numbers again.")


@dataclass(eq=False)
class NoSuchTier(SalonError):
    """A kind of membership there is not, or that is not sold."""

    said: str
    choices: str

    text = N_(
        "There is no membership “{said}” to give. Choose one of these: {choices}."
    )


@dataclass(eq=False)
class NoSuchMember(SalonError):
    """No membership has that number, or the client has none that runs."""

    said: str

    text = N_("“{said}” has no membership that runs. Sell one on a bill first.")


@dataclass(eq=False)
class MemberStands(SalonError):
    """Something cannot be done with a membership as it is."""

    what: str

    text = N_("“{what}” cannot be changed so: it has ended, rests, or is in use.")


@dataclass(eq=False)
class BonusNeedsManager(SalonError):
    """Another bonus than the table says."""

    asked: str
    usual: str

    text = N_(
        "The table gives a bonus of {usual}; {asked} needs somebody who manages, and a "
        "reason."
    )


@dataclass(eq=False)
class NotEnoughPoints(SalonError):
    """More points are to go than there are."""

    asked: int
    left: int

    text = N_("{asked} points are more than there are ({left}).")


@dataclass(eq=False)
class NotInSteps(SalonError):
    """Points pay whole steps only."""

    step: int
    worth: str

    text = N_("Points are spent in steps: {step} points pay {worth}.")


@dataclass(eq=False)
class WhyPoints(SalonError):
    """Points are moved by hand, or something is let go, without a word why."""

    text = N_("Say why: it stays in the log.")


@dataclass(eq=False)
class NothingStored(SalonError):
    """There is no principal to pay back."""

    left: str

    text = N_("Only {left} was paid in and is left: no more than that is paid back.")


@dataclass(eq=False)
class PaysBackTooMuch(SalonError):
    """More than whoever asks may pay back."""

    most: str

    text = N_("More than {most} is paid back by somebody who manages.")


@dataclass(eq=False)
class BroughtBySelf(SalonError):
    """Somebody would have brought themselves."""

    name: str

    text = N_("{name} cannot be brought by the same person. Choose who brought them.")


@dataclass(eq=False)
class BroughtInCircle(SalonError):
    """Two would have brought each other, directly or by others."""

    name: str
    by: str

    text = N_("{by} came through {name}, so {name} cannot have come through {by}.")


@dataclass(eq=False)
class AboveCeiling(SalonError):
    """The law lets nobody hold so much."""

    what: str
    most: str

    text = N_("The law here lets one {what} hold at most {most}. Sell less.")


@dataclass(eq=False)
class EndsTooSoon(SalonError):
    """The law wants it to be good for longer."""

    years: int

    text = N_("The law here wants a voucher to be good for at least {years} years.")


@dataclass(eq=False)
class AheadNeedsReason(SalonError):
    """More is paid ahead than the salon or the law thinks wise; a reason is kept."""

    whole: str
    most: str

    text = N_(
        "{whole} would be paid ahead; more than {most} for one person needs a reason."
    )


@dataclass(eq=False)
class NotOver(SalonError):
    """What has not run out is not let go."""

    what: str

    text = N_("“{what}” has not run out: it stays owed.")


@dataclass(eq=False)
class BadExtension(SalonError):
    """A last day that is over, or before the one there was."""

    day: date

    text = N_("{day} will not do: choose a later last day.")


@dataclass(frozen=True, slots=True)
class SignedContract:
    """An agreement that was signed."""

    id: int
    client_id: ClientId
    course_id: int | None
    language: str
    words: str
    mark: str
    signature: str
    signed_on: date


@dataclass(eq=False)
class ContractChanged(SalonError):
    """What is to be signed is not what was read."""

    title: str

    text = N_("“{title}” has changed since it was read. Read it again before signing.")
