"""Survey rounds, whom they ask, what was answered; the pulse of the team."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text


def upgrade() -> None:
    """Create the tables of surveys."""
    _rounds()
    _asked()
    _nameless()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _rounds() -> None:
    one = "survey_round"
    table(
        one,
        *map(text, ("kind", "title")),
        *map(_day, ("opened", "until")),
        _day("closed", nullable=True),
        _whole("seed"),
        _whole("size", nullable=True),
        sa.Column("has_classes", sa.Boolean(), nullable=False),
        text("changed"),
        link(one, "staff_id", "staff_member"),
    )
    promise = "survey_promise"
    table(
        promise,
        link(promise, "round_id", one, nullable=False),
        text("words"),
        link(promise, "staff_id", "staff_member"),
        *map(_day, ("due", "again")),
        _day("done", nullable=True),
    )
    index(promise, "round_id")


def _asked() -> None:
    ask = "survey_ask"
    table(
        ask,
        link(ask, "round_id", "survey_round"),
        text("kind"),
        link(ask, "client_id", "client", nullable=False),
        text("code"),
        _word("way"),
        *map(text, ("abc", "rhythm")),
        link(ask, "staff_id", "staff_member"),
        *map(_day, ("on", "due")),
        _word("state"),
        link(ask, "call_id", "aftercare_call"),
        link(ask, "course_id", "course"),
        link(ask, "complaint_id", "complaint"),
        _whole("part"),
    )
    index(ask, "code", unique=True)
    index(ask, "round_id", "state")
    for name in ("client_id", "call_id", "course_id", "complaint_id"):
        index(ask, name)
    answer = "survey_answer"
    table(
        answer,
        link(answer, "ask_id", ask, nullable=False),
        link(answer, "round_id", "survey_round"),
        text("kind"),
        link(answer, "client_id", "client", nullable=False),
        _word("how"),
        moment("at"),
        text("answers"),
        _whole("recommends", nullable=True),
        text("abc"),
        link(answer, "about_id", "staff_member"),
        link(answer, "staff_id", "staff_member"),
    )
    index(answer, "ask_id", unique=True)
    for name in ("round_id", "client_id"):
        index(answer, name)


def _nameless() -> None:
    nameless = "survey_nameless"
    op.create_table(
        nameless,
        *map(text, ("token", "kind")),
        _whole("round_id", nullable=True),
        text("answers"),
        _whole("recommends", nullable=True),
        sa.PrimaryKeyConstraint("token", name=f"pk_{nameless}"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    pulse = "pulse_answer"
    op.create_table(
        pulse,
        text("token"),
        _day("first"),
        text("answers"),
        sa.PrimaryKeyConstraint("token", name=f"pk_{pulse}"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    mark = "pulse_mark"
    op.create_table(
        mark,
        _day("first"),
        _whole("staff_id"),
        sa.PrimaryKeyConstraint("first", "staff_id", name=f"pk_{mark}"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    point = "pulse_point"
    table(
        point,
        _day("first"),
        *map(text, ("words", "answer", "why")),
        link(point, "staff_id", "staff_member"),
        _day("due", nullable=True),
        _day("answered", nullable=True),
    )
