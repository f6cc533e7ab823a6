"""The second round, defects, suggestions, what is learnt; from the door to goodbye."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from salon.store.migrations.columns import index, link, moment, table, text
from salon.store.reshape import add_column


def upgrade() -> None:
    """Create the tables of the house and of hosting."""
    _rounds()
    _house()
    _needs()
    _visits()
    _beyond_duty()


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(24), nullable=False)


def _whole(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _day(name: str, *, nullable: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=nullable)


def _money(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=False)


def _rounds() -> None:
    """A day has a morning round, and perhaps a second one that nobody announced."""
    op.drop_index("uq_shop_round_on", "shop_round")
    add_column("shop_round", _whole("nth"), 1)
    add_column("shop_round", text("picture"), "")
    add_column("shop_round", text("thumb"), "")
    index("shop_round", "on", "nth", unique=True)


def _house() -> None:
    defect = "shop_defect"
    table(
        defect,
        *map(text, ("about", "words")),
        _day("opened_on"),
        link(defect, "owner_id", "staff_member"),
        *(_day(name, nullable=True) for name in ("due", "mended_on")),
        text("note"),
        link(defect, "staff_id", "staff_member"),
    )
    index(defect, "mended_on")
    front = "front_change"
    table(front, _day("on"), text("words"), link(front, "staff_id", "staff_member"))
    said = "suggestion"
    table(
        said,
        link(said, "client_id", "client"),
        _day("on"),
        *map(_word, ("way", "cause")),
        text("words"),
        _day("due"),
        _word("answer"),
        text("why"),
        _day("answered_on", nullable=True),
        text("change"),
        *(_day(name, nullable=True) for name in ("changed_on", "told_on")),
        link(said, "same_as", said),
        link(said, "staff_id", "staff_member"),
    )
    for name in ("on", "client_id", "same_as"):
        index(said, name)
    training = "training"
    table(
        training,
        link(training, "staff_id", "staff_member", nullable=False),
        text("subject"),
        _day("on"),
        *map(text, ("by", "note")),
    )
    index(training, "staff_id")
    quiz = "quiz"
    table(
        quiz,
        link(quiz, "staff_id", "staff_member", nullable=False),
        text("role"),
        moment("at"),
        *map(_whole, ("correct", "out_of")),
        text("missed"),
    )
    index(quiz, "staff_id")


def _needs() -> None:
    need = "client_need"
    table(
        need,
        link(need, "client_id", "client", nullable=False),
        _word("need"),
        text("words"),
        sa.Column("is_declined", sa.Boolean(), nullable=False),
        _day("on"),
        link(need, "staff_id", "staff_member"),
    )
    index(need, "client_id")
    effort = "client_effort"
    table(
        effort,
        link(effort, "client_id", "client", nullable=False),
        *(_whole(name, nullable=True) for name in ("travel", "effort")),
        _day("on"),
        link(effort, "staff_id", "staff_member"),
    )
    index(effort, "client_id")


def _visits() -> None:
    step = "visit_step"
    table(
        step,
        link(step, "appointment_id", "appointment", nullable=False),
        link(step, "client_id", "client", nullable=False),
        _word("step"),
        moment("at"),
        text("skipped"),
        link(step, "staff_id", "staff_member"),
    )
    index(step, "appointment_id", "step", unique=True)
    index(step, "client_id")
    offer = "waiting_offer"
    table(
        offer,
        link(offer, "appointment_id", "appointment", nullable=False),
        link(offer, "client_id", "client", nullable=False),
        text("what"),
        _whole("minutes"),
        _money("amount"),
        _day("on"),
        _day("used_on", nullable=True),
        link(offer, "staff_id", "staff_member"),
    )
    index(offer, "appointment_id")
    index(offer, "client_id")
    one = "enquiry"
    table(
        one,
        moment("at"),
        _day("day"),
        _word("came"),
        link(one, "client_id", "client"),
        *map(text, ("name", "words", "source", "steps")),
        _word("ended"),
        link(one, "call_id", "aftercare_call"),
        link(one, "staff_id", "staff_member"),
    )
    index(one, "day")
    index(one, "client_id")


def _beyond_duty() -> None:
    one = "surprise"
    table(
        one,
        link(one, "client_id", "client", nullable=False),
        link(one, "appointment_id", "appointment"),
        text("what"),
        _money("cost"),
        _day("on"),
        text("words"),
        link(one, "staff_id", "staff_member"),
    )
    index(one, "client_id")
    index(one, "on")
    line = "memory_line"
    table(
        line,
        link(line, "client_id", "client", nullable=False),
        link(line, "appointment_id", "appointment", nullable=False),
        text("words"),
        _day("on"),
        link(line, "staff_id", "staff_member"),
    )
    index(line, "appointment_id", unique=True)
    index(line, "client_id")
    ask = "friend_ask"
    table(
        ask,
        link(ask, "client_id", "client", nullable=False),
        link(ask, "feedback_id", "feedback"),
        _word("said"),
        text("name"),
        _day("on"),
        link(ask, "staff_id", "staff_member"),
    )
    index(ask, "client_id")
