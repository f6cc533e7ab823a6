"""Forms, their wordings, and what was signed in their very words."""

from typing import Any

import sqlalchemy as sa

from salon.store.migrations.columns import index, link, moment, table, text


def _flag(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def upgrade() -> None:
    """Create the tables of forms."""
    table("form", text("ref"), _flag("is_off"))
    index("form", "ref", unique=True)
    version, signed = "form_version", "signed_form"
    table(
        version,
        link(version, "form_id", "form", nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *map(text, ("body", "digest")),
        _flag("is_shipped"),
        moment("at"),
        link(version, "staff_id", "staff_member"),
    )
    index(version, "form_id", "number", unique=True)
    table(
        signed,
        link(signed, "client_id", "client", nullable=False),
        link(signed, "consent_id", "client_consent"),
        link(signed, "version_id", version, nullable=False),
        *map(text, ("item", "service_ref")),
        sa.Column("outcome", sa.String(24), nullable=False),
        *map(text, ("language", "words", "answers", "signature", "guardian")),
        *map(text, ("relation", "guardian_signature")),
        *map(_flag, ("is_in_room", "is_on_paper")),
        text("digest"),
        moment("at"),
        link(signed, "staff_id", "staff_member"),
        link(signed, "appointment_id", "appointment"),
    )
    index(signed, "consent_id")
    index(signed, "client_id", "at")
