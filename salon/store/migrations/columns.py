"""What migrations that add tables are written with."""

from typing import Any

import sqlalchemy as sa
from alembic import op


def text(name: str) -> sa.Column[Any]:
    """Return a column of text that is "" where nothing is known."""
    return sa.Column(name, sa.String(), nullable=False)


def moment(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    """Return a column of an instant."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def link(
    table: str, name: str, target: str, *, nullable: bool = True
) -> sa.Column[Any]:
    """Return a column of *table* that names a row of *target*."""
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}")
    return sa.Column(name, sa.Integer(), key, nullable=nullable)


def table(name: str, *columns: sa.Column[Any]) -> None:
    """Create a table of records."""
    op.create_table(
        name,
        *columns,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
        sqlite_strict=True,
        sqlite_autoincrement=True,
    )


def index(table: str, *names: str, unique: bool = False) -> None:
    """Create an index named as the tables' own are: by the first column."""
    prefix = "uq" if unique else "ix"
    op.create_index(f"{prefix}_{table}_{names[0]}", table, list(names), unique=unique)
