"""Classes that are worked out, pins, reasons of losses, the guard's lights, costs."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Create the tables of loyalty."""
    add_column("appointment", moment("cancelled_at", nullable=True))
    _worked_out()
    _decided()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _worked_out() -> None:
    one = "standing"
    op.create_table(
        one,
        _whole("client_id"),
        *map(text, ("abc", "abc_raw", "abc_by_count")),
        _day("abc_since"),
        text("loyalty"),
        _day("loyalty_since"),
        _whole("score"),
        *map(text, ("flags", "segment")),
        *map(_whole, ("recency", "frequency", "monetary", "visits", "all_visits")),
        *(
            _day(name, nullable=True)
            for name in ("first_visit", "last_visit", "next_visit")
        ),
        *map(_whole, ("paused", "expected", "sigma")),
        *map(_big, ("spent", "spent_ever", "next_year", "value", "worth_limit")),
        *map(_whole, ("regularity", "discount_share", "families")),
        _whole("recommends", nullable=True),
        _whole("friends"),
        _whole("staff_id", nullable=True),
        sa.PrimaryKeyConstraint("client_id", name=f"pk_{one}"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    index(one, "abc")
    index(one, "loyalty")
    sheet = "loyalty_sheet"
    op.create_table(
        sheet,
        text("key"),
        moment("at"),
        text("body"),
        sa.PrimaryKeyConstraint("key", name=f"pk_{sheet}"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _decided() -> None:
    pin = "class_pin"
    table(
        pin,
        link(pin, "client_id", "client", nullable=False),
        _word("axis"),
        *map(text, ("value", "why")),
        *map(_day, ("on", "until")),
        link(pin, "staff_id", "staff_member"),
    )
    index(pin, "client_id")
    loss = "loss_reason"
    table(
        loss,
        link(loss, "client_id", "client", nullable=False),
        _word("reason"),
        text("words"),
        _day("on"),
        link(loss, "staff_id", "staff_member"),
    )
    index(loss, "client_id")
    light = "guard_light"
    table(
        light,
        link(light, "client_id", "client", nullable=False),
        _day("week"),
        _word("light"),
        sa.Column("is_red", sa.Boolean(), nullable=False),
        _whole("measure"),
        text("words"),
        link(light, "staff_id", "staff_member"),
        _day("due"),
        _word("outcome"),
        text("note"),
        moment("done_at", nullable=True),
        link(light, "done_by", "staff_member"),
    )
    index(light, "client_id")
    index(light, "week", "client_id")
    cost = "winning_cost"
    table(
        cost,
        _day("month"),
        _word("kind"),
        _big("amount"),
        link(cost, "staff_id", "staff_member"),
    )
    index(cost, "month", "kind", unique=True)
