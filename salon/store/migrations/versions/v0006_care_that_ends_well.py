"""Wishes by channel and purpose, complaints, occasions, messages, feedback."""

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, table, text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _refusals()
    _complaints()
    _occasions()
    _messages()
    _protocols()
    _feedback()


def _refusals() -> None:
    table(
        "contact_refusal",
        link("contact_refusal", "client_id", "client", nullable=False),
        *map(text, ("purpose", "channel")),
        sa.Column("on", sa.Date(), nullable=False),
        link("contact_refusal", "staff_id", "staff_member"),
    )
    index("contact_refusal", "client_id", "purpose", "channel", unique=True)


def _complaints() -> None:
    """Complaints, their steps and what was given for them."""


def _occasions() -> None:
    """Occasions to contact somebody, once each, and their rules."""


def _messages() -> None:
    """What goes out by e-mail, once each."""


def _protocols() -> None:
    """What a salon says in its own words."""


def _feedback() -> None:
    """What was expected and felt of a visit."""
