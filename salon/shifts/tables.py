"""What is stored of shifts."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.store.base import AS_JSON, Record, own_id
from salon.store.leaning import Tie, leans


class Handover(Record):
    """A shift was handed over: who went, what was said, and who took it."""

    __tablename__ = "handover"

    id: Mapped[int] = own_id()
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    note: Mapped[str] = mapped_column(default="")
    taken_at: Mapped[datetime | None]
    taken_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class ShopRound(Record):
    """Somebody went round the shop: before it opened, and once more unannounced."""

    __tablename__ = "shop_round"
    __table_args__ = (
        Index("uq_shop_round_on", "on", "nth", unique=True),
        *Record.__table_args__,
    )

    on: Mapped[date]
    nth: Mapped[int] = mapped_column(default=1)  # 2: the one nobody announced
    # question of the questionnaire "shopfront" to whether it was right
    seen: Mapped[str] = mapped_column(default="{}", info=AS_JSON)
    note: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    picture: Mapped[str] = mapped_column(default="")  # hash of the reception's
    thumb: Mapped[str] = mapped_column(default="")  # hash of the small one
