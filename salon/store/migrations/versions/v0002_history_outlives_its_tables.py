"""Each action says which tables it knew; a photograph vouches for its small picture.

Later parts of this release add their columns and indices here.
"""

from hashlib import sha256
from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.reshape import recast

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("action", sa.Column("revision", sa.String()))
    recast("photo", (), {sa.Column("thumb_hash", sa.String(), nullable=False): _thumb})


def _thumb(photo: dict[str, Any]) -> str:
    found = sa.text("SELECT thumb FROM picture WHERE hash = :hash")
    thumb = op.get_bind().execute(found, {"hash": photo["hash"]}).scalar()
    return "" if thumb is None else sha256(thumb).hexdigest()
