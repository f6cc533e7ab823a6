"""Twins, partings, archives and erasures."""

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, table, text


def upgrade() -> None:
    """Create what says who left, who are two, and who is forgotten."""
    left = "departure"
    table(
        left,
        link(left, "client_id", "client", nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        text("reason"),
        sa.Column("on", sa.Date(), nullable=False),
        link(left, "staff_id", "staff_member"),
    )
    index(left, "client_id", "kind", unique=True)
    two = "two_people"
    table(
        two,
        link(two, "one_id", "client", nullable=False),
        link(two, "other_id", "client", nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        link(two, "staff_id", "staff_member"),
    )
    index(two, "one_id", "other_id", unique=True)
    index(two, "other_id")
    gone = "erasure"
    table(
        gone,
        link(gone, "client_id", "client", nullable=False),
        *(
            sa.Column(name, sa.Date(), nullable=name != "asked_on")
            for name in ("asked_on", "due", "done_on")
        ),
        link(gone, "staff_id", "staff_member"),
    )
    index(gone, "client_id", unique=True)
