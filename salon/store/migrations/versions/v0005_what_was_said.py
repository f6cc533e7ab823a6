"""A contact says of which opener, body and closer it was composed, and its topic."""

import sqlalchemy as sa

from salon.store.reshape import add_column

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    for name in ("opener", "body", "closer", "topic"):
        add_column(
            "contact", sa.Column(f"said_{name}", sa.String(), nullable=False), ""
        )
