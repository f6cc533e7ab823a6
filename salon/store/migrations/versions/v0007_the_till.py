"""The till, courses, what is owed in both directions, and the shelf."""

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    shelf()


def shelf() -> None:
    """Batches, the ledger of what came and went, stock-takes, amounts by service."""
    add_column("product", sa.Column("price", sa.BigInteger()), None)
    add_column("product", text("barcode"), "")
    for name in ("min_stock", "order_up_to"):
        add_column("product", sa.Column(name, sa.BigInteger(), nullable=False), 0)
    add_column("product", sa.Column("life_open_days", sa.Integer()), None)
    index("product", "barcode")
    batch = "stock_batch"
    table(
        batch,
        link(batch, "product_id", "product", nullable=False),
        text("lot"),
        sa.Column("expires_on", sa.Date()),
        sa.Column("opened_on", sa.Date()),
        sa.Column("life_open_days", sa.Integer()),
        sa.Column("unit_cost", sa.BigInteger()),
        sa.Column("received_on", sa.Date()),
        *map(text, ("supplier", "blocked")),
        sa.Column("stock", sa.BigInteger(), nullable=False),
    )
    index(batch, "product_id", "lot", unique=True)
    move = "stock_move"
    table(
        move,
        link(move, "product_id", "product", nullable=False),
        link(move, "batch_id", batch, nullable=False),
        link(move, "client_id", "client"),
        sa.Column("kind", sa.String(24), nullable=False),
        *(
            sa.Column(name, sa.BigInteger(), nullable=False)
            for name in ("quantity", "before", "after")
        ),
        sa.Column("unit_cost", sa.BigInteger()),
        moment("at"),
        sa.Column("day", sa.Date(), nullable=False),
        link(move, "staff_id", "staff_member"),
        text("source"),
        sa.Column("source_id", sa.Integer(), nullable=False),
        text("reason"),
        link(move, "reverses_id", move),
    )
    index(move, "batch_id", "id")
    index(move, "product_id", "day")
    index(move, "source", "source_id")
    index(move, "reverses_id", unique=True)
    index(move, "kind", "day")
    index(move, "client_id")
    take = "stock_take"
    table(
        take,
        moment("begun_at"),
        link(take, "staff_id", "staff_member"),
        moment("confirmed_at", nullable=True),
        link(take, "confirmed_by", "staff_member"),
        moment("dropped_at", nullable=True),
        text("reason"),
    )
    line = "stock_take_line"
    table(
        line,
        link(line, "stock_take_id", take, nullable=False),
        link(line, "product_id", "product", nullable=False),
        link(line, "batch_id", batch, nullable=False),
        sa.Column("system", sa.BigInteger(), nullable=False),
        sa.Column("counted", sa.BigInteger()),
        sa.Column("system_then", sa.BigInteger()),
        moment("counted_at", nullable=True),
        link(line, "staff_id", "staff_member"),
    )
    index(line, "stock_take_id", "batch_id", unique=True)
    use = "service_use"
    table(
        use,
        link(use, "service_id", "service", nullable=False),
        link(use, "product_id", "product", nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
    )
    index(use, "service_id", "product_id", unique=True)
