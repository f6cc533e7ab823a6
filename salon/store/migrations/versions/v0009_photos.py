"""Photographs with their purposes, and what was drawn on them."""

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Tie photographs to what allows them, and let marks be drawn on them."""
    add_column("photo", link("photo", "consent_id", "client_consent"))
    public: sa.Column[bool] = sa.Column("is_public", sa.Boolean(), nullable=False)
    add_column("photo", public, 0)
    add_column("photo", text("points"), "")
    mark = "photo_mark"
    table(
        mark,
        link(mark, "photo_id", "photo", nullable=False),
        *map(text, ("kind", "strokes", "words")),
        link(mark, "staff_id", "staff_member"),
    )
    index(mark, "photo_id")
