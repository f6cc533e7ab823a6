"""Questionnaires of skin, and lines on the charts."""

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Create the table of answers; a finding may be a line."""
    quiz = "skin_quiz"
    table(
        quiz,
        link(quiz, "client_id", "client", nullable=False),
        *map(text, ("quiz", "answers", "result")),
        sa.Column("day", sa.Date(), nullable=False),
        link(quiz, "staff_id", "staff_member"),
    )
    index(quiz, "client_id", "day")
    add_column("finding", text("line"), "")
