"""What a client has with the salon, as the sheets about it show it."""

from dataclasses import dataclass

from salon.clients.model import ClientId
from salon.clients.queries import client_line
from salon.prepaid.contracting import ContractWords, contract_to_sign
from salon.prepaid.model import (
    Brought,
    Membership,
    PointLine,
    Purse,
    SignedContract,
    VoucherLine,
)
from salon.prepaid.queries import (
    brought,
    brought_by,
    contracts_of,
    members_of,
    points_of,
    points_over,
    purse_of,
    rules_of,
    vouchers_of,
)
from salon.prepaid.rules import Rules
from salon.settings.queries import premises
from salon.till.rules import means_here
from salon.work import Reading

SHOWN = 12  # lines of the log of points


@dataclass(frozen=True, slots=True)
class PurseSight:
    """One client's stored value, vouchers, memberships, points and friends."""

    client_id: ClientId
    client: str
    currency: str
    purse: Purse
    rules: Rules
    means: tuple[str, ...]
    members: tuple[Membership, ...]
    points: tuple[PointLine, ...]
    over: int  # points that are older than the rules keep them
    vouchers: tuple[VoucherLine, ...]
    brought_by: tuple[int, str] | None
    brought: tuple[Brought, ...]


def purse_sight(reading: Reading, client_id: ClientId) -> PurseSight:
    """Return what a client has; raises Missing."""
    return PurseSight(
        client_id=client_id,
        client=client_line(reading, client_id).name,
        currency=premises(reading).currency,
        purse=purse_of(reading, client_id),
        rules=rules_of(reading),
        means=means_here(reading),
        members=tuple(members_of(reading, client_id)),
        points=tuple(points_of(reading, client_id, SHOWN)),
        over=points_over(reading, client_id),
        vouchers=tuple(vouchers_of(reading, client_id)),
        brought_by=brought_by(reading, client_id),
        brought=tuple(brought(reading, client_id)),
    )


@dataclass(frozen=True, slots=True)
class ContractSight:
    """An agreement to be read and signed, and whether one was signed already."""

    words: ContractWords
    signed: SignedContract | None


def contract_sight(
    reading: Reading, client_id: ClientId, course_id: int | None = None
) -> ContractSight:
    """Return the agreement on a course, or on stored value; raises Missing."""
    signed = contracts_of(reading, client_id, course_id)
    words = contract_to_sign(reading, client_id, course_id)
    return ContractSight(words, signed[0] if signed else None)
