"""Skin readings that say how they were taken, and the ticks."""

from typing import Any

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Let readings say how they were taken, and create the ticks."""
    add_column("assessment", sa.Column("cleansed", sa.Boolean()))
    add_column("assessment", _whole("rested"))
    for name in ("humidity", "temperature"):
        add_column("assessment", sa.Column(name, sa.Float()))
    for name in ("device", "repeats"):
        add_column("skin_reading", text(name), "")
    tick = "tick"
    habits = ("sleep", "water", "sunscreen", "movement", "home_care")
    table(
        tick,
        link(tick, "client_id", "client", nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        *map(_whole, habits),
        text("way"),
        link(tick, "staff_id", "staff_member"),
    )
    index(tick, "client_id", "on")


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer())
