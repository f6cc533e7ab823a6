"""Campaigns and their people; who leaves, and what leaves with a colleague."""

from typing import Any

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Create the tables."""
    _campaigns()
    _leaving()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _whole(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _big(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _yes(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _campaigns() -> None:
    one = "campaign"
    table(
        one,
        text("name"),
        _word("offer"),
        *map(text, ("en", "zh_hans", "zh_hant", "channels")),
        *map(_day, ("starts_on", "ends_on")),
        _whole("cut"),
        text("about"),
        _big("cost"),
        text("chosen"),
        _whole("control"),
        *map(_yes, ("spares_hunters", "spares_full")),
        text("seed"),
        _whole("days"),
        _word("stage"),
        moment("started_at", nullable=True),
        link(one, "started_by", "staff_member"),
        moment("ended_at", nullable=True),
        text("why_ended"),
    )
    person = "campaign_person"
    table(
        person,
        link(person, "campaign_id", "campaign", nullable=False),
        link(person, "client_id", "client", nullable=False),
        _word("side"),
        *map(text, ("abc", "why")),
        sa.Column("answer", sa.String(24), nullable=True),
        _day("answered_on", nullable=True),
        text("note"),
        link(person, "staff_id", "staff_member"),
    )
    index(person, "campaign_id", "client_id", unique=True)
    index(person, "client_id")


def _leaving() -> None:
    leaves = sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=True)
    add_column("staff_member", leaves)
    one = "leaving"
    table(
        one,
        link(one, "staff_id", "staff_member", nullable=False),
        *map(_day, ("last_day", "begun", "call_by")),
        link(one, "begun_by", "staff_member"),
        _word("state"),
        text("farewell"),
        moment("ended_at", nullable=True),
    )
    index(one, "staff_id")
    client = "leaving_client"
    table(
        client,
        link(client, "leaving_id", one, nullable=False),
        link(client, "client_id", "client", nullable=False),
        text("abc"),
        *map(_whole, ("visits", "others")),
        _yes("is_only"),
        *map(_big, ("spent", "next_year")),
        _day("last_visit", nullable=True),
        _whole("expected"),
        link(client, "successor_id", "staff_member"),
        text("why"),
        link(client, "call_id", "aftercare_call"),
        _day("introduced_on", nullable=True),
    )
    index(client, "leaving_id", "client_id", unique=True)
    index(client, "client_id")
    alert = "leaving_alert"
    table(
        alert,
        link(alert, "leaving_id", one, nullable=False),
        moment("at"),
        _whole("clients"),
        moment("seen_at", nullable=True),
        link(alert, "seen_by", "staff_member"),
    )
    index(alert, "leaving_id")
    talk = "staff_talk"
    table(
        talk,
        link(talk, "staff_id", "staff_member", nullable=False),
        _word("kind"),
        _day("on"),
        text("words"),
        _day("next_on", nullable=True),
        link(talk, "by_id", "staff_member"),
    )
    index(talk, "staff_id")
