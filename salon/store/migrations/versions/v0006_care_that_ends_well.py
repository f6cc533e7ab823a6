"""Wishes by channel and purpose, complaints, occasions, messages, feedback."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _refusals()
    _queue()
    _shifts()
    _complaints()
    _occasions()
    _messages()
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


def _queue() -> None:
    """Calls somebody rings back in person, what comes in, what offers met with."""
    add_column("contact", text("direction"), "out")
    add_column("contact", text("channel"), "")
    index("contact", "at", "client_id", "outcome", "direction")
    index("client", "do_not_contact")
    whom = link("aftercare_call", "for_staff_id", "staff_member")
    add_column("aftercare_call", whom, None)
    table(
        "offer_answer",
        link("offer_answer", "client_id", "client", nullable=False),
        *map(text, ("kind", "answer")),
        sa.Column("on", sa.Date(), nullable=False),
        text("note"),
        link("offer_answer", "staff_id", "staff_member"),
    )
    index("offer_answer", "client_id")


def _shifts() -> None:
    """What one shift hands to the next, and the round before the doors open."""
    table(
        "handover",
        moment("at"),
        link("handover", "staff_id", "staff_member"),
        text("note"),
        moment("taken_at", nullable=True),
        link("handover", "taken_by", "staff_member"),
    )
    table(
        "shop_round",
        sa.Column("on", sa.Date(), nullable=False),
        *map(text, ("seen", "note")),
        moment("at"),
        link("shop_round", "staff_id", "staff_member"),
    )
    index("shop_round", "on", unique=True)


def _complaints() -> None:
    """Complaints, their steps and what was given for them."""
    one = "complaint"
    table(
        one,
        link(one, "client_id", "client", nullable=False),
        link(one, "appointment_id", "appointment"),
        link(one, "service_id", "service"),
        link(one, "staff_id", "staff_member"),
        link(one, "room_id", "room"),
        link(one, "incident_id", "incident"),
        link(one, "owner_id", "staff_member"),
        moment("opened_at"),
        link(one, "opened_by", "staff_member"),
        moment("began_at"),
        text("source"),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("raised", sa.Integer(), nullable=False),
        *map(text, ("status", "cause", "causes", "root", "words", "promised")),
        sa.Column("expected", sa.Integer()),
        *map(text, ("product", "batch")),
        sa.Column("is_about_owner", sa.Boolean(), nullable=False),
        text("authority"),
        sa.Column("authority_due", sa.Date()),
        text("change"),
        link(one, "change_by", "staff_member"),
        sa.Column("change_due", sa.Date()),
        moment("closed_at", nullable=True),
        link(one, "closed_by", "staff_member"),
        text("outcome"),
    )
    index(one, "client_id", "opened_at")
    index(one, "closed_at")
    index(one, "appointment_id")
    table(
        "complaint_step",
        link("complaint_step", "complaint_id", one, nullable=False),
        *map(text, ("kind", "what", "note")),
        moment("at"),
        link("complaint_step", "staff_id", "staff_member"),
        sa.Column("due", sa.Date()),
    )
    index("complaint_step", "complaint_id")
    offer = "complaint_offer"
    table(
        offer,
        link(offer, "complaint_id", one, nullable=False),
        text("kind"),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        text("currency"),
        sa.Column("count", sa.Integer(), nullable=False),
        text("words"),
        sa.Column("promised_on", sa.Date()),
        link(offer, "staff_id", "staff_member"),
        text("answer"),
        link(offer, "asked_of", "staff_member"),
        link(offer, "granted_by", "staff_member"),
        moment("granted_at", nullable=True),
        text("refusal"),
        moment("chosen_at", nullable=True),
        sa.Column("done_on", sa.Date()),
        moment("gone_at", nullable=True),
    )
    index(offer, "complaint_id")
    call = link("aftercare_call", "complaint_id", one)
    add_column("aftercare_call", call, None)
    index("aftercare_call", "complaint_id")


def _occasions() -> None:
    """Occasions to contact somebody, once each, and what they follow from."""
    table(
        "occasion",
        link("occasion", "client_id", "client", nullable=False),
        *map(_word, ("kind", "state")),
        *map(_day, ("day", "until")),
        sa.Column("ended", sa.Date()),
        *map(text, ("reference", "message", "why", "note", "detail")),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("is_decided", sa.Boolean(), nullable=False),
        link("occasion", "appointment_id", "appointment"),
        link("occasion", "call_id", "aftercare_call"),
    )
    index("occasion", "client_id", "kind", "reference", unique=True)
    index("occasion", "state", "day")
    index("occasion", "appointment_id")
    index("occasion", "call_id")
    table(
        "promise",
        link("promise", "client_id", "client", nullable=False),
        text("text"),
        link("promise", "owner_id", "staff_member"),
        *map(_day, ("made", "due")),
        sa.Column("kept_on", sa.Date()),
    )
    index("promise", "client_id")
    index("promise", "due")
    table(
        "important_date",
        link("important_date", "client_id", "client", nullable=False),
        _word("kind"),
        sa.Column("year", sa.Integer()),
        sa.Column("month", sa.Integer(), nullable=False),
        sa.Column("day", sa.Integer(), nullable=False),
        sa.Column("is_lunar", sa.Boolean(), nullable=False),
        text("name"),
    )
    index("important_date", "client_id")
    index("important_date", "month")
    table(
        "product_in_use",
        link("product_in_use", "client_id", "client", nullable=False),
        text("product"),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("bought_on", sa.Date()),
        *map(_day, ("opened_on", "ends_on")),
        sa.Column("finished_on", sa.Date()),
        sa.Column("is_unsuited", sa.Boolean(), nullable=False),
    )
    index("product_in_use", "client_id")
    index("product_in_use", "ends_on")


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _day(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=False)


def _messages() -> None:
    """What goes out by e-mail, once each."""
    moments = ("next_at", "claimed_at", "handed_at", "sent_at")
    table(
        "message",
        link("message", "client_id", "client", nullable=False),
        link("message", "call_id", "aftercare_call"),
        link("message", "contact_id", "contact"),
        link("message", "staff_id", "staff_member"),
        sa.Column("status", sa.String(24), nullable=False),
        *map(text, ("purpose", "recipient", "title", "words", "language")),
        text("message_id"),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        *map(text, ("override", "against")),
        sa.Column("attempts", sa.Integer(), nullable=False),
        moment("queued_at"),
        *(moment(one, nullable=True) for one in moments),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *map(text, ("paper", "paper_name", "token", "trouble", "reply")),
    )
    index("message", "client_id")
    index("message", "call_id")
    index("message", "contact_id")
    index("message", "status", "next_at")
    op.create_table(
        "mail_paper",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_mail_paper"),
        sqlite_strict=True,
    )


def _feedback() -> None:
    """What was hoped for before a visit, and how it was."""
    table(
        "hope",
        link("hope", "client_id", "client", nullable=False),
        link("hope", "appointment_id", "appointment", nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        text("words"),
        moment("at"),
        link("hope", "staff_id", "staff_member"),
    )
    index("hope", "client_id")
    index("hope", "appointment_id", unique=True)
    table(
        "feedback",
        link("feedback", "client_id", "client", nullable=False),
        link("feedback", "appointment_id", "appointment", nullable=False),
        moment("at"),
        text("how"),
        sa.Column("csat", sa.Integer(), nullable=False),
        sa.Column("gap", sa.Integer()),
        *map(text, ("answers", "words")),
        link("feedback", "praised_id", "staff_member"),
        moment("passed_on_at", nullable=True),
        link("feedback", "staff_id", "staff_member"),
    )
    index("feedback", "client_id")
    index("feedback", "appointment_id", unique=True)
    index("feedback", "at")
