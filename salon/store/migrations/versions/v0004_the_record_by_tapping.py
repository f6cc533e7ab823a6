"""A record says its steps, what was left out, and how the skin took it."""

import sqlalchemy as sa

from salon.store.reshape import add_column

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    for column, filling in (
        (sa.Column("steps", sa.String(), nullable=False), "[]"),
        (sa.Column("left_out", sa.String(), nullable=False), ""),
        (sa.Column("scale", sa.Integer()), None),
        (sa.Column("felt_at", sa.String(), nullable=False), ""),
        (sa.Column("asked_none", sa.Boolean(), nullable=False), False),
        (sa.Column("again", sa.String(24), nullable=False), ""),
    ):
        add_column("treatment", column, filling)
