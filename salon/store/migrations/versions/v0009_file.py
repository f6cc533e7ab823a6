"""The file: how each question stands, notes, alerts, what relatives may do."""

from typing import Any

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Add what the whole file needs."""
    _answered()
    _relatives()
    _notes()
    _alerts()


def _answered() -> None:
    table(
        "client_answered",
        link("client_answered", "client_id", "client", nullable=False),
        *map(text, ("field", "state")),
        sa.Column("on", sa.Date(), nullable=False),
        link("client_answered", "staff_id", "staff_member"),
        text("source"),
    )
    index("client_answered", "client_id", "field", unique=True)
    index("client_answered", "on", "staff_id")


def _relatives() -> None:
    """Until now nobody was asked, and any relative booked and shared."""
    for name, filling in (
        ("birth_lunar", False),
        ("birth_leap", False),
        ("may_book", True),
        ("may_see", False),
        ("may_share", True),
    ):
        add_column("relative", _flag(name), filling)
    for name in ("phone", "note"):
        add_column("relative", text(name), "")


def _notes() -> None:
    one = "client_note"
    table(
        one,
        link(one, "client_id", "client", nullable=False),
        link(one, "staff_id", "staff_member"),
        moment("at"),
        *map(text, ("audience", "text")),
        moment("removed_at", nullable=True),
    )
    index(one, "client_id")
    older = "client_note_wording"
    table(
        older,
        link(older, "note_id", one, nullable=False),
        text("text"),
        moment("at"),
        link(older, "staff_id", "staff_member"),
    )
    index(older, "note_id")


def _alerts() -> None:
    one = "staff_alert"
    table(
        one,
        link(one, "client_id", "client", nullable=False),
        *map(text, ("text", "grade", "places")),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date()),
        _flag("is_household"),
        _flag("is_blocking"),
        moment("at"),
        link(one, "staff_id", "staff_member"),
        moment("cleared_at", nullable=True),
        link(one, "cleared_by", "staff_member"),
        text("cleared_why"),
    )
    index(one, "client_id")
    index(one, "is_household", "cleared_at")
    seen = "staff_alert_seen"
    table(
        seen,
        link(seen, "alert_id", one, nullable=False),
        link(seen, "client_id", "client", nullable=False),
        text("place"),
        sa.Column("on", sa.Date(), nullable=False),
        moment("at"),
        link(seen, "staff_id", "staff_member"),
    )
    index(seen, "alert_id", "client_id", "place", "on", unique=True)
    index(seen, "client_id")


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)
