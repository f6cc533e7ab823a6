"""Each action says which tables it knew; a photograph vouches for its small picture.

Later parts of this release add their columns and indices here.
"""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.reshape import recast, rewrite

revision = "0002"
down_revision = "0001"

# Joining two files left these behind: they name the file that was kept from now on.
_JOINED = "{column} IN (SELECT id FROM client WHERE merged_into IS NOT NULL)"
_KEPT = (
    "(WITH RECURSIVE up(id, kept) AS ("
    "SELECT id, merged_into FROM client WHERE id = {leaning}"
    " UNION SELECT c.id, c.merged_into FROM client c JOIN up ON c.id = up.kept)"
    " SELECT id FROM up WHERE kept IS NULL)"
)


def upgrade() -> None:
    op.add_column("action", sa.Column("revision", sa.String()))
    recast("photo", (), {sa.Column("thumb_hash", sa.String(), nullable=False): _thumb})
    for table, column, but in (
        ("relative", "other_id", "nullif({kept}, client_id)"),
        ("safety_override", "client_id", "coalesce({kept}, client_id)"),
    ):
        kept = _KEPT.format(leaning=f"{table}.{column}")
        rewrite(table, {column: but.format(kept=kept)}, _JOINED.format(column=column))


def _thumb(photo: dict[str, Any]) -> str:
    found = sa.text("SELECT thumb FROM picture WHERE hash = :hash")
    thumb = op.get_bind().execute(found, {"hash": photo["hash"]}).scalar()
    return "" if thumb is None else sha256(thumb).hexdigest()
