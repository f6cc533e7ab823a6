"""Texts as they are being typed: they outlive a power cut, and are no step of undo."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    delete,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from salon.store.base import Base, table_of
from salon.store.strict import STRICT


class Draft(Base):
    """One text that is not finished, under the place it belongs to."""

    __tablename__ = "draft"
    __table_args__ = (STRICT,)

    place: Mapped[str] = mapped_column(primary_key=True)  # "treatment A12"
    body: Mapped[str]  # JSON
    at: Mapped[datetime]


DRAFT = table_of(Draft)
T = TypeVar("T")


def keep_draft(connection: Connection, place: str, body: str, at: datetime) -> None:
    """Keep *body* as what stands at *place* now; an empty one is dropped."""
    here = DRAFT.c.place == place
    if not body:
        connection.execute(delete(DRAFT).where(here))
        return
    kept = {"body": body, "at": at}
    if connection.execute(update(DRAFT).where(here).values(kept)).rowcount == 0:
        connection.execute(insert(DRAFT).values(place=place, **kept))


def drop_draft(connection: Connection, place: str) -> None:
    """Forget what was kept at *place*."""
    connection.execute(delete(DRAFT).where(DRAFT.c.place == place))


def places_under(connection: Connection, begins: str) -> frozenset[str]:
    """Return the places that begin with *begins* at which something is kept."""
    asked = select(DRAFT.c.place).where(_begins(begins))
    return frozenset(connection.scalars(asked))


def drafts_under(connection: Connection, place: str) -> dict[str, tuple[str, datetime]]:
    """Return what each desk keeps at *place*; under "" what names no desk."""
    asked = select(DRAFT.c.place, DRAFT.c.body, DRAFT.c.at).where(
        or_(DRAFT.c.place == place, _begins(f"{place} "))
    )
    rows = connection.execute(asked)
    return {row.place[len(place) + 1 :]: (row.body, row.at) for row in rows}


def _begins(text: str) -> ColumnElement[bool]:
    return DRAFT.c.place.startswith(text, autoescape=True)


def own_draft(kept: Mapping[str, T], desk: str) -> T | None:
    """Return what a desk keeps, or what was kept when places named no desk."""
    return kept.get(desk, kept.get(""))


def drop_own(connection: Connection, place: str, desk: str) -> None:
    """Forget what a desk kept at *place*; what lies there for no desk goes as well."""
    for one in (place, f"{place} {desk}"):
        drop_draft(connection, one)


def kept_draft(connection: Connection, place: str) -> tuple[str, datetime] | None:
    """Return what was kept at *place*, and when; None if nothing was."""
    found = connection.execute(
        select(DRAFT.c.body, DRAFT.c.at).where(DRAFT.c.place == place)
    ).one_or_none()
    return None if found is None else (found.body, found.at)
