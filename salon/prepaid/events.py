"""What can happen to what clients have with the salon."""

from dataclasses import dataclass

from salon.events import Event
from salon.text import N_


@dataclass(frozen=True)
class RulesChanged(Event):
    """Bonus tables, tiers or the rules of points were changed."""

    text = N_("Rules of members and points changed")


@dataclass(frozen=True)
class StoredPaidBack(Event):
    """Stored value was paid back."""

    client_id: int

    text = N_("Stored value paid back")


@dataclass(frozen=True)
class MemberChanged(Event):
    """A membership was given, frozen, let run again, renewed or ended."""

    membership_id: int
    client_id: int

    text = N_("Membership changed")


@dataclass(frozen=True)
class FeesEarned(Event):
    """What memberships earned with time came into the books."""

    many: int

    text = N_("Fees of members earned")


@dataclass(frozen=True)
class PointsMoved(Event):
    """Points were given, taken or let go by a person."""

    client_id: int

    text = N_("Points changed")


@dataclass(frozen=True)
class VoucherChanged(Event):
    """A voucher was passed on, let go on, or let go."""

    voucher_id: int

    text = N_("Voucher changed")


@dataclass(frozen=True)
class BroughtBy(Event):
    """It was noted who brought a client, or that nobody did."""

    client_id: int

    text = N_("Brought by somebody")


@dataclass(frozen=True)
class Thanked(Event):
    """Somebody was thanked for bringing a client."""

    client_id: int

    text = N_("Thanked for bringing somebody")


@dataclass(frozen=True)
class ContractSigned(Event):
    """An agreement on money paid ahead was signed."""

    contract_id: int
    client_id: int

    text = N_("Contract on money paid ahead signed")


@dataclass(frozen=True)
class FriendCame(Event):
    """Somebody who was brought by a client kept the first visit."""

    client_id: int
    by_id: int

    text = N_("A friend came")


@dataclass(frozen=True)
class MemberBegan(Event):
    """A membership began."""

    membership_id: int
    client_id: int

    text = N_("Membership begun")
