"""What is stored of loyalty.

`Standing` and `KeptSheet` follow from the records and are worked out anew, so they are
no part of the history; what a person decided is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index
from sqlalchemy.orm import Mapped, mapped_column

from salon.clients.model import ClientId
from salon.loyalty.model import Axis, Cost, Light, LightId, Loss, Outcome
from salon.money import Money
from salon.store.base import Base, Record, own_id
from salon.store.leaning import Tie, leans
from salon.store.strict import STRICT


class Standing(Base):
    """How a client stood when it was last worked out; one row a client.

    The probability of being late is worked out from `expected` and `sigma` when it is
    asked for, so that a row changes only when something happened.
    """

    __tablename__ = "standing"
    __table_args__ = (
        Index("ix_standing_abc", "abc"),
        Index("ix_standing_loyalty", "loyalty"),
        STRICT | {"sqlite_with_rowid": False},
    )

    client_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    abc: Mapped[str]
    abc_raw: Mapped[str]  # without patience
    abc_by_count: Mapped[str]
    abc_since: Mapped[date]
    loyalty: Mapped[str]
    loyalty_since: Mapped[date]
    score: Mapped[int]  # in ten-thousandths, as the other shares
    flags: Mapped[str]  # with blanks between
    segment: Mapped[str]
    recency: Mapped[int]  # 1 to 5; 0: not in the population
    frequency: Mapped[int]
    monetary: Mapped[int]
    visits: Mapped[int]
    all_visits: Mapped[int]
    first_visit: Mapped[date | None]
    last_visit: Mapped[date | None]
    next_visit: Mapped[date | None]
    paused: Mapped[int]  # days since the last visit in which nobody expected her
    expected: Mapped[int]  # days in hundredths
    sigma: Mapped[int]  # in ten-thousandths
    spent: Mapped[int] = mapped_column(BigInteger)  # minor units
    spent_ever: Mapped[int] = mapped_column(BigInteger)
    next_year: Mapped[int] = mapped_column(BigInteger)
    value: Mapped[int] = mapped_column(BigInteger)
    worth_limit: Mapped[int] = mapped_column(BigInteger)
    regularity: Mapped[int]
    discount_share: Mapped[int]
    families: Mapped[int]
    recommends: Mapped[int | None]
    friends: Mapped[int]
    staff_id: Mapped[int | None]


class KeptSheet(Base):
    """What a page of loyalty showed when it was last worked out, whole, as JSON."""

    __tablename__ = "loyalty_sheet"
    __table_args__ = (STRICT | {"sqlite_with_rowid": False},)

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    body: Mapped[str]


class ClassPin(Record):
    """A class that a person holds for a while, against what is worked out."""

    __tablename__ = "class_pin"

    client_id: Mapped[ClientId] = leans("client.id", Tie.PART, index=True)
    axis: Mapped[Axis]
    value: Mapped[str]
    why: Mapped[str]
    on: Mapped[date]
    until: Mapped[date]  # the last day on which it holds
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class LossReason(Record):
    """Why somebody does not come any more, as far as she or we can say."""

    __tablename__ = "loss_reason"

    client_id: Mapped[ClientId] = leans("client.id", Tie.PART, index=True)
    reason: Mapped[Loss]
    words: Mapped[str] = mapped_column(default="")
    on: Mapped[date]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class GuardLight(Record):
    """One light of a gold client on one Monday: who acts, until when, what came."""

    __tablename__ = "guard_light"
    __table_args__ = (
        Index("ix_guard_light_week", "week", "client_id"),
        *Record.__table_args__,
    )

    id: Mapped[LightId] = own_id()
    client_id: Mapped[ClientId] = leans("client.id", Tie.OWN, index=True)
    week: Mapped[date]  # its Monday
    light: Mapped[Light]
    is_red: Mapped[bool]
    measure: Mapped[int]
    words: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)
    due: Mapped[date]
    outcome: Mapped[Outcome] = mapped_column(default=Outcome.OPEN)
    note: Mapped[str] = mapped_column(default="")
    done_at: Mapped[datetime | None]
    done_by: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


class WinningCost(Record):
    """What one month cost for winning or keeping clients, of one kind."""

    __tablename__ = "winning_cost"
    __table_args__ = (
        Index("uq_winning_cost_month", "month", "kind", unique=True),
        *Record.__table_args__,
    )

    month: Mapped[date]  # its first day
    kind: Mapped[Cost]
    amount: Mapped[Money]
    staff_id: Mapped[int | None] = leans("staff_member.id", Tie.NAMES)


@dataclass(frozen=True, slots=True)
class Recommendations:
    """Where answers to "how likely are you to recommend us" are kept, 0 to 10.

    Surveys stand above us; `salon.surveys.tables` tells.
    """

    client: ColumnElement[Any]  # None where it was answered without a name
    score: ColumnElement[Any]
    at: ColumnElement[Any]
    held: Sequence[ColumnElement[bool]] = ()  # what a row must be


_TOLD: list[Recommendations] = []


def tell_recommendations(told: Recommendations) -> None:
    """Say where recommendations are kept; once, with the tables."""
    _TOLD[:] = [told]


def recommendations() -> Recommendations | None:
    """Return where recommendations are kept; None while nobody told."""
    return _TOLD[0] if _TOLD else None
