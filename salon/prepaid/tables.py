"""What is stored of what clients have with the salon."""

from datetime import date

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.money import Money
from salon.prepaid.model import VoucherId, VoucherState
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
        "client.id", Tie.NAMES, merge=Merge.FOLLOWS, erasure=Erasure.KEPT
    )
    holder: Mapped[str] = mapped_column(default="")
