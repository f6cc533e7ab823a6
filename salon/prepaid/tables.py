"""What is stored of what clients have with the salon."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.model import MemberState, VoucherId, VoucherState
from salon.store.base import Record, own_id
from salon.store.leaning import Erasure, Merge, Tie, leans


class Holding(Record):
    """What one client has in money and points; the ledger holds the same sums.

    The database refuses to go below nothing, whoever spends at the same moment.
    """

    __tablename__ = "holding"
    __table_args__ = (
        CheckConstraint(
            "paid >= 0 AND bonus >= 0 AND deposit >= 0", name="ck_holding_left"
        ),
        Index("uq_holding_client_id", "client_id", unique=True),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans(
        "client.id", Tie.OWN, merge=Merge.JOINED, erasure=Erasure.KEPT
    )
    paid: Mapped[Money] = mapped_column(default=Money())
    bonus: Mapped[Money] = mapped_column(default=Money())
    deposit: Mapped[Money] = mapped_column(default=Money())
    points: Mapped[int] = mapped_column(default=0)


class Voucher(Record):
    """A gift voucher: whoever has its number may use it."""

    __tablename__ = "voucher"
    told = ("holder",)
    __table_args__ = (
        CheckConstraint("remains >= 0", name="ck_voucher_left"),
        Index("uq_voucher_code", "code", unique=True),
        Index("ix_voucher_buyer_id", "buyer_id"),
        Index("ix_voucher_holder_id", "holder_id"),
        *Record.__table_args__,
    )

    id: Mapped[VoucherId] = own_id()
    code: Mapped[str]
    value: Mapped[Money]
    remains: Mapped[Money]
    state: Mapped[VoucherState] = mapped_column(default=VoucherState.GOOD)
    sold_on: Mapped[date]
    expires_on: Mapped[date | None]
    buyer_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, erasure=Erasure.KEPT
    )
    holder_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, erasure=Erasure.BLANKED
    )
    holder: Mapped[str] = mapped_column(default="")


class Member(Record):
    """One membership of a client, with the code of its card.

    What its fee is worth is owed until it is earned, month by month.
    """

    __tablename__ = "membership"
    told = ("reason",)
    __table_args__ = (
        CheckConstraint("earned >= 0 AND unpaid >= 0", name="ck_membership_left"),
        Index("ix_membership_code", "code"),
        Index("ix_membership_client_id", "client_id", "ends"),
        Index("ix_membership_state", "state", "ends"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, erasure=Erasure.BLANKED)
    tier: Mapped[str]
    code: Mapped[str]
    begins: Mapped[date]
    ends: Mapped[date]
    months: Mapped[int]
    frozen_from: Mapped[date | None]
    frozen_until: Mapped[date | None]
    frozen_days: Mapped[int] = mapped_column(default=0)
    fee: Mapped[Money] = mapped_column(default=Money())
    earned: Mapped[Money] = mapped_column(default=Money())
    unpaid: Mapped[Money] = mapped_column(default=Money())
    state: Mapped[MemberState] = mapped_column(default=MemberState.ACTIVE)
    reason: Mapped[str] = mapped_column(default="")


class PointMove(Record):
    """One line in the log of a client's points."""

    __tablename__ = "point_move"
    told = ("words",)
    __table_args__ = (
        CheckConstraint("points <> 0", name="ck_point_move_points"),
        Index("ix_point_move_client_id", "client_id", "day"),
        Index("ix_point_move_bill_id", "bill_id"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, erasure=Erasure.BLANKED)
    at: Mapped[datetime]
    day: Mapped[date]
    points: Mapped[int]
    why: Mapped[str]  # a deed, or of `PointsWhy`
    words: Mapped[str] = mapped_column(default="")
    bill_id: Mapped[int | None]  # of the till, which stands above
    source_id: Mapped[int | None]  # the visit, the answer or the friend of a deed
    base: Mapped[Money] = mapped_column(default=Money())  # in money, of a bill
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Referral(Record):
    """By whom a client was brought."""

    __tablename__ = "referral"
    __table_args__ = (
        Index("ix_referral_client_id", "client_id"),
        Index("ix_referral_by_id", "by_id"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    by_id: Mapped[ClientId] = leans(
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, erasure=Erasure.KEPT
    )
    day: Mapped[date]
    came_on: Mapped[date | None]  # the first visit that was kept
    thanked_on: Mapped[date | None]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class Contract(Record):
    """An agreement on money paid ahead, as it was read and signed."""

    __tablename__ = "prepaid_contract"
    is_for_care = True
    __table_args__ = (
        Index("ix_prepaid_contract_client_id", "client_id"),
        *Record.__table_args__,
    )

    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN)
    course_id: Mapped[int | None]
    consent_id: Mapped[int | None]
    language: Mapped[str]
    words: Mapped[str]
    mark: Mapped[str]  # SHA-256 of the words
    signature: Mapped[str] = mapped_column(default="")  # strokes; "": on paper
    signed_on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
