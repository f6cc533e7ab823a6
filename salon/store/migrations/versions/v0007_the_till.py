"""The ledger, the till, courses, what is paid ahead, the shelf, the end of a day."""

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    _ledger()
    _till()
    _courses()
    _prepaid()
    _shelf()


def _money(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=nullable)


def _ledger() -> None:
    """One row moves one amount, so nothing can be out of balance."""
    one = "posting"
    op.create_table(
        one,
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        *map(text, ("debit", "credit")),
        _money("amount"),
        link(one, "client_id", "client"),
        *(
            sa.Column(name, sa.Integer())
            for name in ("bill_id", "line_id", "course_id", "voucher_id")
        ),
        link(one, "staff_id", "staff_member"),
        link(one, "reverses_id", "posting"),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_posting"),
        sa.CheckConstraint("amount > 0", name="ck_posting_amount"),
        sa.CheckConstraint("debit <> credit", name="ck_posting_accounts"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )
    index(one, "day", "kind")
    index(one, "client_id", "day")
    index(one, "bill_id")
    index(one, "course_id")
    for statement in _BOOKS_STAND.get(op.get_bind().dialect.name, ()):
        op.execute(statement)


def _till() -> None:
    """Bills, their lines and payments, and the days they belong to."""


def _courses() -> None:
    """Courses by sessions, value or choice; who signed for what."""


def _prepaid() -> None:
    """Stored value, vouchers, members, points and contracts."""


def _shelf() -> None:
    """Batches, movements, counts."""
