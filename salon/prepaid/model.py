"""The words of what is paid ahead without being a course."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NewType

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
