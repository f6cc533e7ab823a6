"""What is stored of the shelf."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.catalogue.model import ProductId, ServiceId
from salon.clients.model import ClientId
from salon.money import Money
from salon.shelf.model import BatchId, MoveId, MoveKind, StockTakeId
from salon.staff.model import StaffId
from salon.store.base import Record, own_id
from salon.store.leaning import Erasure, Tie, leans


class Batch(Record):
    """What came under one lot of one product, and what is left of it.

    Stock below nothing is no fault: what was used can always be written down.
    """

    __tablename__ = "stock_batch"
    __table_args__ = (
        Index("uq_stock_batch_product_id", "product_id", "lot", unique=True),
        *Record.__table_args__,
    )

    id: Mapped[BatchId] = own_id()
    product_id: Mapped[ProductId] = leans("product.id", Tie.NAMES)
    lot: Mapped[str] = mapped_column(default="")  # "": nobody knows which
    expires_on: Mapped[date | None]  # the last good day
    opened_on: Mapped[date | None]
    life_open_days: Mapped[int | None]  # of this batch; None: as its product
    unit_cost: Mapped[Money | None]  # of a whole one, as it was last delivered
    received_on: Mapped[date | None]
    supplier: Mapped[str] = mapped_column(default="")
    blocked: Mapped[str] = mapped_column(default="")  # why; "" it is not
    stock: Mapped[int] = mapped_column(BigInteger, default=0)  # thousandths


class StockMove(Record):
    """One line of the ledger: only added to, taken back by a line of its own."""

    __tablename__ = "stock_move"
    told = ("reason",)
    __table_args__ = (
        Index("ix_stock_move_batch_id", "batch_id", "id"),
        Index("ix_stock_move_product_id", "product_id", "day"),
        Index("ix_stock_move_source", "source", "source_id"),
        Index("uq_stock_move_reverses_id", "reverses_id", unique=True),
        Index("ix_stock_move_kind", "kind", "day"),
        *Record.__table_args__,
    )

    id: Mapped[MoveId] = own_id()
    product_id: Mapped[ProductId] = leans("product.id", Tie.NAMES)
    batch_id: Mapped[BatchId] = leans("stock_batch.id", Tie.OWN, erasure=Erasure.KEPT)
    client_id: Mapped[ClientId | None] = leans(
        "client.id", Tie.OWN, erasure=Erasure.BLANKED, index=True
    )
    kind: Mapped[MoveKind]
    quantity: Mapped[int] = mapped_column(BigInteger)  # below nothing: it went
    before: Mapped[int] = mapped_column(BigInteger)  # of the batch
    after: Mapped[int] = mapped_column(BigInteger)
    unit_cost: Mapped[Money | None]
    at: Mapped[datetime]
    day: Mapped[date]
    staff_id: Mapped[StaffId | None] = leans("staff_member.id", Tie.NAMES)
    source: Mapped[str] = mapped_column(default="")  # bill_line, treatment …
    source_id: Mapped[int] = mapped_column(default=0)
    reason: Mapped[str] = mapped_column(default="")
    reverses_id: Mapped[MoveId | None] = leans("stock_move.id", Tie.NAMES)


class Count(Record):
    """A stock-take: begun with what should be there, then counted, then confirmed."""

    __tablename__ = "stock_take"

    id: Mapped[StockTakeId] = own_id()
    begun_at: Mapped[datetime]
    staff_id: Mapped[StaffId | None] = leans("staff_member.id", Tie.NAMES)
    confirmed_at: Mapped[datetime | None]
    confirmed_by: Mapped[StaffId | None] = leans("staff_member.id", Tie.NAMES)
    dropped_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")


class CountedLine(Record):
    """One batch of a stock-take: what should be there, what was found, when."""

    __tablename__ = "stock_take_line"
    __table_args__ = (
        Index(
            "uq_stock_take_line_stock_take_id", "stock_take_id", "batch_id", unique=True
        ),
        *Record.__table_args__,
    )

    stock_take_id: Mapped[StockTakeId] = leans(
        "stock_take.id", Tie.OWN, erasure=Erasure.KEPT
    )
    product_id: Mapped[ProductId] = leans("product.id", Tie.NAMES)
    batch_id: Mapped[BatchId] = leans("stock_batch.id", Tie.NAMES)
    system: Mapped[int] = mapped_column(BigInteger)  # when it was begun
    counted: Mapped[int | None] = mapped_column(BigInteger)
    system_then: Mapped[int | None] = mapped_column(BigInteger)  # when it was counted
    counted_at: Mapped[datetime | None]
    staff_id: Mapped[StaffId | None] = leans("staff_member.id", Tie.NAMES)


class ServiceUse(Record):
    """How much of a product a service uses, as the salon says."""

    __tablename__ = "service_use"
    is_reference = True
    __table_args__ = (
        Index("uq_service_use_service_id", "service_id", "product_id", unique=True),
        *Record.__table_args__,
    )

    service_id: Mapped[ServiceId] = leans("service.id", Tie.NAMES)
    product_id: Mapped[ProductId] = leans("product.id", Tie.NAMES)
    quantity: Mapped[int] = mapped_column(BigInteger)
